"""Each rule on a slip planted in a correct plan, and on what looks like one and is none."""

from collections.abc import Callable

import pytest

from pipeline.checking.rules import RULES
from pipeline.messages import tables
from pipeline.records import Finding

Plant = Callable[..., list[tuple[str, str]]]

HEAD = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n"
DECREE = "Nghị định số 30/2020/NĐ-CP ngày 05 tháng 3 năm 2020 của Chính phủ về công tác văn thư"
TASK = "- Bố trí kinh phí thực hiện Kế hoạch."
CITY = "Thực hiện Kế hoạch số 92/KH-UBND ngày 27 tháng 02 năm 2026 của UBND tỉnh Lào Cai về công tác văn thư năm 2026."

# (old, new, rule, about)
SLIPS = [
    (HEAD, "", "F01", "Quốc hiệu, Tiêu ngữ"),
    ("ỦY BAN NHÂN DÂN\nXÃ SÔNG ĐẦM\n", "", "F03", "tên cơ quan ban hành"),
    ("Số: 45/KH-UBND", "Số:      /KH-UBND", "F04", "Số: /KH-UBND"),
    ("ngày 16 tháng 3 năm 2026", "ngày    tháng 3 năm 2026", "F05", "ngày tháng 3 năm 2026"),
    ("Sông Đầm, ngày 16 tháng 3 năm 2026", "Mẫu số 3, ngày ... tháng ... năm 2020\nSông Đầm, ngày   tháng 3 năm 2026",
     "F05", "ngày tháng 3 năm 2026"),
    ("\nTM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\n\nNguyễn Văn Thử\n", "", "F06", "chức vụ, họ tên người ký"),
    ("TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH", "CHỦ TỊCH", "F07", "TM. ỦY BAN NHÂN DÂN"),
    ("- Các thôn;\n- Lưu: VT.", "- Các thôn.", "F09", "Lưu: VT"),
    (TASK, "- Bố trí kinh phí theo Phụ lục kèm theo Kế hoạch này.", "F10", "Phụ lục"),
    ("Số: 45/KH-UBND", "Số: 45-KH/UBND", "F11", "Số: 45-KH/UBND"),
    (CITY, CITY.replace("số 92/KH-UBND", "số     /KH-UBND"), "F14", "Kế hoạch số /KH-UBND"),
    ("văn thư năm 2026 của xã Sông Đầm, đề nghị", "văn thư năm 2025 của xã Sông Đầm, đề nghị", "D05", "năm 2025"),
    ("ban hành Kế hoạch nâng cao chất lượng công tác văn thư năm 2026", ("ban hành Kế hoạch nâng cao chất lượng công tác "
     "văn thư năm 2024"), "D05", "năm 2024"),
    (TASK, "- Tuyên truyền đến người dân trên địa bàn xã Mường Lai.", "U07", "xã Mường Lai"),
    (TASK, "- Báo cáo UBND tỉnh; hướng dẫn của UBND tỉnh.\n- Tổng hợp, trình UBND thành phố.", "U08", "UBND thành phố"),
    (TASK, "- Xem tại htpps://vanthu.gov.vn để thực hiện.", "L02", "htpps://vanthu.gov.vn"),
    ("IV. TỔ CHỨC THỰC HIỆN", "VI. TỔ CHỨC THỰC HIỆN", "F13", "VI. TỔ CHỨC THỰC HIỆN"),
    (TASK, f"- Thực hiện {DECREE.replace('05 tháng 3', '05 tháng 4')}.", "R01", "30/2020/NĐ-CP"),
    (TASK, "- Bố trí kinh phí theo Kế hoạch số 92/KH-UBND ngày 26/02/2026.", "R01", "92/KH-UBND"),
    (DECREE, DECREE.replace("05 tháng 3", "06 tháng 3"), "R03", "30/2020/NĐ-CP"),
    (CITY, CITY.replace("27 tháng 02", "27 tháng 4"), "R04", "92/KH-UBND"),
    (DECREE, DECREE.replace("của Chính phủ", "của Bộ Nội vụ"), "R05", "30/2020/NĐ-CP"),
    (DECREE, DECREE.replace("Nghị định số", "Thông tư số"), "R07", "30/2020/NĐ-CP"),
    (TASK, "- Thực hiện Nghị quyết số 57 NQ/TW ngày 22/12/2024 của Bộ Chính trị.", "R12", "57 NQ/TW"),
    (TASK, "- Thực hiện Chương trình số 21-Ctr/TU ngày 12/01/2026 của Tỉnh ủy.", "R12", "21-Ctr/TU"),
    (TASK, "- Thực hiện Nghị quyết số 57/NQ-TW ngày 22/12/2024 của Bộ Chính trị.", "R12", "57/NQ-TW"),
    (TASK, "- Thực hiện Nghị định số 61/NĐ-CP ngày 23/4/2018 của Chính phủ.", "R13", "61/NĐ-CP"),
    (TASK, "- Thời gian: ngày Tháng 11/2026.", "D07", "ngày Tháng 11/2026"),
    (TASK, "- Thực hiện theo Chương trình bảo quản tài liệu giấy quý hiếm giai đoạn 2026-2030.", "R23",
     "Chương trình bảo quản tài liệu giấy quý hiếm giai đoạn 2026-2030"),
    (TASK, "- Báo cáo Ủy ban nhân tỉnh kết quả thực hiện.", "W03", "Ủy ban nhân"),
    (TASK, "- Gửi cơ quan quan có thẩm quyền.", "W04", "cơ quan quan"),
    (TASK, "- Thực hiện Chỉ thị số 07/CT-TTg của Thủ tướng Chính phủ.", "R16", "07/CT-TTg"),
    (TASK, ("- Theo Kế hoạch số 12/KH-UBND ngày 02/02/2026 của UBND tỉnh về văn thư và Quyết định số 15/QĐ-UBND của "
            "UBND tỉnh."), "R16", "15/QĐ-UBND"),
    (TASK, "- Thực hiện tinh thần Nghị quyết 59 về hội nhập.", "R17", "Nghị quyết 59"),
    (TASK, "- Hoàn thành các chỉ tiêu trong kế hoạch số hóa lưu trữ giai đoạn 2026-2030.", "R18",
     "kế hoạch số hóa lưu trữ giai đoạn 2026-2030"),
    (TASK, "- Nộp hồ sơ theo quy chế văn thư, lưu trữ của UBND xã.", "R18",
     "quy chế văn thư, lưu trữ của UBND xã"),
    ("trước ngày 30/6/2026", "trước ngày 31/6/2026", "D01", "ngày 31/6/2026"),
    ("trước ngày 30/6/2026", "trong tháng 13/2026", "D01", "tháng 13/2026"),
    ("trước ngày 30/6/2026", "trong quý V/2026", "D01", "quý V/2026"),
    (TASK, "- Ra quân chỉnh lý tài liệu từ ngày 20 đến ngày 10/4/2026.", "D25", "từ ngày 20 đến ngày 10/4/2026"),
    (TASK, "- Chỉnh lý từ ngày 25 đến hết ngày 12 tháng 5 năm 2026.", "D25",
     "từ ngày 25 đến hết ngày 12 tháng 5 năm 2026"),
    ("trước ngày 30/6/2026", "trước ngày 28/02/2026", "D02", "trước ngày 28/02/2026"),
    (TASK, "- Các thôn định kỳ hằng quý báo cáo kết quả về UBND xã.", "D06", "định kỳ hằng quý báo cáo"),
    (TASK, "- Định kỳ hoặc đột xuất (khi có yêu cầu), các thôn báo cáo kết quả thực hiện về UBND xã theo quy định.", "D06",
     "Định kỳ hoặc đột xuất (khi có yêu cầu), các thôn báo cáo"),
    (TASK, "- Hội thao văn thư: phấn đấu đạt 18 giải (soạn thảo: 08, lưu trữ: 11).", "T09", "18 giải"),
    (TASK, "- Báo cáo kết quả thực hiện về UBND xã hằng năm.", "D06",
     "Báo cáo kết quả thực hiện về UBND xã hằng năm"),
    (TASK, "- Giai đoạn 1 (2026 - 2028): làm điểm.\n- Giai đoạn 2 (2028 - 2030): nhân rộng.", "D03",
     "Giai đoạn 1 (2026 - 2028) / Giai đoạn 2 (2028 - 2030)"),
    (TASK, ("- Hằng năm các thôn báo cáo kết quả về UBND xã trước ngày 10/12.\n"
           "- Hằng năm, các phòng gửi báo cáo kết quả về UBND xã trước ngày 20/5."), "D04",
     "trước ngày 10/12 / trước ngày 20/5"),
    (TASK, "- Tuyên truyền đến người dân trên địa bàn phường.", "U01", "phường"),
    (TASK, "- Thông báo đến trưởng thôn, tổ dân phố.", "U02", "tổ dân phố"),
    (TASK, "- Phối hợp với Công an huyện nắm tình hình.", "U03", "Công an huyện"),
    (TASK, "- Công khai tại trụ sở thị trấn.", "U03", "thị trấn"),
    (TASK, "- Phối hợp với Sở Nội vụ tỉnh Yên Bái tổ chức tập huấn.", "U14", "tỉnh Yên Bái"),
    (TASK, "- Phát triển Chính phủ số trên địa bàn.", "U05", "Chính phủ số"),
    (TASK, "- Đối với các sở, ban, ngành: bố trí kinh phí.", "U05", "các sở, ban, ngành"),
    (TASK, "- Xem tại https://vanthu.vn/bai?utm_source=zalo để thực hiện.", "L01",
     "https://vanthu.vn/bai?utm_source=zalo"),
    (TASK, "- Trồng 2 ha 5 sào ngô.", "T20", "2 ha 5 sào"),
    (TASK, "- Nộp báo cáo trước ngày l5/11/2O26.", "Q05", "ngày l5/11/2O26"),
    (TASK, "- Rà soát 9O% hồ sơ.", "Q05", "9O% hồ sơ"),
    (TASK, "- Nộp báo cáo trước ngày 1h/11/2026.", "Q06", "1h/11/2026"),
    (TASK, "- Nộp báo cáo theo mẫu của Kế hoạch số 1a5/KH-UBND của UBND tỉnh.", "Q06", "1a5"),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "rule", "about"), SLIPS, ids=[f"{s[2]}-{s[3][:24]}" for s in SLIPS])
