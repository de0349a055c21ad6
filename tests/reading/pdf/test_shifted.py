"""Fonts whose numbers are no letters: the shift is found by the words that it makes, or nothing is claimed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from pipeline.reading import read
from pipeline.reading.pdf.shifted import BREAK, UNREAD, Fonts, is_doubtful, solve
from pipeline.settings import ReadSettings

PLAN = """ỦY BAN NHÂN DÂN XÃ ĐỒNG TÂM
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
KẾ HOẠCH
Thu gom và phân loại rác thải sinh hoạt tại hộ gia đình năm 2026
Căn cứ Luật Bảo vệ môi trường ngày 17 tháng 11 năm 2020 của Quốc hội;
Thực hiện kế hoạch của Ủy ban nhân dân tỉnh về công tác bảo vệ môi trường,
I. MỤC ĐÍCH, YÊU CẦU
Nâng cao nhận thức của cán bộ, công chức, viên chức và nhân dân trên địa bàn xã về bảo vệ môi trường.
Việc tổ chức thực hiện phải bảo đảm kịp thời, hiệu quả, phù hợp với điều kiện của từng thôn.
II. CHỈ TIÊU
Phấn đấu có 85% số hộ gia đình thực hiện phân loại rác thải tại nguồn trước ngày 30 tháng 6 năm 2026.
Xây dựng 12 điểm tập kết rác thải hợp vệ sinh, mỗi thôn có ít nhất 01 điểm.
III. TỔ CHỨC THỰC HIỆN
1. Phòng Kinh tế chủ trì, phối hợp với các cơ quan, đơn vị có liên quan hướng dẫn các thôn thực hiện kế hoạch này.
2. Phòng Văn hóa - Xã hội tuyên truyền trên hệ thống đài truyền thanh của xã.
3. Trưởng các thôn vận động nhân dân tham gia, báo cáo kết quả về Ủy ban nhân dân xã trước ngày 15 hằng tháng."""
MACINTOSH = "ÄÅÇÉÑÖÜáàâäãåçéèêëíìîïñóòôöõúùûü"
NAME = "/BaseFont /ABCDEF+Plan"
IDENTITY = "<< /Registry (Adobe) /Ordering (Identity) /Supplement 0 >>"
SIZES = "/Flags 4 /FontBBox [0 -200 1000 900] /ItalicAngle 0 /Ascent 900 /Descent -200 /CapHeight 700 /StemV 80"
OTHERS = "ÀÃÕĂăĐđĨĩŨũƠơƯưÂÊÔÌÍÒÓÙÚÝýÈ"


def glyph(char: str) -> int:
    """The number of a letter in a font whose glyphs lie as Unicode does, 29 below for ASCII."""
    code = ord(char)
    if 32 <= code < 127:
        return code - 29
    if 0x1EA0 <= code < 0x1EFA:
        return code - 6652
    return 98 + MACINTOSH.index(char) if char in MACINTOSH else 200 + OTHERS.index(char)


def coded(text: str) -> str:
    return "".join(BREAK if char == "\n" else chr(glyph(char)) for char in text)


def test_the_letters_are_told_by_the_words_and_what_is_not_proved_is_left_unread() -> None:
    text = coded(PLAN)
    assert is_doubtful(text)
    repair = solve([text])
    assert repair is not None
    assert repair.shift == 29
    read_back = "".join("\n" if char == BREAK else repair.letters.get(char, UNREAD) for char in text)
    wrong = {(meant, got) for meant, got in zip(PLAN, read_back, strict=True) if got not in (meant, UNREAD)}
    assert wrong == set()
    assert read_back.count(UNREAD) == 1
    assert "Phấn đấu có 85% số hộ gia đình thực hiện phân loại rác thải tại nguồn trước ngày 30" in read_back


def test_glyphs_in_no_order_prove_nothing() -> None:
    order = sorted(set(PLAN.replace("\n", "")), key=scattered)
    text = "".join(BREAK if char == "\n" else chr(0x3000 + order.index(char)) for char in PLAN)
    assert is_doubtful(text)
    assert solve([text]) is None


def scattered(char: str) -> int:
    return ord(char) * 7919 % 8191


def test_runs_turned_around_as_if_they_were_arabic_are_not_read() -> None:
    assert solve([coded(PLAN) + "\N{ARABIC LETTER BEH}"]) is None


def test_a_text_without_vietnamese_letters_proves_no_order() -> None:
    plain = "Khi tin cho trong thi con ra xem, khi nao tin cho ra thi con trong nha cho xem tin"
    assert solve([coded("\n".join([plain] * 20))]) is None


@pytest.mark.parametrize("text", [PLAN, "x² + y² ≥ 1,5·10³ m³ ± 3%", "The plan of the district for 2026"])
def test_sound_text_is_not_doubted(text: str) -> None:
    assert not is_doubtful(text)


def test_a_sound_font_beside_a_shifted_one_stays_as_it_is() -> None:
    shifted, sound = coded(PLAN), "Trang 1/2"
    chars = shifted + sound
    names = ["F1"] * len(shifted) + ["F2"] * len(sound)
    breaks = [char == BREAK for char in shifted] + [False] * len(sound)
    told, shift = Fonts().read(chars, names, breaks)
    assert shift == 29
    assert told.endswith(sound)
    assert "bảo vệ môi trường" in told


def test_a_page_that_proves_nothing_by_itself_is_read_by_what_earlier_ones_told() -> None:
    short = coded("Xây dựng 12 điểm tập kết rác thải hợp vệ sinh\nmỗi thôn có ít nhất 01 điểm thu gom của xã")
    breaks = [char == BREAK for char in short]
    fonts = Fonts()
    first = coded(PLAN)
    fonts.read(first, ["F1"] * len(first), [char == BREAK for char in first])
    told, shift = fonts.read(short, ["F1"] * len(short), breaks)
    assert shift == 29
    assert told.replace(BREAK, "\n").startswith("Xây dựng 12 điểm tập kết")


def write_numbered(path: Path, lines: Sequence[str], number: Callable[[str], int]) -> Path:
    """A PDF of lines in a font without a map to Unicode, each character by its number."""
    shown = "\n".join(
        f"1 0 0 1 40 {800 - 20 * row} Tm <{''.join(f'{number(char):04X}' for char in line)}> Tj"
        for row, line in enumerate(lines)
    )
    content = f"BT /F1 9 Tf {shown} ET"
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Count 1 /Kids [3 0 R] >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
        f"<< /Length {len(content)} >>\nstream\n{content}\nendstream",
        "<< /Type /Font /Subtype /Type0 /BaseFont /ABCDEF+Plan /Encoding /Identity-H /DescendantFonts [6 0 R] >>",
        f"<< /Type /Font /Subtype /CIDFontType2 {NAME} /FontDescriptor 7 0 R /DW 500 /CIDSystemInfo {IDENTITY} >>",
        f"<< /Type /FontDescriptor /FontName /ABCDEF+Plan {SIZES} >>",
    ]
    out, places = "%PDF-1.5\n", []
    for at, body in enumerate(objects, 1):
        places.append(len(out))
        out += f"{at} 0 obj\n{body}\nendobj\n"
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    size = len(objects) + 1
    end = f"trailer << /Size {size} /Root 1 0 R >>\nstartxref\n{len(out)}\n%%EOF\n"
    path.write_text(f"{out}xref\n0 {size}\n0000000000 65535 f \n{table}{end}", "latin-1")
    return path


def test_the_page_says_that_its_fonts_were_off(tmp_path: Path) -> None:
    lines = [line[:100] for line in PLAN.split("\n")]
    document = read(write_numbered(tmp_path / "plan.pdf", lines, glyph), ReadSettings(ocr="never"))
    assert "Phấn đấu có 85% số hộ gia đình thực hiện phân loại rác thải" in document.text
    assert document.pages[0].method == "layer"
    assert "lệch 29" in str(document.pages[0].reason)
