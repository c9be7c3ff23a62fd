"""case files"""

import sqlalchemy as sa
from alembic import op

revision = '0016'
down_revision = '0015'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('conduct_case',
    sa.Column('school_id', sa.BigInteger(), autoincrement=False, nullable=False),
    sa.Column('id', sa.BigInteger(), autoincrement=False, nullable=False),
    sa.Column('guardian_id', sa.BigInteger(), nullable=True),
    sa.Column('staff_id', sa.BigInteger(), nullable=True),
    sa.Column('words', sa.LargeBinary(), nullable=False),
    sa.Column('made_by', sa.BigInteger(), nullable=False),
    sa.Column('made_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('ended_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['school_id', 'guardian_id'], ['guardian.school_id', 'guardian.id'], ),
    sa.ForeignKeyConstraint(['school_id', 'staff_id'], ['staff.school_id', 'staff.id'], ),
    sa.PrimaryKeyConstraint('school_id', 'id')
    )
    with op.batch_alter_table('conduct_case', schema=None) as batch_op:
        batch_op.create_index('conduct_case_guardian', ['school_id', 'guardian_id'], unique=False)
    op.create_table('case_line',
    sa.Column('school_id', sa.BigInteger(), autoincrement=False, nullable=False),
    sa.Column('id', sa.BigInteger(), autoincrement=False, nullable=False),
    sa.Column('case_id', sa.BigInteger(), nullable=False),
    sa.Column('kind', sa.String(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('words', sa.LargeBinary(), nullable=False),
    sa.Column('made_by', sa.BigInteger(), nullable=False),
    sa.Column('made_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['school_id', 'case_id'], ['conduct_case.school_id', 'conduct_case.id'], ),
    sa.PrimaryKeyConstraint('school_id', 'id')
    )
    with op.batch_alter_table('case_line', schema=None) as batch_op:
        batch_op.create_index('case_line_case', ['school_id', 'case_id'], unique=False)


def downgrade() -> None:
    raise RuntimeError("Bookbag does not migrate backwards: restore the backup made before the upgrade")