def test_planted_slip_is_found(planted: Plant, old: str, new: str, rule: str, about: str) -> None:
    assert (rule, about) in planted((old, new))


def test_correct_plan_is_left_in_peace(findings: Callable[..., tuple[Finding, ...]], plan_text: str) -> None:
    assert findings(plan_text) == ()


# What a clerk would not query: (old, new, rule that must stay silent)
HARMLESS = [
    (TASK, "- Tiếp nhận hồ sơ của các huyện trước khi sáp nhập.", "U03"),
    (TASK, "- Kế thừa tài liệu của huyện Mường Khương cũ.", "U03"),
    (TASK, "- Thực hiện Quyết định số 12/QĐ-UBND ngày 05/01/2026 của UBND tỉnh về giải thể Phòng Nội vụ huyện.", "U03"),
    (TASK, "- Phối hợp với phường Sa Pa trao đổi kinh nghiệm.", "U01"),
    (TASK, "- Ra quân chỉnh lý tài liệu từ ngày 10 đến ngày 20/4/2026, quý IV/2026.", "D25"),
    (TASK, "- Tuyên truyền tại các xã, phường lân cận.", "U01"),
    (TASK, "- Tổ dân phố số 3 và các thôn cử người tham gia.", "U02"),
    (TASK, "- Phối hợp với Sở Nội vụ tỉnh Lào Cai tổ chức tập huấn.", "U14"),
    (TASK, "- Đề nghị các sở, ngành tỉnh hỗ trợ chuyên môn.", "U05"),
    (TASK, "- Tham gia cuộc thi “Phát triển Chính phủ số” do tỉnh phát động.", "U05"),
    (TASK, "- Xây dựng kế hoạch chuyển đổi số giai đoạn 2026-2030.", "R18"),
    (TASK, "- Tham mưu ban hành quy chế văn thư của UBND xã.", "R18"),
    (TASK, "- Thực hiện theo quy định của pháp luật.", "R18"),
    (TASK, "- Thực hiện theo hướng dẫn chuyên môn của Sở Nội vụ.", "R18"),
    (TASK, "- Thực hiện tốt kế hoạch phát triển kinh tế - xã hội của UBND xã.", "R18"),
    (TASK, "- Quán triệt Nghị quyết Đại hội đại biểu Đảng bộ huyện nhiệm kỳ 2020-2025.", "U03"),
    (TASK, "- Tu sửa 2 km đường huyện qua địa bàn.", "U03"),
    (TASK, "- Đưa người bệnh đến Bệnh viện Đa khoa huyện điều trị.", "U03"),
    (TASK, "- Góp phần xây dựng Chính phủ số, kinh tế số, xã hội số.", "U05"),
    (TASK, "- Triển khai.\n\nV. KIẾN NGHỊ\n\nĐối với các sở, ngành: hỗ trợ kinh phí.", "U05"),
    (TASK, "- Trưởng các thôn, TDP thông báo; tổ dân phố cử người.", "U02"),
    (TASK, "- Báo cáo kết quả hằng năm trước ngày 15/6 và 15/12.", "D04"),
    (TASK, ("- Hằng năm các thôn báo cáo kết quả về UBND xã trước ngày 10/12.\n"
            "- Hằng năm tham mưu UBND xã báo cáo kết quả với tỉnh trước ngày 20/5."), "D04"),
    (TASK, "- Hằng quý báo cáo kết quả về UBND xã trước ngày 20 của tháng cuối quý.", "D06"),
    (TASK, "- Hằng năm báo cáo kết quả theo quy định.", "D06"),
    (TASK, "- Tổng hợp, báo cáo kết quả thực hiện kế hoạch hằng năm của các thôn.", "D06"),
    (TASK, "- Định kỳ báo cáo kết quả hằng năm về UBND xã.\n- Báo cáo năm gửi trước ngày 10/12 hằng năm.", "D06"),
    ("Sông Đầm, ngày 16 tháng 3 năm 2026", "Sông Đầm, ngày 16\ntháng 3 năm 2026", "F05"),
    ("Sông Đầm, ngày 16 tháng 3 năm 2026", "Sông Đầm, ngày\n16 tháng 3 năm 2026", "F05"),
    (TASK, "- Tuyên truyền đến người dân trên địa bàn xã\nCăn cứ tình hình, các thôn làm điểm.", "U07"),
    (TASK, "- Thực hiện Nghị định số 30/2020/NĐ-CP.", "R16"),
    (TASK, ("- Thực hiện Nghị quyết số 01/NQ-CP ngày 05/01/2024 và "
    "Nghị quyết số 01/NQ-CP ngày 08/01/2025 của Chính phủ."),
     "R01"),
    (TASK, ("- Thực hiện Nghị quyết số 02/NQ-CP ngày 08/01/2025 và "
    "Nghị quyết số 03/NQ-CP ngày 07/01/2025 của Chính phủ."),
     "R02"),
    (TASK, "- Giai đoạn 1 (2026 - 2027): làm điểm.\n- Giai đoạn 2 (2028 - 2030): nhân rộng.", "D03"),
    (TASK, "- Đã hoàn thành tập huấn trước ngày 31/12/2025.", "D02"),
    (TASK, ("- Hằng năm các thôn báo cáo kết quả về UBND xã "
    "trước ngày 05/12; UBND xã báo cáo tỉnh trước ngày "
    "10/12."), "D04"),
    (TASK, "- Xem tại https://vanthu.gov.vn/bai?id=12 để thực hiện.", "L01"),
    (TASK, "- Xem tại https://vanthu.gov.vn và http://laocai.gov.vn.", "L02"),
    (TASK, "- Phối hợp kiểm tra trên địa bàn xã Mường Lai giáp ranh.", "U07"),
    (TASK, "- Quản lý hồ sơ trên địa bàn xã Mường Lai cũ.", "U07"),
    (TASK, "- Tham quan học tập tại thành phố Đà Nẵng; báo cáo UBND tỉnh.", "U08"),
    (TASK, "- Theo quy định của tỉnh, thành phố; báo cáo UBND tỉnh.", "U08"),
    ("của xã Sông Đầm, đề nghị", "của xã Sông Đầm; kết quả so với năm 2025, đề nghị", "D05"),
    ("Độc lập - Tự do - Hạnh phúc", "Độc lập – Tự do – Hạnh phúc", "F01"),
    ("TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH", "TM. ỦY BAN NHÂN DÂN\nKT. CHỦ TỊCH\nPHÓ CHỦ TỊCH", "F07"),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "rule"), HARMLESS, ids=[f"{h[2]}-{h[1][:30]}" for h in HARMLESS])
