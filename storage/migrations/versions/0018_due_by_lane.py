"""due by lane"""

import sqlalchemy as sa
from alembic import op

revision = '0018'
down_revision = '0017'
branch_labels = None
depends_on = None

_DUE = sa.text("state IN ('queued', 'retry')")


def _again(*columns: str) -> None:
    with op.batch_alter_table('outbox', schema=None) as batch_op:
        batch_op.drop_index('outbox_due')
        batch_op.create_index('outbox_due', list(columns), unique=False, sqlite_where=_DUE, postgresql_where=_DUE)


def upgrade() -> None:
    _again('lane', 'due_at', 'id')


def downgrade() -> None:
    _again('due_at', 'lane', 'id')
