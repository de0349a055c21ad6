import pytest

from pipeline.grammar.symbols import find


@pytest.mark.parametrize(
    ("text", "number", "symbol", "canonical", "kind"),
    [
        ("1234/QĐ-TTg", "1234", "QĐ-TTg", "1234/QĐ-TTg", "Quyết định"),
        ("08/2026/TT-BYT", "08/2026", "TT-BYT", "08/2026/TT-BYT", "Thông tư"),
        ("72/2025/QH15", "72/2025", "QH15", "72/2025/QH15", None),
        ("112/2025/UBTVQH15", "112/2025", "UBTVQH15", "112/2025/UBTVQH15", None),
        ("42-NQ/TW", "42", "NQ/TW", "42-NQ/TW", "Nghị quyết"),
        ("42 NQ/TW", "42", "NQ/TW", "42-NQ/TW", "Nghị quyết"),
        ("42/NQ-TW", "42", "NQ-TW", "42-NQ/TW", "Nghị quyết"),
        ("42-NQ-TW", "42", "NQ-TW", "42-NQ/TW", "Nghị quyết"),
        ("15-Ctr/ĐU", "15", "Ctr/ĐU", "15-CTr/ĐU", "Chương trình"),
        ("33/NQ- CP", "33", "NQ-CP", "33/NQ-CP", "Nghị quyết"),
        ("981/SYT-NVY", "981", "SYT-NVY", "981/SYT-NVY", "Công văn"),
        ("06/HDLN-CA-GDĐT", "06", "HDLN-CA-GDĐT", "06/HDLN-CA-GDĐT", "Hướng dẫn liên ngành"),
        ("12/CĐ-TTg", "12", "CĐ-TTg", "12/CĐ-TTg", "Công điện"),
        ("2.105/QĐ-UBND", "2.105", "QĐ-UBND", "2105/QĐ-UBND", "Quyết định"),
        ("99/QĐ.UBND", "99", "QĐ.UBND", "99/QĐ-UBND", "Quyết định"),
    ],
)
def test_symbols(text, number, symbol, canonical, kind):
    (found,) = find(f"theo số {text}, ngày")
    assert (found.number, found.symbol, found.canonical, found.kind) == (number, symbol, canonical, kind)


@pytest.mark.parametrize(
    ("text", "canonical"),
    [
        ("Quyết định số 35/2025/QĐ-TTgcủa Thủ tướng Chính phủ", "35/2025/QĐ-TTg"),
        ("Kế hoạch số 12/KH-UBNDngày 12/3/2026", "12/KH-UBND"),
        ("Kế hoạch số 12/KH-UBNDnăm 2026", "12/KH-UBND"),
        ("Quyết định số 7/QĐ-UBNDban hành quy chế", "7/QĐ-UBND"),
        ("Nghị quyết số 72/2025/QH15và Luật", "72/2025/QH15"),
    ],
)
def test_a_word_that_a_converter_joined_to_a_symbol(text, canonical):
    assert [symbol.canonical for symbol in find(text)] == [canonical]


@pytest.mark.parametrize(
    "text",
    [
        "14/5/2025",
        "24/7",
        "3/4 số hộ",
        "QCVN 01-1:2018/BYT",
        "TCVN 6909:2001",
        "2025-2030",
        "tấn/ha",
        "km/h",
        "0912.345.678",
        "12/2025\n- Tuyên truyền",
        "http://a/12/QD-X",
    ],
)
def test_no_symbols(text):
    assert find(text) == []


@pytest.mark.parametrize(
    ("text", "canonical"),
    [
        ("47-NQ/TW1", "47-NQ/TW"),
        ("218/NQ-CP2 ngày 03/6/2026", "218/NQ-CP"),
        ("31/2026/NĐ-CP4", "31/2026/NĐ-CP"),
        ("07-KH/BCĐ3", "07-KH/BCĐ"),
        ("15/KH-BCĐ35", "15/KH-BCĐ35"),
        ("64/KH-BCĐ389", "64/KH-BCĐ389"),
        ("43/2024/QH15", "43/2024/QH15"),
    ],
)
def test_the_mark_of_a_footnote_is_no_part(text, canonical):
    (found,) = find(f"theo số {text}")
    assert (found.canonical, found.end) == (canonical, 8 + len(canonical))


@pytest.mark.parametrize(
    ("text", "canonicals"),
    [
        ("Công văn số 5778/GDTC ngày 23/6/2026", ["5778/GDTC"]),
        ("công văn hỏa tốc số: 45/UBND", ["45/UBND"]),
        ("Văn bản số 12/BCĐ của Ban Chỉ đạo, Công văn số 3/GDTC-TH", ["12/BCĐ", "3/GDTC-TH"]),
        ("đạt 12/ABC, phòng số 5/DEF", []),
        ("Công văn số 12/GDTCvà", []),
    ],
)
def test_a_symbol_of_one_group_stands_behind_the_name_of_a_paper(text, canonicals):
    assert [symbol.canonical for symbol in find(text)] == canonicals


@pytest.mark.parametrize(
    ("text", "canonical"),
    [
        ("Nghị định số 31 và số 32/2025/NĐ-CP", ["31/2025/NĐ-CP", "32/2025/NĐ-CP"]),
        ("Quyết định số 14, số 15/QĐ-UBND ngày 12/01/2026", ["14/QĐ-UBND", "15/QĐ-UBND"]),
        ("Nghị quyết số 57, 59, số: 66-NQ/TW", ["57-NQ/TW", "59-NQ/TW", "66-NQ/TW"]),
        ("Tổ dân phố số 5 và Quyết định số 15/QĐ-UBND", ["15/QĐ-UBND"]),
    ],
)
def test_numbers_of_a_list_share_the_symbol_of_the_last(text, canonical):
    assert [symbol.canonical for symbol in find(text)] == canonical
