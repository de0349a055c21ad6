"""One folding of characters: what is folded, what stays, and that the raw text is kept."""

import json
import time
import unicodedata
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from pipeline.process import process, read
from pipeline.settings import RunSettings
from pipeline.text.encodings import _tcvn3, _vni
from pipeline.text.folding import fold_characters
from pipeline.text.misread import decode_misread
from pipeline.vietnam.document_symbols import closed_up

TONES = "\u0300\u0301\u0303\u0309\u0323"
SHAPES = "\u0302\u0306\u031b"


@pytest.mark.parametrize(
    ("raw", "folded"),
    [
        ("118/2025/N\u00d0-CP, \u00f0ồng, N\u0189, \u0256ất", "118/2025/NĐ-CP, đồng, NĐ, đất"),
        ("NG\u01a2ỜI \u0111\u01a3\u1ee3c", "NGƯỜI được"),
        ("d\u0335ường D\u0336iện", "đường Điện"),
        ("2025\u20132030, NĐ\u2014CP, \u2212 Các thôn, A\u2010B\u2011C", "2025-2030, NĐ-CP, - Các thôn, A-B-C"),
        ("9\uff10\uff05, \uff11\uff12．\uff15００ cây", "90%, 12.500 cây"),
        ("\u2162. Quý \u2161, ﬁ", "III. Quý II, fi"),
        ("15\u2215KH, 8\u223630", "15/KH, 8:30"),
        ("\U0001d7d2\U0001d7d3%", "45%"),
        # letters of other scripts
        ("\u0425Ã, \u0422ổ, th\u043en", "XÃ, Tổ, thon"),
        ("ТU và ТТ", "TU và TT"),
        ("số 5 μg, α và β, Москва", "số 5 μg, α và β, Москва"),
        # signs that are not seen
        ("Phòng Kinh\u2060 tế, \ufeffCông an, tr\u200bước, \u200eA", "Phòng Kinh tế, Công an, trước, A"),
        ("Phòng\u200bKinh\u200btế", "Phòng Kinh tế"),
        ("tr\u00adước, HÀ\u00adNH, infor\u00admation", "trước, HÀNH, information"),
        ("NĐ\u00adCP, KH\u00adUBND, 2025\u00ad2030, xã\u00adphường", "NĐ-CP, KH-UBND, 2025-2030, xã-phường"),
        ("77\u00ad/2019/NĐ-\u2060CP, 78/\u00ad2019/NĐ\u00ad-CP", "77/2019/NĐ-CP, 78/2019/NĐ-CP"),
        ("\u00ad Các thôn;\nvăn hóa \u00ad xã hội", "- Các thôn;\nvăn hóa - xã hội"),
        # marks apart from their letters
        ("đi \u0323a ba \u0300n, U \u0309Y BAN", "địa bàn, ỦY BAN"),
        ("cu\u00a0\u0309a, vê \u0300", "của, về"),
        ("e\u0301\u0302, a\u0323\u0306, o\u0309\u031b, \u1ea1\u0323", "ế, ặ, ở, ạ"),
        ("th\u0301ang, Công \u0301an", "tháng, Công án"),
        ("phu ̛o ̛ ̀ng, họ ̂i, đu ̛o ̛ ̣c, tê ̂ ́", "phường, hội, được, tế"),
        ("hô\u200b\u0323i, tu\u00ad\u031b\u00ad\u0300, xa\u25cc\u0303, họ\u2009\u0302p", "hội, từ, xã, hộp"),
        ("\u0309Uy ban", "Ủy ban"),
        ("tha´ng na`y HOAˌCH My˜ cuˀa", "tháng này HOẠCH Mỹ của"),
        ("ph\u0302o, gõ `mã` một lần", "ph\u0302o, gõ `mã` một lần"),
        ("tre` và 5´ đi bộ", "tre` và 5´ đi bộ"),
        ("Ḥôi, Vịêt, ćac, họach, qủa, ṭai, ḷâp, của, hòa", "Hội, Việt, các, hoạch, quả, tại, lập, của, hòa"),
        ("của họach, cafés", "của họach, cafés"),
        ("ngà y thá ng nà y về  việ c\nhoà n toà n\nvề tổ", "ngày tháng này về việc\nhoàn toàn\nvề tổ"),
        ("xã  Hà Tổ  C và ở  nhà T", "xã  Hà Tổ  C và ở  nhà T"),
        ("\u200b".join("II. Tổ chức thực hiện ở xã"), "II. Tổ chức thực hiện ở xã"),
        # capitals whose toned letters stayed small
        ("CộNG HòA Xã HộI", "CỘNG HÒA XÃ HỘI"),
        ("ủY BAN NHÂN DÂN\nXã TIÊN YÊN\nKế hoạch của xã Hà An", "ỦY BAN NHÂN DÂN\nXÃ TIÊN YÊN\nKế hoạch của xã Hà An"),
        ("III. TỔ CHứC; UBND xã Tổ, THủ tục, HĐNDđã", "III. TỔ CHỨC; UBND xã Tổ, THỦ tục, HĐNDđã"),
        ("CHứC NăNG\nSố: 12-KH/TU\nĐỗ Hà", "CHỨC NĂNG\nSố: 12-KH/TU\nĐỗ Hà"),
        ("tăng 11,2%o, còn 0,5 %0; 20%", "tăng 11,2‰, còn 0,5‰; 20%"),
        # calls of notes behind figures
        ("9.300¹ tờ, 85%² trở lên, 40 m²³ sân, 60⁽¹⁾ cây, 7[2] lớp, 30* suất", "9.300 tờ, 85% trở lên, 40 m² sân, 60 cây, 7 lớp, 30 suất"),
        ("10⁶ đồng, m³, 5*3, số [2] và *", "10⁶ đồng, m³, 5*3, số [2] và *"),
        # nothing to fold
        ("UBND xã Hà Tổ, Ở thôn Ả, 1.250,5 %, m², “trích” …", "UBND xã Hà Tổ, Ở thôn Ả, 1.250,5 %, m², “trích” …"),
    ],
)  # fmt: skip
def test_characters(raw: str, folded: str) -> None:
    assert fold_characters(unicodedata.normalize("NFC", raw)).text == unicodedata.normalize("NFC", folded)


