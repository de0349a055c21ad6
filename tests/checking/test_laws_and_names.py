"""Rules on papers of Quốc hội and terms of office, normative documents, the names of bodies, and what was lost in them."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from pipeline.records import Finding

Plant = Callable[..., list[tuple[str, str]]]

TASK = "- Bố trí kinh phí thực hiện Kế hoạch."
LAW = "Căn cứ Luật Tổ chức chính quyền địa phương số 72/2025/QH15 ngày 16 tháng 6 năm 2025;"


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ("Thực hiện Luật Thủy lợi số 08/2017/QH12.", ("R40", "08/2017/QH12")),
        ("Thực hiện Nghị quyết số 88/2019/QH ngày 18/11/2019.", ("R41", "88/2019/QH")),
        ("Thực hiện Nghị quyết số 61/2025/NQ-UBTVQH15 ngày 12/02/2025.", ("R41", "61/2025/NQ-UBTVQH15")),
        (
            "Tuyên truyền Đại hội đại biểu toàn quốc lần thứ XIV của Đảng, nhiệm kỳ 2025 - 2030.",
            ("D31", "Đại hội đại biểu toàn quốc lần thứ XIV của Đảng, nhiệm kỳ 2025 - 2030"),
        ),
        ("Phối hợp với Sở Giáo dục và đào tạo mở lớp.", ("W11", "Sở Giáo dục và đào tạo")),
        ("Gửi Sở Văn hóa Thể thao và Du lịch hồ sơ.", ("W11", "Sở Văn hóa Thể thao và Du lịch")),
        ("Trưởng phòng chịu trách trước Chủ tịch.", ("W12", "chịu trách")),
        ("Niêm yết thủ tục hành theo danh mục.", ("W12", "thủ tục hành")),
        ("Bố trí người để thực Kế hoạch này.", ("W12", "thực")),
        ("Lập sổ theo quy định chung theo quy định chung.", ("W04", "theo quy định chung theo quy định chung")),
    ],
)
def test_slips_in_laws_and_names(planted: Plant, said: str, found: tuple[str, str]) -> None:
    assert found in planted((TASK, f"- {said}"))


@pytest.mark.parametrize(
    "said",
    [
        "Thực hiện Luật Thủy lợi số 08/2017/QH14.",
        "Thực hiện Nghị quyết số 61/2025/UBTVQH15 ngày 12/02/2025.",
        "Tuyên truyền Đại hội đại biểu toàn quốc lần thứ XIV của Đảng, nhiệm kỳ 2026 - 2031.",
        "Phối hợp với Sở Giáo dục và Đào tạo, SỞ TÀI CHÍNH mở lớp.",
        "Trưởng phòng chịu trách nhiệm; thủ tục hành chính được niêm yết.",
        "Cho ý chí vươn lên được nhân rộng.",
        "Gửi các Sở: Nội vụ, Tài chính, Tư pháp.",
    ],
)
def test_what_is_written_rightly(planted: Plant, said: str) -> None:
    rules = {rule for rule, _ in planted((TASK, f"- {said}"))}
    assert not rules & {"R40", "R41", "D31", "W11", "W12"}


def test_a_law_by_the_name_of_another(planted: Plant) -> None:
    other = "Căn cứ Luật Xây dựng số 72/2025/QH15 ngày 16 tháng 6 năm 2025;"
    assert ("R42", "Luật Xây dựng số 72/2025/QH15 ngày 16 tháng 6 năm 2025") in planted((LAW, other))
    assert "R42" not in {rule for rule, _ in planted((LAW, LAW))}


NORMATIVE = """\
ỦY BAN NHÂN DÂN
TỈNH LÂM ĐỒNG
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc

Số: 15/2026/QĐ-UBND
Lâm Đồng, ngày 05 tháng 3 năm 2026

QUYẾT ĐỊNH
Quy định giá dịch vụ thu gom rác

Căn cứ Luật Tổ chức chính quyền địa phương số 72/2025/QH15;
Ủy ban nhân dân tỉnh ban hành Quyết định quy định giá dịch vụ thu gom rác.

Điều 1. Phạm vi
{scope} này quy định giá dịch vụ thu gom rác.

Điều {second}. Giá
Giá dịch vụ là 30.000 đồng một hộ mỗi tháng.

