"""Layouts that charge a body where no words of a sentence do: where in a list or a table it is named."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, Literal

from pipeline.extraction.assignments.draft import Draft


@dataclass(frozen=True, slots=True)
class Form:
    """A place in which a body is named, and what it is then charged with.

    Attributes:
        id: names the form in `by` of the assignments that are told in it.
        role: of the body that is named there.
        basis: the convention that it rests on.
        examples: plans without their head, each with the bodies that it charges in this form; lines with tabs are rows
            of a table.
        counterexamples: similar plans in which it charges nobody.
    """

    id: str
    role: Literal["lead", "coordinate"]
    basis: str
    examples: tuple[tuple[str, tuple[str, ...]], ...]
    counterexamples: tuple[str, ...]

    def told(self, draft: Draft, body: str, **fields: Any) -> Draft:
        """The assignment of a body that is named in this form, else as `draft`."""
        return replace(draft, body=body, role=self.role, by=self.id, **fields)


_CARRIED_OUT = "II. TỔ CHỨC THỰC HIỆN\n"
_BESIDE = (
    f"{_CARRIED_OUT}1. Trạm Y tế xã\n- Mở lớp sơ cứu.\n2. Công an xã\n- Tuần tra bến đò.\n"
    "3. Các thôn\n- Tổ chức dạy bơi.\n4. "
)
_HEADER = "TT\tNhiệm vụ\tChủ trì\tPhối hợp\tThời gian\n"

WITH_HEADING = Form(
    "with-heading",
    "coordinate",
    "ruling 10",
    (
        (
            f"{_CARRIED_OUT}1. Trạm Y tế xã chủ trì, phối hợp với Công an xã:\n- Mở lớp sơ cứu cho các thôn.",
            ("Công an xã",),
        ),
    ),
    (f"{_CARRIED_OUT}1. Trạm Y tế xã:\n- Mở lớp sơ cứu, phối hợp với Công an xã.",),
)
"""The partners whom a heading names, for each task below it."""

BESIDE = Form(
    "charge-beside",
    "lead",
    "ruling 5",
    (
        (
            f"{_BESIDE}Hãng taxi Sao Mai\n- Bố trí xe cấp cứu.",
            ("Hãng taxi Sao Mai",),
        ),
    ),
    (f"{_BESIDE}Kinh phí Sao Mai\n- Bố trí xe cấp cứu.",),
)
"""A heading that names a body of an unknown kind among headings that name known ones."""

BLOCK_LEAD = Form(
    "block-lead",
    "lead",
    "rulings 10 and 15",
    (
        ("- Mở lớp sơ cứu cho các thôn (Chủ trì: Trạm Y tế xã; phối hợp: Công an xã).", ("Trạm Y tế xã",)),
        (
            "1. Mở lớp sơ cứu cho các thôn\n- Đơn vị chủ trì: Trạm Y tế xã.\n- Thời gian: Tháng 6/2026.",
            ("Trạm Y tế xã",),
        ),
    ),
    ("- Mở lớp sơ cứu cho các thôn, Trạm Y tế xã chủ trì.",),
)
"""Whom a label under or behind a task names as leading."""

BLOCK_PARTNER = Form(
    "block-partner",
    "coordinate",
    "rulings 10 and 15",
    (("- Mở lớp sơ cứu cho các thôn (Chủ trì: Trạm Y tế xã; phối hợp: Công an xã).", ("Công an xã",)),),
    ("- Mở lớp sơ cứu cho các thôn (Chủ trì: Trạm Y tế xã).",),
)
"""Whom a label under or behind a task names as helping."""

ROW_LEAD = Form(
    "row-lead",
    "lead",
    "ruling 5",
    ((f"{_HEADER}1\tMở lớp sơ cứu\tTrạm Y tế xã\tCông an xã\tTháng 6/2026", ("Trạm Y tế xã",)),),
    (f"{_HEADER}1\tMở lớp sơ cứu\t\tCông an xã\tTháng 6/2026",),
)
"""Whom the cell of a row names that leads."""

ROW_PARTNER = Form(
    "row-partner",
    "coordinate",
    "ruling 5",
    (
        (f"{_HEADER}1\tMở lớp sơ cứu\tTrạm Y tế xã\tCông an xã\tTháng 6/2026", ("Công an xã",)),
        (f"{_HEADER}1\tMở lớp sơ cứu, phối hợp với Công an xã\tTrạm Y tế xã\t\tTháng 6/2026", ("Công an xã",)),
    ),
    (f"{_HEADER}1\tMở lớp sơ cứu\tTrạm Y tế xã\t\tTháng 6/2026",),
)
"""Who helps, by the cell of a row for it, by the cell of those who lead, or by the words of the task."""

ROW_GROUP = Form(
    "row-group",
    "lead",
    "ruling 5",
    (
        (
            "TT\tNhiệm vụ\tThời gian\nI\tTrạm Y tế xã\t\n1\tMở lớp sơ cứu\tTháng 6/2026\n2\tTập huấn bơi\tTháng 7/2026",
            ("Trạm Y tế xã", "Trạm Y tế xã"),
        ),
    ),
    ("TT\tNhiệm vụ\tThời gian\nI\tTháng hành động\t\n1\tMở lớp sơ cứu\tTháng 6/2026\n2\tTập huấn bơi\tTháng 7/2026",),
)
"""Whom the row above a group of tasks names, in a table without a column of those who lead."""

FORMS = (WITH_HEADING, BESIDE, BLOCK_LEAD, BLOCK_PARTNER, ROW_LEAD, ROW_PARTNER, ROW_GROUP)