def test_harmless_wording_is_left_in_peace(planted: Plant, old: str, new: str, rule: str) -> None:
    assert rule not in [name for name, _ in planted((old, new))]


def test_number_order_blames_the_swapped_date(planted: Plant) -> None:
    late = (
        "- Thực hiện Nghị quyết số 203/NQ-CP ngày 12/02/2026 và Nghị quyết số 310/NQ-CP ngày 02/10/2026 của Chính phủ."
    )
    found = planted((TASK, late.replace("02/10/2026", "10/01/2026")))
    assert [about for name, about in found if name == "R02"] == ["310/NQ-CP"]
    assert not [name for name, _ in planted((TASK, late.replace("02/10/2026", "03/3/2026"))) if name == "R02"]


def test_headings_in_one_row(planted: Plant) -> None:
    rows = (
        "3.2.1. Một\n\n- Nội dung một.\n\n3.2.2. Hai\n\n- Nội dung "
        "hai.\n\n3.3.3. Ba\n\n- Nội dung ba.\n\n3.3.4. Bốn\n\n- Nội "
        "dung."
    )
    found = planted(
        (
            "2. Rà soát danh mục",
            f"3. Khen thưởng\n\n3.1. Hằng năm\n\n- Có.\n\n3.2. Sơ kết\n\n{rows}\n\n4. Rà soát danh mục",
        )
    )
    assert ("F13", "3.3.3, 3.3.4") in found


