"""Who leads, who helps and by when, in a cell, a bracket or the value of a label."""

import pytest

from pipeline.grammar import shared_work


@pytest.mark.parametrize(
    ("text", "want"),
    [
        ("Phòng Kinh tế", [("lead", "Phòng Kinh tế")]),
        ("Chủ trì: Phòng Kinh tế; Phối hợp: các thôn", [("lead", "Phòng Kinh tế"), ("partner", "các thôn")]),
        ("Chủ trì: Phòng Kinh tế Phối hợp: các thôn", [("lead", "Phòng Kinh tế"), ("partner", "các thôn")]),
        ("- Chủ trì: Phòng Kinh tế - Phối hợp: Công an xã", [("lead", "Phòng Kinh tế"), ("partner", "Công an xã")]),
        (
            "Phòng Kinh tế (chủ trì), Công an xã, Trạm Y tế xã (phối hợp)",
            [("lead", "Phòng Kinh tế"), ("partner", "Công an xã, Trạm Y tế xã")],
        ),
        ("Phòng Kinh tế (chủ trì), Công an xã", [("lead", "Phòng Kinh tế"), ("partner", "Công an xã")]),
        ("Phòng Kinh tế chủ trì phối hợp với Công an xã", [("lead", "Phòng Kinh tế"), ("partner", "Công an xã")]),
        ("Phòng Kinh tế chủ trì và phối hợp với các thôn", [("lead", "Phòng Kinh tế"), ("partner", "các thôn")]),
        (
            "Phòng Kinh tế chủ trì phối hợp với các thôn thực hiện.",
            [("lead", "Phòng Kinh tế"), ("partner", "các thôn")],
        ),
        ("Phòng Kinh tế; Công an xã phối hợp", [("lead", "Phòng Kinh tế"), ("partner", "Công an xã")]),
        ("Các đơn vị thực hiện", [("lead", "Các đơn vị")]),
        (
            "Sở Y tế chủ trì; các sở, ngành phối hợp; hoàn thành trong quý II/2026",
            [("lead", "Sở Y tế"), ("partner", "các sở, ngành"), ("time", "hoàn thành trong quý II/2026")],
        ),
        ("Trung tâm Dịch vụ tổng hợp thực hiện", [("lead", "Trung tâm Dịch vụ tổng hợp")]),
    ],
)
def test_parts_of_a_task(text, want):
    assert [(share.kind, text[slice(*share.span)]) for share in shared_work.read(text, 0, len(text))] == want


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("Chủ trì: Sở Y tế", True),
        ("Sở Y tế (chủ trì), các xã", True),
        ("Sở Y tế chủ trì, phối hợp với các xã", True),
        ("Sở Y tế phối hợp với các xã", False),
        ("Các cơ quan chủ trì nhiệm vụ", False),
    ],
)
def test_who_leads_is_said_outright(words, said):
    assert shared_work.says_who_leads(words) is said


@pytest.mark.parametrize(
    ("text", "time"),
    [
        ("Phòng Kinh tế; trước ngày 15/6/2026", "trước ngày 15/6/2026"),
        ("Phòng Kinh tế, xong trước quý III/2026", "xong trước quý III/2026"),
        ("Phòng Kinh tế", None),
        ("Phòng Kinh tế; trước ngày 15/6/2026 Công an xã", None),
    ],
)
def test_a_deadline_closes_the_bodies(text, time):
    found = shared_work.time_of(text, 0, len(text))
    assert (text[slice(*found)] if found else None) == time
