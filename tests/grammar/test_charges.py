"""Who a sentence, a later clause or a heading charges, and with what."""

import pytest

from pipeline.grammar import charge_lists, charges
from pipeline.grammar.before_task import operative
from pipeline.grammar.charge_lists import charge_of_list
from pipeline.grammar.charges import Charge


def _told(text: str, charge: Charge | None) -> tuple[str, str | None, str, str] | None:
    """Body, role, task and rule."""
    return (text[slice(*charge.body)], charge.role, text[charge.task :], charge.by) if charge else None


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Trạm Y tế xã tập huấn sơ cứu", ("Trạm Y tế xã", None, "tập huấn sơ cứu", "charge-verb")),
        ("Đề nghị Hội Nông dân xã vận động", ("Hội Nông dân xã", "requested", "vận động", "charge-asked")),
        ("Giao Công an xã tuần tra", ("Công an xã", "lead", "tuần tra", "charge-given")),
        ("Trước ngày 15/6, Trạm Y tế xã tập huấn", ("Trạm Y tế xã", None, "tập huấn", "charge-verb")),
        ("Hằng năm Trạm Y tế xã tập huấn", ("Trạm Y tế xã", None, "tập huấn", "charge-verb")),
        ("Công an xã: Đề nghị tuần tra bến đò", ("Công an xã", "requested", "tuần tra bến đò", "charge-colon-asked")),
        ("Các hộ trên địa bàn thôn Hạ: rào ao", ("Các hộ trên địa bàn thôn Hạ", None, "rào ao", "charge-colon")),
        ("Thư viện tỉnh lập danh mục sách", ("Thư viện tỉnh", None, "lập danh mục sách", "charge-verb")),
        ("Hãng taxi Sao Mai chủ trì tuần tra", ("Hãng taxi Sao Mai", None, "chủ trì tuần tra", "charge-verb")),
        ("Hãng taxi Sao Mai có trách nhiệm trực", ("Hãng taxi Sao Mai", None, "trực", "charge-must")),
        ("Ông Đỗ Văn Thử chủ trì, tuần tra", ("Ông Đỗ Văn Thử", None, "chủ trì, tuần tra", "charge-person")),
        ("Công an xã (cơ quan thường trực) tuần tra", ("Công an xã", None, "tuần tra", "charge-verb")),
        ("Trân trọng đề nghị Đảng ủy xã tuần tra", ("Đảng ủy xã", "requested", "tuần tra", "charge-asked")),
        ("Hãng taxi Sao Mai tuần tra", None),
        ("Việc trồng cây do thôn Hạ chủ trì tuần tra", None),
        ("Cơ sở dữ liệu hộ tịch có trách nhiệm dùng chung", None),
        ("Hội nghị tổng kết được tổ chức vào tháng 6", None),
        ("Thanh tra các bến đò", None),
        ("Trạm Y tế xã.", None),
        ("Đề nghị Trạm Y tế xã.", None),
        ("Mở lớp dạy bơi, Trạm Y tế xã tập huấn", None),
        ("Căn cứ quy chế phối hợp liên ngành, Trạm Y tế xã tập huấn", None),
        ("Để bảo đảm an toàn, thôn Hạ rào ao", None),
        (f"Các {', '.join(['cơ quan'] * 21)} tập huấn sơ cứu", None),
    ],
)
def test_a_sentence(text: str, told: tuple[str, str | None, str, str] | None) -> None:
    assert _told(text, charges.find(text, 0, len(text))) == told


def test_under_a_heading_its_body_hands_out_work() -> None:
    text = "Phân công Trạm Y tế xã trực cấp cứu"
    ends = [charges.find(text, 0, len(text), headed=headed) is None for headed in (False, True)]
    assert ends == [False, True]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Công an xã tuần tra", ("Công an xã", None, "tuần tra", "charge-verb")),
        ("các trường học tổ chức dạy bơi", ("các trường học", None, "tổ chức dạy bơi", "charge-verb")),
        ("Nếu mưa lớn, Công an xã tuần tra", ("Công an xã", None, "tuần tra", "charge-verb")),
        ("đề nghị các thôn đăng ký", ("các thôn", "requested", "đăng ký", "charge-asked")),
        ("các trường học tuyên truyền", None),
        ("Các trường học tuyên truyền", None),
        ("mở lớp dạy bơi", None),
    ],
)
def test_a_later_clause(text: str, told: tuple[str, str | None, str, str] | None) -> None:
    assert _told(text, charges.find_later(text, 0, len(text))) == told


