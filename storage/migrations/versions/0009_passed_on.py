"""items that passed to somebody else, and why"""

import sqlalchemy as sa
from alembic import op

revision = '0009'
down_revision = '0008'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('item', schema=None) as batch_op:
        batch_op.add_column(sa.Column('passed', sa.String(), nullable=False, server_default=''))
        batch_op.add_column(sa.Column('written_in', sa.BigInteger(), nullable=True))


def downgrade() -> None:
    raise RuntimeError("Bookbag does not migrate backwards: restore the backup made before the upgrade")
