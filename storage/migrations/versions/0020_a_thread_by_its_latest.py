"""a thread by its latest items"""

from alembic import op

revision = '0020'
down_revision = '0019'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('item', schema=None) as batch_op:
        batch_op.drop_index('item_thread')
        batch_op.create_index('item_thread', ['school_id', 'thread_id', 'id'], unique=False)
    with op.batch_alter_table('item_message', schema=None) as batch_op:
        batch_op.drop_index('item_message_message')
        batch_op.create_index('item_message_message', ['school_id', 'message_id', 'item_id'], unique=False)


def downgrade() -> None:
    raise RuntimeError("Bookbag does not migrate backwards: restore the backup made before the upgrade")
