"""by item and by person"""

import sqlalchemy as sa
from alembic import op

revision = '0023'
down_revision = '0022'
branch_labels = None
depends_on = None

_ASIDE = sa.text("state IN ('parked', 'dead')")
_WAITS = sa.text("state IN ('queued', 'retry')")
_OF_STAFF = sa.text("staff_id IS NOT NULL")


def upgrade() -> None:
    op.drop_index('inbox_aside', 'inbox')
    op.create_index('inbox_aside', 'inbox', ['id'], sqlite_where=_ASIDE, postgresql_where=_ASIDE)
    op.create_index('outbox_waits', 'outbox', ['school_id', 'due_at'], sqlite_where=_WAITS, postgresql_where=_WAITS)
    op.drop_index('outbox_item', 'outbox')
    op.create_index('outbox_item', 'outbox', ['school_id', 'item_id', 'id'])
    op.create_index('outbox_staff', 'outbox', ['school_id', 'staff_id', 'due_at'], sqlite_where=_OF_STAFF, postgresql_where=_OF_STAFF)


def downgrade() -> None:
    raise RuntimeError("Bookbag does not migrate backwards: restore the backup made before the upgrade")
