"""What a run with nothing to do needs: time of change, sizes past 2 GiB, numbers of rows"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

_ITEMS = ("legal_references", "dates", "targets", "assignments", "findings")


def upgrade() -> None:
    with op.batch_alter_table("documents", schema=None) as batch_op:
        batch_op.alter_column("size", existing_type=sa.Integer(), type_=sa.BigInteger(), existing_nullable=True)
        batch_op.add_column(sa.Column("mtime_ns", sa.BigInteger(), nullable=True))
        for name in _ITEMS:
            batch_op.add_column(sa.Column(f"{name}_count", sa.Integer(), nullable=True))
    connection = op.get_bind()
    for name in _ITEMS:
        counted = f"SELECT count(*) FROM {name} WHERE {name}.document_id = documents.id"
        held = "record_sha256 IS NOT NULL"
        connection.execute(sa.text(f"UPDATE documents SET {name}_count = ({counted}) WHERE {held}"))


def downgrade() -> None:
    with op.batch_alter_table("documents", schema=None) as batch_op:
        for name in reversed(_ITEMS):
            batch_op.drop_column(f"{name}_count")
        batch_op.drop_column("mtime_ns")
        batch_op.alter_column("size", existing_type=sa.BigInteger(), type_=sa.Integer(), existing_nullable=True)