def test_a_whole_missing_head_is_only_a_remark(findings: Callable[..., tuple[Finding, ...]], plan_text: str) -> None:
    bare = plan_text[plan_text.index("KẾ HOẠCH") :]
    heads = [one for one in findings(bare) if one.rule in ("F01", "F03", "F04", "F05")]
    assert [one.rule for one in heads] == ["F01", "F03", "F04", "F05"]
    assert {one.severity for one in heads} == {"info"}


def test_one_thing_is_said_once(planted: Plant) -> None:
    thrice = "- Phối hợp với Công an huyện.\n- Báo cáo Công an huyện.\n- Mời Công an huyện dự."
    assert [about for name, about in planted((TASK, thrice)) if name == "U03"] == ["Công an huyện"]


def test_disabled_rules_are_not_asked(planted: Plant) -> None:
    change = (TASK, "- Phối hợp với Công an huyện nắm tình hình.")
    assert "U03" not in [name for name, _ in planted(change, disabled=("U03", "S01"))]


def test_unknown_rule_is_refused(planted: Plant) -> None:
    from pipeline.errors import UsageError

    with pytest.raises(UsageError, match="U99"):
        planted(disabled=("U99",))


def test_district_rule_holds_from_the_first_of_july_2025(planted: Plant) -> None:
    change = (TASK, "- Phối hợp với Công an huyện nắm tình hình.")
    older = ("ngày 27 tháng 02 năm 2026", "ngày 27 tháng 02 năm 2025")
    day = "ngày 16 tháng 3 năm 2026"
    laws = ("72/2025/QH15 ngày 16 tháng 6 năm 2025", "65/2025/QH15 ngày 19 tháng 02 năm 2025")
    before = planted(change, older, laws, (day, "ngày 30 tháng 6 năm 2025"))
    after = planted(change, older, laws, (day, "ngày 01 tháng 7 năm 2025"))
    assert "U03" not in [name for name, _ in before]
    assert "U03" in [name for name, _ in after]


