"""translations that come late"""

import sqlalchemy as sa
from alembic import op

revision = '0017'
down_revision = '0016'
branch_labels = None
depends_on = None


def upgrade() -> None:
    late = sa.text("status = 'late'")
    with op.batch_alter_table('announcement_text', schema=None) as batch_op:
        batch_op.create_index(
            'announcement_text_late', ['id'], unique=False, sqlite_where=late, postgresql_where=late
        )


def downgrade() -> None:
    with op.batch_alter_table('announcement_text', schema=None) as batch_op:
        batch_op.drop_index('announcement_text_late')
