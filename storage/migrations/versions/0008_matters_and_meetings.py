"""matters with steps, and meetings"""

import sqlalchemy as sa
from alembic import op

revision = '0008'
down_revision = '0007'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('meeting',
    sa.Column('school_id', sa.BigInteger(), autoincrement=False, nullable=False),
    sa.Column('id', sa.BigInteger(), autoincrement=False, nullable=False),
    sa.Column('item_id', sa.BigInteger(), nullable=False),
    sa.Column('guardian_id', sa.BigInteger(), nullable=False),
    sa.Column('pupil_id', sa.BigInteger(), nullable=True),
    sa.Column('class_id', sa.BigInteger(), nullable=True),
    sa.Column('role', sa.String(), nullable=False),
    sa.Column('staff_id', sa.BigInteger(), nullable=True),
    sa.Column('first_digit', sa.Integer(), nullable=False),
    sa.Column('state', sa.String(), nullable=False),
    sa.Column('starts_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('made_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['school_id', 'class_id'], ['school_class.school_id', 'school_class.id'], ),
    sa.ForeignKeyConstraint(['school_id', 'guardian_id'], ['guardian.school_id', 'guardian.id'], ),
    sa.ForeignKeyConstraint(['school_id', 'item_id'], ['item.school_id', 'item.id'], ),
    sa.ForeignKeyConstraint(['school_id', 'pupil_id'], ['pupil.school_id', 'pupil.id'], ),
    sa.ForeignKeyConstraint(['school_id'], ['school.id'], ),
    sa.PrimaryKeyConstraint('school_id', 'id')
    )
    with op.batch_alter_table('meeting', schema=None) as batch_op:
        batch_op.create_index('meeting_guardian', ['school_id', 'guardian_id', 'state'], unique=False)
        batch_op.create_index('meeting_starts', ['school_id', 'state', 'starts_at'], unique=False)

    op.create_table('meeting_time',
    sa.Column('school_id', sa.BigInteger(), autoincrement=False, nullable=False),
    sa.Column('meeting_id', sa.BigInteger(), autoincrement=False, nullable=False),
    sa.Column('place', sa.BigInteger(), autoincrement=False, nullable=False),
    sa.Column('starts_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['school_id', 'meeting_id'], ['meeting.school_id', 'meeting.id'], ),
    sa.PrimaryKeyConstraint('school_id', 'meeting_id', 'place')
    )
    op.create_table('announcement_pick',
    sa.Column('school_id', sa.BigInteger(), autoincrement=False, nullable=False),
    sa.Column('announcement_id', sa.BigInteger(), autoincrement=False, nullable=False),
    sa.Column('guardian_id', sa.BigInteger(), autoincrement=False, nullable=False),
    sa.ForeignKeyConstraint(['school_id', 'announcement_id'], ['announcement.school_id', 'announcement.id'], ),
    sa.ForeignKeyConstraint(['school_id', 'guardian_id'], ['guardian.school_id', 'guardian.id'], ),
    sa.PrimaryKeyConstraint('school_id', 'announcement_id', 'guardian_id')
    )
    with op.batch_alter_table('item', schema=None) as batch_op:
        batch_op.add_column(sa.Column('topic', sa.String(), nullable=False, server_default=''))
        batch_op.add_column(sa.Column('rung', sa.Integer(), nullable=True))



def downgrade() -> None:
    raise RuntimeError("Bookbag does not migrate backwards: restore the backup made before the upgrade")