def test_evidence_lies_at_the_quote(
    read_text: Callable[[str], tuple[object, object]], findings: Callable[..., tuple[Finding, ...]], plan_text: str
) -> None:
    text = plan_text
    for old, new, _, _ in SLIPS:
        text = text.replace(old, new)
    document, _ = read_text(text)
    found = findings(text)
    assert len(found) == 12
    for one in found:
        place = one.evidence
        assert document.text[place.start : place.end] == one.quote  # type: ignore[attr-defined]
        assert one.quote.strip()
        assert (place.raw_start, place.raw_end) == document.alignment.to_raw(place.start, place.end)  # type: ignore[attr-defined]


def test_garbled_text_is_not_judged(findings: Callable[..., tuple[Finding, ...]], plan_text: str) -> None:
    garbled = plan_text.translate(
        str.maketrans(
            "ạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹđơưăâêô",
            "aaaaaaaaaaaaeeeeeeeeiioooooooooooouuuuuuuyyyydouaaeo",
        )
    )
    assert [one.rule for one in findings(garbled)] == ["Q01"]


def test_party_rules_change_on_27_may_2026() -> None:
    rule = next(rule for rule in RULES if rule.id == "F11")
    assert "36-HD/VPTW" in (rule.clause("2026-05-26", "party") or "")
    assert "05-HD/VPTW" in (rule.clause("2026-05-27", "party") or "")
    assert "30/2020" in (rule.clause("2026-05-27", "state") or "")
    assert rule.clause("2020-03-04", "state") is None


