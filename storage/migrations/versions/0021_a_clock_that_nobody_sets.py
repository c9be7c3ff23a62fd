"""a clock for leases that nobody sets, one for each start of a machine"""

import sqlalchemy as sa
from alembic import op

revision = '0021'
down_revision = '0020'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('boot',
    sa.Column('boot', sa.String(), nullable=False),
    sa.Column('zero', sa.DateTime(timezone=True), nullable=False),
    sa.Column('ahead_s', sa.Float(), nullable=False),
    sa.Column('seen_at', sa.DateTime(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('boot')
    )


def downgrade() -> None:
    raise RuntimeError("Bookbag does not migrate backwards: restore the backup made before the upgrade")
