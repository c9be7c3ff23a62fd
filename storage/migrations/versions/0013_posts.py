"""posts with pictures, and what families say to them"""

import sqlalchemy as sa
from alembic import op

revision = '0013'
down_revision = '0012'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('family_choice',
    sa.Column('school_id', sa.BigInteger(), autoincrement=False, nullable=False),
    sa.Column('guardian_id', sa.BigInteger(), autoincrement=False, nullable=False),
    sa.Column('name', sa.String(), nullable=False),
    sa.Column('value', sa.String(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['school_id', 'guardian_id'], ['guardian.school_id', 'guardian.id'], ),
    sa.PrimaryKeyConstraint('school_id', 'guardian_id', 'name')
    )
    op.create_table('never_shown',
    sa.Column('school_id', sa.BigInteger(), autoincrement=False, nullable=False),
    sa.Column('pupil_id', sa.BigInteger(), autoincrement=False, nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('set_by', sa.BigInteger(), nullable=True),
    sa.ForeignKeyConstraint(['school_id', 'pupil_id'], ['pupil.school_id', 'pupil.id'], ),
    sa.PrimaryKeyConstraint('school_id', 'pupil_id')
    )
    op.create_table('page_link',
    sa.Column('school_id', sa.BigInteger(), autoincrement=False, nullable=False),
    sa.Column('id', sa.BigInteger(), autoincrement=False, nullable=False),
    sa.Column('guardian_id', sa.BigInteger(), nullable=False),
    sa.Column('announcement_id', sa.BigInteger(), nullable=True),
    sa.Column('token_blind', sa.LargeBinary(), nullable=False),
    sa.Column('code_blind', sa.LargeBinary(), nullable=False),
    sa.Column('made_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('expires_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('tries', sa.Integer(), nullable=False),
    sa.Column('opened_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('ended_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['school_id', 'guardian_id'], ['guardian.school_id', 'guardian.id'], ),
    sa.PrimaryKeyConstraint('school_id', 'id'),
    sa.UniqueConstraint('token_blind')
    )
    with op.batch_alter_table('page_link', schema=None) as batch_op:
        batch_op.create_index('page_link_guardian', ['school_id', 'guardian_id', 'announcement_id'], unique=False)

    op.create_table('recurring',
    sa.Column('school_id', sa.BigInteger(), autoincrement=False, nullable=False),
    sa.Column('id', sa.BigInteger(), autoincrement=False, nullable=False),
    sa.Column('class_id', sa.BigInteger(), nullable=False),
    sa.Column('staff_id', sa.BigInteger(), nullable=False),
    sa.Column('body', sa.LargeBinary(), nullable=False),
    sa.Column('template', sa.String(), nullable=False),
    sa.Column('weekday', sa.Integer(), nullable=False),
    sa.Column('at', sa.Time(), nullable=False),
    sa.Column('last_day', sa.Date(), nullable=True),
    sa.Column('made_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('next_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('ended_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['school_id', 'class_id'], ['school_class.school_id', 'school_class.id'], ),
    sa.ForeignKeyConstraint(['school_id', 'staff_id'], ['staff.school_id', 'staff.id'], ),
    sa.PrimaryKeyConstraint('school_id', 'id')
    )
    op.create_table('staff_ack',
    sa.Column('school_id', sa.BigInteger(), autoincrement=False, nullable=False),
    sa.Column('id', sa.BigInteger(), autoincrement=False, nullable=False),
    sa.Column('staff_id', sa.BigInteger(), nullable=False),
    sa.Column('class_id', sa.BigInteger(), nullable=True),
    sa.Column('what', sa.String(), nullable=False),
    sa.Column('version', sa.String(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['school_id', 'staff_id'], ['staff.school_id', 'staff.id'], ),
    sa.PrimaryKeyConstraint('school_id', 'id')
    )
    with op.batch_alter_table('staff_ack', schema=None) as batch_op:
        batch_op.create_index('staff_ack_staff', ['school_id', 'staff_id'], unique=False)

    op.create_table('post_class',
    sa.Column('school_id', sa.BigInteger(), autoincrement=False, nullable=False),
    sa.Column('announcement_id', sa.BigInteger(), autoincrement=False, nullable=False),
    sa.Column('class_id', sa.BigInteger(), autoincrement=False, nullable=False),
    sa.ForeignKeyConstraint(['school_id', 'announcement_id'], ['announcement.school_id', 'announcement.id'], ),
    sa.ForeignKeyConstraint(['school_id', 'class_id'], ['school_class.school_id', 'school_class.id'], ),
    sa.PrimaryKeyConstraint('school_id', 'announcement_id', 'class_id')
    )
    op.create_table('post_comment',
    sa.Column('school_id', sa.BigInteger(), autoincrement=False, nullable=False),
    sa.Column('id', sa.BigInteger(), autoincrement=False, nullable=False),
    sa.Column('announcement_id', sa.BigInteger(), nullable=False),
    sa.Column('guardian_id', sa.BigInteger(), nullable=False),
    sa.Column('body', sa.LargeBinary(), nullable=False),
    sa.Column('language', sa.String(), nullable=True),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('shown_from', sa.DateTime(timezone=True), nullable=False),
    sa.Column('state', sa.String(), nullable=False),
    sa.Column('decided_by', sa.BigInteger(), nullable=True),
    sa.Column('decided_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('reason', sa.String(), nullable=False),
    sa.ForeignKeyConstraint(['school_id', 'announcement_id'], ['announcement.school_id', 'announcement.id'], ),
    sa.ForeignKeyConstraint(['school_id', 'guardian_id'], ['guardian.school_id', 'guardian.id'], ),
    sa.PrimaryKeyConstraint('school_id', 'id')
    )
    with op.batch_alter_table('post_comment', schema=None) as batch_op:
        batch_op.create_index('post_comment_post', ['school_id', 'announcement_id'], unique=False)

    op.create_table('post_like',
    sa.Column('school_id', sa.BigInteger(), autoincrement=False, nullable=False),
    sa.Column('announcement_id', sa.BigInteger(), autoincrement=False, nullable=False),
    sa.Column('guardian_id', sa.BigInteger(), autoincrement=False, nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['school_id', 'announcement_id'], ['announcement.school_id', 'announcement.id'], ),
    sa.ForeignKeyConstraint(['school_id', 'guardian_id'], ['guardian.school_id', 'guardian.id'], ),
    sa.PrimaryKeyConstraint('school_id', 'announcement_id', 'guardian_id')
    )
    op.create_table('post_report',
    sa.Column('school_id', sa.BigInteger(), autoincrement=False, nullable=False),
    sa.Column('id', sa.BigInteger(), autoincrement=False, nullable=False),
    sa.Column('announcement_id', sa.BigInteger(), nullable=False),
    sa.Column('guardian_id', sa.BigInteger(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('state', sa.String(), nullable=False),
    sa.Column('decided_by', sa.BigInteger(), nullable=True),
    sa.Column('decided_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['school_id', 'announcement_id'], ['announcement.school_id', 'announcement.id'], ),
    sa.ForeignKeyConstraint(['school_id', 'guardian_id'], ['guardian.school_id', 'guardian.id'], ),
    sa.PrimaryKeyConstraint('school_id', 'id'),
    sa.UniqueConstraint('school_id', 'announcement_id', 'guardian_id')
    )
    op.create_table('post_tag',
    sa.Column('school_id', sa.BigInteger(), autoincrement=False, nullable=False),
    sa.Column('announcement_id', sa.BigInteger(), autoincrement=False, nullable=False),
    sa.Column('pupil_id', sa.BigInteger(), autoincrement=False, nullable=False),
    sa.ForeignKeyConstraint(['school_id', 'announcement_id'], ['announcement.school_id', 'announcement.id'], ),
    sa.ForeignKeyConstraint(['school_id', 'pupil_id'], ['pupil.school_id', 'pupil.id'], ),
    sa.PrimaryKeyConstraint('school_id', 'announcement_id', 'pupil_id')
    )
    with op.batch_alter_table('post_tag', schema=None) as batch_op:
        batch_op.create_index('post_tag_pupil', ['school_id', 'pupil_id'], unique=False)

    op.create_table('post_version',
    sa.Column('school_id', sa.BigInteger(), autoincrement=False, nullable=False),
    sa.Column('announcement_id', sa.BigInteger(), autoincrement=False, nullable=False),
    sa.Column('version', sa.BigInteger(), autoincrement=False, nullable=False),
    sa.Column('body', sa.LargeBinary(), nullable=False),
    sa.Column('staff_id', sa.BigInteger(), nullable=True),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['school_id', 'announcement_id'], ['announcement.school_id', 'announcement.id'], ),
    sa.PrimaryKeyConstraint('school_id', 'announcement_id', 'version')
    )
    op.create_table('post_file',
    sa.Column('school_id', sa.BigInteger(), autoincrement=False, nullable=False),
    sa.Column('announcement_id', sa.BigInteger(), autoincrement=False, nullable=False),
    sa.Column('media_id', sa.BigInteger(), autoincrement=False, nullable=False),
    sa.Column('place', sa.Integer(), nullable=False),
    sa.Column('alt', sa.LargeBinary(), nullable=True),
    sa.ForeignKeyConstraint(['school_id', 'announcement_id'], ['announcement.school_id', 'announcement.id'], ),
    sa.ForeignKeyConstraint(['school_id', 'media_id'], ['media.school_id', 'media.id'], ),
    sa.PrimaryKeyConstraint('school_id', 'announcement_id', 'media_id')
    )
    with op.batch_alter_table('announcement', schema=None) as batch_op:
        batch_op.add_column(sa.Column('kind', sa.String(), nullable=False, server_default='notice'))
        batch_op.add_column(sa.Column('audience', sa.String(), nullable=False, server_default='class'))
        batch_op.add_column(sa.Column('pupil_id', sa.BigInteger(), nullable=True))
        batch_op.add_column(sa.Column('purpose', sa.String(), nullable=False, server_default=''))
        batch_op.add_column(sa.Column('checked', sa.String(), nullable=False, server_default=''))
        batch_op.add_column(sa.Column('happens_on', sa.Date(), nullable=True))
        batch_op.add_column(sa.Column('version', sa.Integer(), nullable=False, server_default='1'))
        batch_op.add_column(sa.Column('edited_at', sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column('approved_by', sa.BigInteger(), nullable=True))
        batch_op.add_column(sa.Column('removed_at', sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column('removed_by', sa.BigInteger(), nullable=True))
        batch_op.add_column(sa.Column('removed_why', sa.String(), nullable=False, server_default=''))
        batch_op.add_column(sa.Column('origin_blind', sa.LargeBinary(), nullable=True))
        batch_op.alter_column('class_id',
               existing_type=sa.BIGINT(),
               nullable=True)
        batch_op.create_index('announcement_origin', ['school_id', 'origin_blind'], unique=False)
        batch_op.create_index('announcement_sent', ['school_id', 'class_id', 'sent_at'], unique=False)
        batch_op.create_foreign_key('announcement_pupil', 'pupil', ['school_id', 'pupil_id'], ['school_id', 'id'])



def downgrade() -> None:
    raise RuntimeError("Bookbag does not migrate backwards: restore the backup made before the upgrade")
