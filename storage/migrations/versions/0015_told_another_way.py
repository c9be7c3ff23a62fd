"""told another way"""

import sqlalchemy as sa
from alembic import op

revision = '0015'
down_revision = '0014'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('other_way',
    sa.Column('school_id', sa.BigInteger(), autoincrement=False, nullable=False),
    sa.Column('announcement_id', sa.BigInteger(), autoincrement=False, nullable=False),
    sa.Column('guardian_id', sa.BigInteger(), autoincrement=False, nullable=False),
    sa.Column('pupil_id', sa.BigInteger(), nullable=False),
    sa.Column('why', sa.String(), nullable=False),
    sa.Column('made_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('handed_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('handed_by', sa.BigInteger(), nullable=True),
    sa.ForeignKeyConstraint(['school_id', 'announcement_id'], ['announcement.school_id', 'announcement.id'], ),
    sa.ForeignKeyConstraint(['school_id', 'guardian_id'], ['guardian.school_id', 'guardian.id'], ),
    sa.ForeignKeyConstraint(['school_id', 'pupil_id'], ['pupil.school_id', 'pupil.id'], ),
    sa.PrimaryKeyConstraint('school_id', 'announcement_id', 'guardian_id')
    )
    with op.batch_alter_table('outbox', schema=None) as batch_op:
        batch_op.create_index('outbox_sent', ['school_id', 'sent_at'], unique=False)


def downgrade() -> None:
    raise RuntimeError("Bookbag does not migrate backwards: restore the backup made before the upgrade")