Điều 3. Hiệu lực
Quyết định này có hiệu lực kể từ ngày {day}.

Nơi nhận:
- Như Điều 3;
- Lưu: VT.

TM. ỦY BAN NHÂN DÂN
CHỦ TỊCH

Nguyễn Văn Thử
"""


def test_a_normative_document(findings: Callable[..., tuple[Finding, ...]]) -> None:
    def told(scope: str = "Quyết định", second: str = "2", day: str = "20 tháng 3 năm 2026") -> list[tuple[str, str]]:
        text = NORMATIVE.format(scope=scope, second=second, day=day)
        return [(one.rule, one.about) for one in findings(text) if one.rule in ("D30", "F21", "F29", "F30")]

    assert told() == []
    assert told(day="ký ban hành") == [("D30", "có hiệu lực kể từ ngày ký")]
    assert told(day="08 tháng 3 năm 2026") == [("D30", "Quyết định này có hiệu lực kể từ ngày 08 tháng 3 năm 2026")]
    assert told(scope="Quy định") == [("F29", "Quy định này")]
    assert told(second="02") == [("F30", "Điều 02")]


def test_bases_of_a_normative_document(findings: Callable[..., tuple[Finding, ...]]) -> None:
    dated = "Căn cứ Nghị định số {}/2024/NĐ-CP ngày 10 tháng 01 năm 2024 của Chính phủ về môi trường;\n"
    bases = dated.format(11) + dated.format(12) + "Căn cứ Nghị định số 13/2024/NĐ-CP của Chính phủ về giá;\n"
    bases += (
        "Căn cứ Thông tư số 14/2024/TT-BTC ngày 10 tháng 01 năm 2024 của Bộ Tài chính về phí và "
        "Thông tư số 15/2024/TT-BTC của Bộ Tài chính về lệ phí;\n"
    )
    bases += (
        "Xét Tờ trình số 45/TTr-UBND ngày 02 tháng 3 năm 2026; Báo cáo thẩm tra của Ban Pháp chế; ý kiến thảo luận;\n"
    )
    text = NORMATIVE.format(scope="Quyết định", second="2", day="20 tháng 3 năm 2026")
    told = {
        (one.rule, one.about) for one in findings(text.replace("Ủy ban nhân dân tỉnh ban", bases + "Ủy ban ban", 1))
    }
    assert told == {
        ("R19", "45/TTr-UBND"),
        ("R43", "13/2024/NĐ-CP"),
        ("R43", "15/2024/TT-BTC"),
        ("R44", "Báo cáo thẩm tra của Ban Pháp chế"),
    }
    bare = text.replace("Ủy ban nhân dân tỉnh ban", bases.replace(" ngày 10 tháng 01 năm 2024", "") + "Ủy ban ban", 1)
    assert "R43" not in {one.rule for one in findings(bare)}


def test_a_telegram_names_its_addressees_again(findings: Callable[..., tuple[Finding, ...]]) -> None:
    telegram = (
        "THỦ TƯỚNG CHÍNH PHỦ\n\nCÔNG ĐIỆN\nVề việc ứng phó mưa lũ\n\n"
        "Thủ tướng Chính phủ điện:\n- Bộ trưởng các Bộ: Quốc phòng, Xây dựng, Y tế.\n\n"
        "1. Bộ Quốc phòng chỉ đạo lực lượng ứng trực.\n\n2. Bộ Y tế bảo đảm thuốc men.\n\n3. {}\n"
    )
    told = [one.about for one in findings(telegram.format("Các địa phương báo cáo.")) if one.rule == "T12"]
    assert told == ["Xây dựng"]
    assert not [one for one in findings(telegram.format("Bộ Xây dựng kiểm tra cầu.")) if one.rule == "T12"]


def test_a_report_before_the_last_day_of_the_work(planted: Plant) -> None:
    work = "- Kiểm đếm hồ sơ.\n\nThời hạn: Từ ngày 01/4/2026 đến ngày 30/6/2026.\n\n- Báo cáo kết quả kiểm đếm.\n\nThời hạn: {}."
    assert ("D20", "ngày 30/6/2026") in planted((TASK, work.format("Trước ngày 30/6/2026")))
    assert "D20" not in {rule for rule, _ in planted((TASK, work.format("Trước ngày 05/7/2026")))}
