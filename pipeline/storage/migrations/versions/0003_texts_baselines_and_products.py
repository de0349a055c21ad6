"""The texts of the documents; where targets start from and who is charged; what assignments are to bring about"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

_TARGETS = {"responsible": sa.Text, "baseline_value": sa.Float, "baseline_date": sa.Text}


def upgrade() -> None:
    op.create_table(
        "texts",
        sa.Column("document_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("raw", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["document_id"], ["documents.id"], name=op.f("fk_texts_document_id_documents"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("document_id", name=op.f("pk_texts")),
    )
    op.create_table(
        "assignment_targets",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("assignment_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("target", sa.String(length=40), nullable=False),
        sa.ForeignKeyConstraint(
            ["assignment_id"],
            ["assignments.id"],
            name=op.f("fk_assignment_targets_assignment_id_assignments"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_assignment_targets")),
    )
    op.create_index(op.f("ix_assignment_targets_assignment_id"), "assignment_targets", ["assignment_id"], unique=False)
    for name, kind in _TARGETS.items():
        op.add_column("targets", sa.Column(name, kind(), nullable=True))
    op.add_column("assignments", sa.Column("product", sa.Text(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("assignments", schema=None) as batch_op:
        batch_op.drop_column("product")
    with op.batch_alter_table("targets", schema=None) as batch_op:
        for name in reversed(_TARGETS):
            batch_op.drop_column(name)
    op.drop_table("assignment_targets")
    op.drop_table("texts")
