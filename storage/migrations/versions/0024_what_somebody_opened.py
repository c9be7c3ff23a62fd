"""what somebody opened"""

import sqlalchemy as sa
from alembic import op

revision = '0024'
down_revision = '0023'
branch_labels = None
depends_on = None

_CARDS = sa.text("intent LIKE 'card:%'")


def upgrade() -> None:
    op.create_index(
        'outbox_cards', 'outbox', ['school_id', 'staff_id', 'due_at', 'id'], sqlite_where=_CARDS, postgresql_where=_CARDS
    )


def downgrade() -> None:
    raise RuntimeError("Bookbag does not migrate backwards: restore the backup made before the upgrade")