@pytest.mark.parametrize(
    ("raw", "folded"),
    [
        ("Káº¿ hoáº¡ch hÃ\xa0nh Ä‘á»™ng", "Kế hoạch hành động"),
        ("Káº¿ hoáº¡ch hÃ nh Ä‘á»™ng, vÃ o, vÃ  con, xÃ£ HÃ  An", "Kế hoạch hành động, vào, và con, xã Hà An"),
        ("Sá»‘: 41/KH-UBND â€“ Ä\x90iá»\x81u HOáº CH", "Số: 41/KH-UBND – Điều HOẠCH"),
        ("Ká\xba¿ hoá\xba¡ch xĂ£", "Kế hoạch xã"),  # as Windows-1258 shows it
        ("KÕ ho¹ch hµnh ®éng cña x·", "Kế hoạch hành động của xã"),
        ("Coäng hoøa xaõ hoäi chuû nghóa", "Cộng hòa xã hội chủ nghĩa"),
        (
            "Kế hoạch của xã\nKÕ ho¹ch hµnh ®éng cña x·\nMôc tiªu",
            "Kế hoạch của xã\nKế hoạch hành động của xã\nMục tiêu",
        ),
        (
            "ñY BAN NH¢N D¢N X· §ång Mü\nSè: 12/KH-UBND\n§ång Mü, ngµy 18 th¸ng 02 n¨m 2026\n- L\xadu: VT, YT.\nVè: gì",
            "ủY BAN NHÂN DÂN Xã Đồng Mỹ\nSố: 12/KH-UBND\nĐồng Mỹ, ngày 18 tháng 02 năm 2026\n- Lưu: VT, YT.\nVè: gì",
        ),
        ("“XÃ” và XÃ\xa0TIÊN, HÀ… Â°C", "“XÃ” và XÃ\xa0TIÊN, HÀ… Â°C"),
        ("Café à l’étage, déjà vu; Müller & Søn; 5 µm ± 2 °C", "Café à l’étage, déjà vu; Müller & Søn; 5 µm ± 2 °C"),
        ("Môc tiªu", "Môc tiªu"),  # two words tell nothing
        ("PHÆ¯á»œNG Äá»’NG, phÆ°á»ng, Äiá»u", "PHƯỜNG ĐỒNG, phường, Điều"),  # bytes that were dropped
        ("PHÆ¯á»œNG Ä?á»’NG, phÆ°á»?ng, Ä?iá»?u?", "PHƯỜNG ĐỒNG, phường, Điều?"),
        ("PHÆ¯á»œNG Ä á»’NG, phÆ°á» ng, Ä iá» u", "PHƯỜNG ĐỒNG, phường, Điều"),
        ("phÆ°á»ng, ngÃy", "phường, ngày"),
        ("â€œTrá»“ng cÃ¢yâ€", "“Trồng cây”"),
        ("Trá»“ng Ã, Ä ở xã", "Trồng Ã, Ä ở xã"),  # other letters of the line are sound
    ],
)
def test_misread_text(raw: str, folded: str) -> None:
    assert decode_misread(raw).text == folded