def test_table_of_rules_is_whole() -> None:
    ids = [rule.id for rule in RULES]
    assert len(ids) == len(set(ids))
    others = {"A01", "P01", "P02", "P03", "P04", "P05", "S01", "S01-again"}  # of several plans, policies, spelling
    assert set(ids) | others == set(tables()["rules"])
    for rule in RULES:
        assert rule.basis, rule.id
        assert rule.find.__doc__
        assert 0 < rule.confidence <= 1


LAWS = """\
Căn cứ Luật Tổ chức chính quyền địa phương số 72/2025/QH15 ngày 16 tháng 6 năm 2025;

Căn cứ Luật Lưu trữ số 33/2024/QH15 ngày 21 tháng 6 năm 2024;

Căn cứ Luật Giao dịch điện tử số 20/2023/QH15 ngày 22 tháng 6 năm 2023;
"""
LAW = "Căn cứ Luật Tổ chức chính quyền địa phương số 72/2025/QH15 ngày 16 tháng 6 năm 2025;\n"


@pytest.mark.parametrize(
    ("added", "found"),
    [
        ("Căn cứ Luật Dữ liệu ngày 30 tháng 11 năm 2024;", ("R21", "Luật Dữ liệu")),
        ("Căn cứ Luật Dữ liệu số 60/2024/QH15;", ("R22", "Luật Dữ liệu số 60/2024/QH15")),
    ],
)
def test_a_law_cited_less_fully_than_the_others(planted: Plant, added: str, found: tuple[str, str]) -> None:
    assert found in planted((LAW, f"{LAWS}\n{added}\n"))
    assert found not in planted((LAW, f"{LAW}\n{added}\n"))  # one law alone makes no manner


@pytest.mark.parametrize(
    "task",
    [
        "- Gửi cơ quan quan trắc môi trường.",  # two words that meet
        "- Báo cáo Ủy ban nhân dân tỉnh.",
        "- Thực hiện Nghị quyết liên tịch số 72/2025/NQLT/UBTVQH15 ngày 15/7/2025 của Ủy ban Thường vụ Quốc hội.",
        "- Thực hiện theo Chương trình công tác văn thư năm 2026.",
    ],
)
def test_what_looks_like_a_slip_of_wording_and_is_none(planted: Plant, task: str) -> None:
    rules = {"W03", "W04", "R12", "R23"}
    assert [one for one in planted((TASK, task)) if one[0] in rules] == []


def test_what_follows_the_first_signature_is_checked_too(
    findings: Callable[..., tuple[Finding, ...]], plan_text: str
) -> None:
    annexed = (
        plan_text
        + "\nPHỤ LỤC\nDANH MỤC NHIỆM VỤ\n(Kèm theo Kế hoạch số 45/KH-UBND ngày 16/3/2026)\n\n1. Rà soát hồ sơ.\n"
    )
    undated = annexed.replace(
        "- Bố trí kinh phí thực hiện Kế hoạch.", "- Thực hiện Chỉ thị số 07/CT-TTg của Thủ tướng."
    )
    assert ("R16", "07/CT-TTg") in [(one.rule, one.about) for one in findings(undated)]
