"""what pages look up by time"""

import sqlalchemy as sa
from alembic import op

revision = '0019'
down_revision = '0018'
branch_labels = None
depends_on = None


def upgrade() -> None:
    ended = sa.text("ended_at IS NOT NULL")
    with op.batch_alter_table('message', schema=None) as batch_op:
        batch_op.create_index('message_stored', ['school_id', 'stored_at'], unique=False)
    with op.batch_alter_table('item', schema=None) as batch_op:
        batch_op.create_index('item_visible', ['school_id', 'role', 'visible_from'], unique=False)
        batch_op.create_index('item_ended', ['school_id', 'ended_at'], unique=False, sqlite_where=ended, postgresql_where=ended)


def downgrade() -> None:
    raise RuntimeError("Bookbag does not migrate backwards: restore the backup made before the upgrade")
