"""who may sign in to the console"""

import sqlalchemy as sa
from alembic import op

revision = '0011'
down_revision = '0010'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('console_once',
    sa.Column('school_id', sa.BigInteger(), autoincrement=False, nullable=False),
    sa.Column('id', sa.BigInteger(), autoincrement=False, nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['school_id'], ['school.id'], ),
    sa.PrimaryKeyConstraint('school_id', 'id')
    )
    with op.batch_alter_table('console_once', schema=None) as batch_op:
        batch_op.create_index('console_once_at', ['at'], unique=False)

    op.create_table('console_account',
    sa.Column('school_id', sa.BigInteger(), autoincrement=False, nullable=False),
    sa.Column('id', sa.BigInteger(), autoincrement=False, nullable=False),
    sa.Column('staff_id', sa.BigInteger(), nullable=False),
    sa.Column('login', sa.LargeBinary(), nullable=False),
    sa.Column('login_blind', sa.LargeBinary(), nullable=False),
    sa.Column('password_hash', sa.String(), nullable=False),
    sa.Column('totp', sa.LargeBinary(), nullable=False),
    sa.Column('totp_step', sa.BigInteger(), nullable=False),
    sa.Column('proved_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('failures', sa.Integer(), nullable=False),
    sa.Column('locked_until', sa.DateTime(timezone=True), nullable=True),
    sa.Column('made_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['school_id', 'staff_id'], ['staff.school_id', 'staff.id'], ),
    sa.PrimaryKeyConstraint('school_id', 'id'),
    sa.UniqueConstraint('school_id', 'staff_id')
    )
    with op.batch_alter_table('console_account', schema=None) as batch_op:
        batch_op.create_index('console_account_login', ['login_blind'], unique=True)

    op.create_table('console_invite',
    sa.Column('school_id', sa.BigInteger(), autoincrement=False, nullable=False),
    sa.Column('id', sa.BigInteger(), autoincrement=False, nullable=False),
    sa.Column('staff_id', sa.BigInteger(), nullable=False),
    sa.Column('code_blind', sa.LargeBinary(), nullable=False),
    sa.Column('made_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('expires_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('used_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('revoked_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['school_id', 'staff_id'], ['staff.school_id', 'staff.id'], ),
    sa.PrimaryKeyConstraint('school_id', 'id')
    )
    with op.batch_alter_table('console_invite', schema=None) as batch_op:
        batch_op.create_index('console_invite_code', ['code_blind'], unique=True)

    op.create_table('console_recovery',
    sa.Column('school_id', sa.BigInteger(), autoincrement=False, nullable=False),
    sa.Column('id', sa.BigInteger(), autoincrement=False, nullable=False),
    sa.Column('account_id', sa.BigInteger(), nullable=False),
    sa.Column('code_blind', sa.LargeBinary(), nullable=False),
    sa.Column('used_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['school_id', 'account_id'], ['console_account.school_id', 'console_account.id'], ),
    sa.PrimaryKeyConstraint('school_id', 'id')
    )
    with op.batch_alter_table('console_recovery', schema=None) as batch_op:
        batch_op.create_index('console_recovery_of', ['school_id', 'account_id'], unique=False)

    op.create_table('console_session',
    sa.Column('school_id', sa.BigInteger(), autoincrement=False, nullable=False),
    sa.Column('id', sa.BigInteger(), autoincrement=False, nullable=False),
    sa.Column('account_id', sa.BigInteger(), nullable=False),
    sa.Column('token_blind', sa.LargeBinary(), nullable=False),
    sa.Column('state', sa.String(), nullable=False),
    sa.Column('made_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('seen_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('ends_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('tries', sa.Integer(), nullable=False),
    sa.Column('flash', sa.LargeBinary(), nullable=True),
    sa.ForeignKeyConstraint(['school_id', 'account_id'], ['console_account.school_id', 'console_account.id'], ),
    sa.PrimaryKeyConstraint('school_id', 'id')
    )
    with op.batch_alter_table('console_session', schema=None) as batch_op:
        batch_op.create_index('console_session_of', ['school_id', 'account_id'], unique=False)
        batch_op.create_index('console_session_token', ['token_blind'], unique=True)



def downgrade() -> None:
    raise RuntimeError("Bookbag does not migrate backwards: restore the backup made before the upgrade")
