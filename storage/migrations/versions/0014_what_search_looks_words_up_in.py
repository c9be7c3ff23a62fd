"""what search looks words up in"""

import sqlalchemy as sa
from alembic import op

revision = '0014'
down_revision = '0013'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('search_token',
    sa.Column('school_id', sa.BigInteger(), autoincrement=False, nullable=False),
    sa.Column('token', sa.LargeBinary(), nullable=False),
    sa.Column('item_id', sa.BigInteger(), autoincrement=False, nullable=False),
    sa.ForeignKeyConstraint(['school_id', 'item_id'], ['item.school_id', 'item.id'], ),
    sa.PrimaryKeyConstraint('school_id', 'token', 'item_id'),
    sqlite_with_rowid=False
    )
    with op.batch_alter_table('search_token', schema=None) as batch_op:
        batch_op.create_index('search_token_item', ['school_id', 'item_id'], unique=False)

    op.create_table('search_wanted',
    sa.Column('school_id', sa.BigInteger(), autoincrement=False, nullable=False),
    sa.Column('item_id', sa.BigInteger(), autoincrement=False, nullable=False),
    sa.Column('mark', sa.BigInteger(), nullable=False),
    sa.ForeignKeyConstraint(['school_id', 'item_id'], ['item.school_id', 'item.id'], ),
    sa.PrimaryKeyConstraint('school_id', 'item_id')
    )
    op.execute('INSERT INTO search_wanted (school_id, item_id, mark) SELECT school_id, id, id FROM item')


def downgrade() -> None:
    raise RuntimeError("Bookbag does not migrate backwards: restore the backup made before the upgrade")