@pytest.mark.parametrize("times", [1, 2, 3])
def test_a_mistake_made_several_times(times: int) -> None:
    text = spoilt = "Ủy ban nhân dân xã Đông Hà giao Phòng Kinh tế chủ trì, hoàn thành và báo cáo"
    for _ in range(times):
        spoilt = spoilt.encode().decode("latin-1")
    assert decode_misread(spoilt).text == text


@pytest.mark.parametrize(
    ("text", "closed"),
    [
        ("số 118/2025/NĐ - CP ngày", "số 118/2025/NĐ-CP ngày"),
        ("số 72/2025/QH 15 ngày", "số 72/2025/QH15 ngày"),
        ("112/2025/UBTV QH 15", "112/2025/UBTVQH15"),
        ("Số: 41 / KH - UBND", "Số: 41/KH-UBND"),
        ("57 - NQ / TW, 09 -CTr/ ĐU", "57-NQ/TW, 09-CTr/ĐU"),
        ("455/UBND - KGVX", "455/UBND-KGVX"),
        ("57-\nNQ/TW", "57-\nNQ/TW"),
        ("ngày 05/3 - HĐND - UBND xã", "ngày 05/3 - HĐND - UBND xã"),
        ("1 - HĐND/UBND, năm 2026 - UBND xã, khoản 1/Điều 5", "1 - HĐND/UBND, năm 2026 - UBND xã, khoản 1/Điều 5"),
    ],
)
def test_blanks_inside_symbols(text: str, closed: str) -> None:
    for start, end, new in reversed(closed_up(text)):
        text = text[:start] + new + text[end:]
    assert text == closed


@given(st.text(alphabet="aàeịuƯĐÐD \u00a0\u00ad\u200b\u0300\u0302\u0323\u0335–ＡАСÃ£»áºº\n1２%UBNẢẠảạxyhk"))
@example("\u200bàB")
def test_folding_keeps_the_lines_maps_back_and_is_done_once(text: str) -> None:
    raw = unicodedata.normalize("NFC", text)
    folded = fold_characters(raw)
    assert folded.raw == raw
    assert folded.text.count("\n") == raw.count("\n")
    made, at = [], 0
    for start, end, new in folded.edits():
        assert start >= at
        made += [raw[at:start], new]
        at = end
    assert "".join([*made, raw[at:]]) == folded.text


# ------------------------------------------------------------------------------------------------------ whole papers

PLAN = """ỦY BAN NHÂN DÂN
XÃ ĐỒNG ĐỨC

CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc

Số: 68/KH-UBND

Đồng Đức, ngày 12 tháng 02 năm 2026

KẾ HOẠCH

Nạo vét kênh mương nội đồng năm 2026

Căn cứ Luật Thủy lợi số 08/2017/QH14 ngày 19 tháng 6 năm 2017;

Thực hiện Nghị quyết số 31-NQ/TU ngày 04 tháng 01 năm 2026 của Ban Thường vụ Tỉnh ủy;

Ủy ban nhân dân xã Đồng Đức ban hành Kế hoạch nạo vét kênh mương nội đồng năm 2026 như sau:

I. MỤC TIÊU

1. Nạo vét ít nhất 14 tuyến kênh trên địa bàn xã trước ngày 30/4/2026.

2. Diện tích lúa được tưới chủ động đạt từ 92% trở lên.

II. TỔ CHỨC THỰC HIỆN

1. Phòng Kinh tế

Chủ trì, phối hợp với Công an xã lập danh mục tuyến kênh; hoàn thành trước ngày 05/3/2026.

2. Hội Nông dân xã

Vận động hội viên tham gia ngày công làm thủy lợi.

Nơi nhận:
- UBND tỉnh;
- Các thôn;
- Lưu: VT, KT.

TM. ỦY BAN NHÂN DÂN
CHỦ TỊCH
Đặng Văn Thử
"""