@pytest.mark.parametrize(
    ("words", "named"),
    [
        ("Trạm Y tế xã", ("Trạm Y tế xã", "lead", "charge-heading")),
        ("Đề nghị Hội Nông dân xã", ("Hội Nông dân xã", "requested", "charge-asked")),
        ("Trách nhiệm của các thôn", ("các thôn", "lead", "charge-given")),
        ("Công an xã (thường trực)", ("Công an xã", "lead", "charge-heading")),
        ("Công an xã: tuần tra", ("Công an xã", "lead", "charge-heading")),
        ("Hội đồng tuyển sinh:", ("Hội đồng tuyển sinh", "lead", "charge-heading")),
        ("Đồng chí Đỗ Văn Thử - Phó Trưởng ban:", ("Đồng chí Đỗ Văn Thử - Phó Trưởng ban", "lead", "heading-person")),
        ("Trạm Y tế xã có trách nhiệm:", ("Trạm Y tế xã", "lead", "charge-heading")),
        ("Các trường học trong xã", ("Các trường học trong xã", "lead", "charge-heading")),
        ("Các đơn vị trong việc thực hiện", None),
        ("Hội nghị tổng kết", None),
        ("Trạm Y tế xã tập huấn sơ cứu", None),
        ("Các giải pháp", None),
    ],
)
def test_a_heading(words: str, named: tuple[str, str, str] | None) -> None:
    charge = charge_lists.of_heading(words)
    assert (charge and (words[slice(*charge.body)], charge.role, charge.by)) == named


@pytest.mark.parametrize(
    ("text", "task"),
    [
        (", Là cơ quan thường trực, căn cứ tình hình thực tế, bố trí kinh phí", "bố trí kinh phí"),
        ("theo chức năng, nhiệm vụ, căn cứ dự toán, chủ trì mua phao", "chủ trì mua phao"),
        ("Hằng tháng tổng hợp số liệu, gửi các thôn", "Hằng tháng tổng hợp số liệu, gửi các thôn"),
    ],
)
def test_where_the_operative_clause_begins(text: str, task: str) -> None:
    assert text[operative(text, 0, len(text)) :] == task


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Trong tháng 6, UBND xã tập trung thực hiện các nhiệm vụ sau:", ("UBND xã", "lead")),
        ("Để kịp thời, Chủ tịch xã yêu cầu các thôn thực hiện tốt những việc sau:", ("các thôn", "lead")),
        ("UBND xã đề nghị Hội Nông dân thực hiện một số nội dung sau đây:", ("Hội Nông dân", "requested")),
        ("Trạm Y tế giúp Văn phòng HĐND và UBND xã thực hiện các nhiệm vụ sau:", None),
        ("UBND xã đã thực hiện các nhiệm vụ sau:", None),
        ("UBND xã thực hiện các nhiệm vụ sau đó.", None),
        ("Các nhiệm vụ sau:", None),
    ],
)
def test_whose_work_a_list_is(text: str, told: tuple[str, str] | None) -> None:
    charge = charge_of_list(text, 0, len(text))
    assert (charge and (text[slice(*charge.body)], charge.role)) == told


@pytest.mark.parametrize("text", ["Mỗi hộ trồng cây", "Người dân tuần tra", "Khu vực bến đò lập chốt"])
def test_a_later_clause_that_charges_nobody(text):
    assert charges.find_later(text, 0, len(text)) is None


def test_behind_a_preamble_a_name_in_small_letters_is_no_subject():
    text = "Căn cứ tình hình thực tế, thôn tuần tra ao hồ"
    assert charges.find(text, 0, len(text)) is None
