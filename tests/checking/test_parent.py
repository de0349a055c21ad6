"""A plan held against the plan above it."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from pipeline.checking import against, named_parent
from pipeline.records import Document, Record

Read = Callable[[str], tuple[Document, Record]]

ABOVE = """\
ỦY BAN NHÂN DÂN
TỈNH LÀO CAI
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc

Số: 92/KH-UBND
Lào Cai, ngày 27 tháng 02 năm 2026

KẾ HOẠCH
Nâng cao chất lượng công tác văn thư năm 2026

Căn cứ Nghị định số 30/2020/NĐ-CP ngày 05 tháng 3 năm 2020 của Chính phủ về công tác văn thư;

I. CHỈ TIÊU

1. Tỷ lệ văn bản đi được ký số đạt 100% trong năm 2026.

2. Ít nhất 85% hồ sơ công việc được lập trên môi trường điện tử trước ngày 30/11/2026.

3. Ít nhất 80% công chức văn thư được tập huấn nghiệp vụ trong năm 2026.

II. TỔ CHỨC THỰC HIỆN

1. Sở Nội vụ

- Chủ trì, theo dõi việc thực hiện Kế hoạch trong toàn tỉnh.

2. Ủy ban nhân dân các xã, phường

- Rà soát danh mục hồ sơ của UBND xã trước ngày 15/6/2026.

- Bố trí phòng kho lưu trữ bảo đảm phòng cháy, chữa cháy trước ngày 30/9/2026.

Nơi nhận:
- UBND các xã, phường;
- Lưu: VT.

TM. ỦY BAN NHÂN DÂN
CHỦ TỊCH

Nguyễn Văn Mẫu
"""


@pytest.fixture
def above(read_text: Read) -> Record:
    return read_text(ABOVE)[1]


def test_each_thing_asked_is_answered_or_missing(read_text: Read, plan_text: str) -> None:
    theirs, above = read_text(ABOVE)
    document, record = read_text(plan_text)
    found = against(above, record, document)
    assert [(one.kind, one.state, one.asked, one.stated) for one in found] == [
        ("target", "met", "100% (2026)", "100% (2026)"),
        ("target", "later", "≥ 85% (30/11/2026)", "≥ 90% (31/12/2026)"),
        ("target", "missing", "≥ 80% (2026)", ""),
        ("assignment", "later", "15/6/2026", "30/6/2026"),
        ("assignment", "missing", "30/9/2026", ""),
    ]
    for one in found:
        assert (one.quote is None) is (one.state == "missing")
        assert theirs.text[one.above.start : one.above.end] == one.above_quote
        if one.evidence is not None:
            assert document.text[one.evidence.start : one.evidence.end] == one.quote


def test_a_value_below_is_lower_even_where_it_is_late(above: Record, read_text: Read, plan_text: str) -> None:
    document, record = read_text(plan_text.replace("Ít nhất 90%", "Ít nhất 70%"))
    assert [one.state for one in against(above, record, document)][1] == "lower"


def test_without_the_text_only_the_record_answers(above: Record, read_text: Read, plan_text: str) -> None:
    _, record = read_text(plan_text)
    assert [one.state for one in against(above, record) if one.kind == "assignment"] == ["missing", "missing"]


def test_what_another_body_is_charged_with_is_not_asked(above: Record, read_text: Read, plan_text: str) -> None:
    document, record = read_text(plan_text)
    theirs = replace(above, targets=tuple(replace(one, responsible="Sở Nội vụ") for one in above.targets))
    assert {one.kind for one in against(theirs, record, document)} == {"assignment"}


def test_what_has_no_day_is_asked_without_one(read_text: Read, plan_text: str) -> None:
    above = read_text(ABOVE.replace("tập huấn nghiệp vụ trong năm 2026", "tập huấn nghiệp vụ"))[1]
    theirs = replace(above, targets=tuple(replace(one, due=None) for one in above.targets[2:]))
    assert [one.asked for one in against(theirs, read_text(plan_text)[1])][0] == "≥ 80%"


def test_the_plan_above_is_the_one_that_the_bases_name(above: Record, read_text: Read, plan_text: str) -> None:
    _, record = read_text(plan_text.replace("Căn cứ Luật Tổ", "Căn cứ Luật Lưu trữ;\n\nCăn cứ Luật Tổ"))
    assert named_parent(record, {"khac": record, "cha": above}) == "cha"
    elsewhere = replace(above, document=replace(above.document, issuer="Ủy ban nhân dân tỉnh Hà Tĩnh"))
    assert named_parent(record, {"cha": elsewhere}) is None


PROVINCES = ABOVE.replace("2. Ủy ban nhân dân các xã, phường", "2. Ủy ban nhân dân các tỉnh, thành phố")
PROVINCE = ABOVE.replace("Số: 92/KH-UBND", "Số: 110/KH-UBND")


def test_a_province_is_asked_for_what_provinces_are_to_do(read_text: Read) -> None:
    above, record = read_text(PROVINCES)[1], read_text(PROVINCE)[1]
    asked = [one.about for one in against(above, record) if one.kind == "assignment"]
    assert asked == [
        "Rà soát danh mục hồ sơ của UBND xã",
        "Bố trí phòng kho lưu trữ bảo đảm phòng cháy, chữa cháy",
    ]


def test_a_few_words_that_any_paragraph_has_answer_no_task(read_text: Read, plan_text: str) -> None:
    above = read_text(ABOVE.replace("Rà soát danh mục hồ sơ của UBND xã trước", "Bố trí chỗ ở tạm trước"))[1]
    spread = "- Tham mưu bố trí kinh phí cho cán bộ ở xa; chỗ làm việc tạm tại các thôn."
    document, record = read_text(plan_text.replace("- Bố trí kinh phí thực hiện Kế hoạch.", spread))
    states = {one.about: one.state for one in against(above, record, document)}
    assert states["Bố trí chỗ ở tạm"] == "missing"


def test_the_closing_article_asks_for_nothing(read_text: Read, plan_text: str) -> None:
    closing = "- Các xã, phường chịu trách nhiệm thi hành Kế hoạch này trong phạm vi quản lý."
    above = read_text(ABOVE.replace("- Rà soát danh mục hồ sơ của UBND xã trước ngày 15/6/2026.", closing))[1]
    asked = [one.about for one in against(above, read_text(plan_text)[1])]
    assert not any("thi hành" in one for one in asked)