def _tcvn3_text(text: str) -> str:
    table = {char: chr(code) for code, char in _tcvn3().items()}
    return "".join(table.get(char, table.get(char.lower(), char)) for char in text)


def _vni_text(text: str) -> str:
    table = {char: signs for signs, char in _vni()[1].items()}
    return "".join(table.get(char, char) for char in text)


def _one_paragraph(spoil: Callable[[str], str]) -> Callable[[str], str]:
    return lambda text: "\n".join(spoil(line) if line.startswith("Chủ trì") else line for line in text.split("\n"))


def _split(text: str, blank: str = " ") -> str:
    out = ""
    for char in text:
        parts = unicodedata.normalize("NFD", char)
        base = unicodedata.normalize("NFC", "".join(c for c in parts if c not in TONES))
        out += base + "".join(blank + c for c in parts if c in TONES)
    return out


def _shaped_after_tone(text: str) -> str:
    """The marks of each letter in the order that no normal form puts right: the tone first."""
    out = ""
    for char in text:
        base, *marks = unicodedata.normalize("NFD", char)
        out += base + "".join(sorted(marks, key=lambda mark: mark in SHAPES))
    return out


def _fullwidth(text: str) -> str:
    return "".join(chr(ord(c) + 0xFEE0) if c.isdigit() or c in "%./" else c for c in text)


SPOILS: dict[str, Callable[[str], str]] = {
    "eth": lambda t: t.replace("Đ", "\u00d0").replace("đ", "\u00f0"),
    "African D": lambda t: t.replace("Đ", "\u0189"),
    "gha for Ư": lambda t: t.replace("ư", "\u01a3").replace("Ư", "\u01a2"),
    "struck D": lambda t: t.replace("Đ", "D\u0335").replace("đ", "d\u0335"),
    "Cyrillic": lambda t: t.translate(str.maketrans("AEKMHOPCTXaeocpyx", "АЕКМНОРСТХаеосрух")),
    "Greek capitals": lambda t: t.translate(str.maketrans("ABEHIKMNOPTX", "ΑΒΕΗΙΚΜΝΟΡΤΧ")),
    "en dashes": lambda t: t.replace("-", "\u2013"),
    "em dashes in blanks": lambda t: t.replace("68/KH-UBND", "68 / KH \u2014 UBND").replace(
        "31-NQ/TU", "31 \u2013 NQ / TU"
    ),
    "soft hyphens": lambda t: t.replace("-", "\u00ad"),
    "non-breaking hyphens": lambda t: t.replace("-", "\u2011"),
    "blank in QH": lambda t: t.replace("QH14", "QH 14"),
    "no-break spaces": lambda t: t.replace(" ", "\u00a0"),
    "thin spaces in symbols": lambda t: t.replace("KH-UBND", "KH\u2009-\u2009UBND"),
    "zero-width in words": lambda t: (
        t.replace("nh", "n\u200bh").replace("Kinh", "Ki\u2060nh").replace("14 t", "14\u200b t")
    ),
    "marks of direction": lambda t: t.replace("\n", "\u200e\n\u200f"),
    "full width": _fullwidth,
    "split marks": _split,
    "split by no-break spaces": lambda t: _split(t, "\u00a0"),
    "decomposed": lambda t: unicodedata.normalize("NFD", t),
    "tone before shape": _shaped_after_tone,
    "read as Latin-1": lambda t: t.encode().decode("latin-1"),
    "read as Windows-1252 with lost blanks": lambda t: t.encode().decode("latin-1").replace("\xa0", " "),
    "read wrong twice": lambda t: t.encode().decode("latin-1").encode().decode("latin-1"),
    "TCVN3": _tcvn3_text,
    "TCVN3 in one paragraph": _one_paragraph(_tcvn3_text),
    "VNI": _vni_text,
    "VNI in one paragraph": _one_paragraph(_vni_text),
    "UTF-8 read wrong in one paragraph": _one_paragraph(lambda t: t.encode().decode("latin-1")),
}


