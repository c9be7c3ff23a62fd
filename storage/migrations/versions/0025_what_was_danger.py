"""what was danger"""

import sqlalchemy as sa
from alembic import op

revision = '0025'
down_revision = '0024'
branch_labels = None
depends_on = None

_DANGER = sa.text("subject = 'safeguarding'")


def upgrade() -> None:
    op.create_index('item_danger', 'item', ['school_id', 'ended_at'], sqlite_where=_DANGER, postgresql_where=_DANGER)


def downgrade() -> None:
    raise RuntimeError("Bookbag does not migrate backwards: restore the backup made before the upgrade")
