"""what waits is found by itself"""

import sqlalchemy as sa
from alembic import op

revision = '0022'
down_revision = '0021'
branch_labels = None
depends_on = None

_ASIDE = sa.text("state IN ('parked', 'dead')")
_UNSENT = sa.text("state IN ('draft', 'undone')")
_UNREPORTED = sa.text("reported_at IS NULL")


def upgrade() -> None:
    op.create_index('inbox_aside', 'inbox', ['account_id', 'sender_blind'], sqlite_where=_ASIDE, postgresql_where=_ASIDE)
    op.create_index('announcement_unsent', 'announcement', ['made_at'], sqlite_where=_UNSENT, postgresql_where=_UNSENT)
    op.create_index('announcement_unreported', 'announcement', ['id'], sqlite_where=_UNREPORTED, postgresql_where=_UNREPORTED)


def downgrade() -> None:
    raise RuntimeError("Bookbag does not migrate backwards: restore the backup made before the upgrade")