def _view(values: dict[str, Any]) -> dict[str, Any]:
    keys = {"document": ("number", "symbol", "issue_date", "unit", "title", "signer", "signer_title", "recipients")}
    view = {key: values["document"][key] for key in keys["document"]}
    view["references"] = [(item["canonical"], item["date"], item["role"]) for item in values["legal_references"]]
    view["dates"] = [(item["edtf"], item["role"]) for item in values["dates"]]
    view["targets"] = [(t["value"], t["unit"], t["comparator"], t["indicator"], t["due"]) for t in values["targets"]]
    view["assignments"] = [(a["body"], a["role"], a["due"], a["partners"]) for a in values["assignments"]]
    return view


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """The tables of the plan as it was written."""
    path = tmp_path_factory.mktemp("sound") / "plan.txt"
    path.write_text(PLAN, encoding="utf-8")
    view = _view(process(str(path), RunSettings()))
    assert len(view["references"]) == 2 and len(view["targets"]) == 2 and len(view["assignments"]) == 3
    return view


@pytest.mark.parametrize("name", SPOILS)
def test_a_spoilt_plan_gives_the_tables_of_the_sound_one(name: str, sound: dict[str, Any], tmp_path: Path) -> None:
    path = tmp_path / "plan.txt"
    spoilt = SPOILS[name](PLAN)
    assert spoilt != PLAN
    path.write_text(spoilt, encoding="utf-8")
    assert _view(process(str(path), RunSettings())) == sound


def test_the_raw_text_stays_what_was_read(tmp_path: Path) -> None:
    path = tmp_path / "plan.txt"
    path.write_text(PLAN.replace("31-NQ/TU", "31 \u2013 NQ / TU"), encoding="utf-8")
    document = read(path)
    record = json.loads(json.dumps(process(str(path), RunSettings())))
    place = record["legal_references"][1]["evidence"]
    assert "31-NQ/TU" in document.text[place["start"] : place["end"]]
    assert "31 \u2013 NQ / TU" in document.raw[place["raw_start"] : place["raw_end"]]
    assert not document.restored


def test_tone_marks_put_the_older_way_are_folded():
    assert fold_characters("UỶ BAN, Đảng uỷ, văn hoá, Quý III, toàn").text == "ỦY BAN, Đảng ủy, văn hóa, Quý III, toàn"


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Dành ½ ha đất, ¼ vườn", "Dành 0,5 ha đất, 0,25 vườn"),
        ("mỗi thôn 1½ ha, 2 ¾ km", "mỗi thôn 1,5 ha, 2,75 km"),
        ("ít nhất ¾ số hộ", "ít nhất 3/4 số hộ"),
        ("12'500 cây, 1’250’000 đồng, 7'30, '500", "12.500 cây, 1.250.000 đồng, 7'30, '500"),
        ("8·400 tờ, 8․400 tờ, 8‚5 ha, a·b, 8·40", "8.400 tờ, 8.400 tờ, 8,5 ha, a·b, 8·40"),
    ],
)
def test_fractions_of_one_sign_and_apostrophes_are_figures(text: str, folded: str) -> None:
    assert fold_characters(text).text == folded


def test_a_very_long_word_costs_no_more_than_its_length():
    began = time.process_time()
    assert fold_characters("A" * 200_000).text == "A" * 200_000
    assert time.process_time() - began < 5  # half an hour, where each letter was asked for the rest of the word


@pytest.mark.parametrize(
    ("raw", "folded"),
    [
        ("Ø Mở lớp học bơi\nØ Cắm biển báo", "• Mở lớp học bơi\n• Cắm biển báo"),
        ("  v Mở lớp\n  v 05 hộ tham gia", "  • Mở lớp\n  • 05 hộ tham gia"),
        ("o Mở lớp\nü Cắm biển\no Họp dân", "• Mở lớp\nü Cắm biển\n• Họp dân"),
        ("\uf0b7Mở lớp\n\uf0d8 Cắm biển", "•Mở lớp\n• Cắm biển"),
        ("► Mở lớp", "• Mở lớp"),
        ("v Mở lớp", "v Mở lớp"),  # one line
        ("o ép\no ép", "o ép\no ép"),
    ],
)
def test_signs_of_lists_as_fonts_of_symbols_drew_them(raw: str, folded: str) -> None:
    assert fold_characters(raw).text == folded
