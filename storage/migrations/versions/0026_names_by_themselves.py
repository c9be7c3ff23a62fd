"""names by themselves

What every item is found by is written down anew, names apart from other words. Until the hub has come to an item it is
found by what was written before; the newest come first.
"""

import sqlalchemy as sa
from alembic import op

revision = '0026'
down_revision = '0025'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute(sa.text("DELETE FROM search_wanted"))
    op.execute(sa.text("INSERT INTO search_wanted (school_id, item_id, mark) SELECT school_id, id, id FROM item"))
    op.create_index('search_wanted_mark', 'search_wanted', ['mark'])


def downgrade() -> None:
    raise RuntimeError("Bookbag does not migrate backwards: restore the backup made before the upgrade")
