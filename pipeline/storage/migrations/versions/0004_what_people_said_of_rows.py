"""What people said of rows; plans found by words without marks, rows by their confidence"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from pipeline.text.unicode import fold

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

_ITEMS = ("legal_references", "dates", "targets", "assignments", "findings")
_SOUGHT = ("name", "shown", "unit", "province", "number", "symbol", "title")


def upgrade() -> None:
    op.create_table(
        "decisions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("table", sa.String(length=24), nullable=False),
        sa.Column("row", sa.String(length=40), nullable=False),
        sa.Column("action", sa.String(length=8), nullable=False),
        sa.Column("field", sa.String(length=24), nullable=True),
        sa.Column("machine", sa.Text(), nullable=True),
        sa.Column("human", sa.Text(), nullable=True),
        sa.Column("comment", sa.Text(), nullable=True),
        sa.Column("who", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.String(length=80), nullable=False),
        sa.Column("record", sa.String(length=64), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_decisions")),
    )
    with op.batch_alter_table("decisions", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_decisions_sha256"), ["sha256"], unique=False)
    for name in _ITEMS:
        with op.batch_alter_table(name, schema=None) as batch_op:
            batch_op.create_index(batch_op.f(f"ix_{name}_confidence"), ["confidence"], unique=False)
    with op.batch_alter_table("documents", schema=None) as batch_op:
        batch_op.add_column(sa.Column("sought", sa.Text(), nullable=True))
    connection = op.get_bind()
    columns = ", ".join(f'"{name}"' for name in _SOUGHT)
    for identity, *words in connection.execute(sa.text(f"SELECT id, {columns} FROM documents")).all():
        sought = " ".join(fold(word) for word in words if word)
        connection.execute(sa.text("UPDATE documents SET sought = :s WHERE id = :i"), {"s": sought, "i": identity})


def downgrade() -> None:
    with op.batch_alter_table("documents", schema=None) as batch_op:
        batch_op.drop_column("sought")
    for name in _ITEMS:
        with op.batch_alter_table(name, schema=None) as batch_op:
            batch_op.drop_index(batch_op.f(f"ix_{name}_confidence"))
    op.drop_table("decisions")
