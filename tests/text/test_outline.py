import pytest

from pipeline.text.outline import Stack, label_of


@pytest.mark.parametrize(
    ("paragraph", "style", "text"),
    [
        ("I. MỤC ĐÍCH", "roman", "I"),
        ("II- THỜI GIAN", "roman", "II"),
        ("III - NHIỆM VỤ", "roman", "III"),
        ("1. Mục tiêu", "number", "1"),
        ("2/ Yêu cầu", "number", "2"),
        ("3- Kinh phí", "number", "3"),
        ("1.2.3. Chi tiết", "decimal", "1.2.3"),
        ("2.1 Năm 2026", "decimal", "2.1"),
        ("a) Phòng Kinh tế", "letter", "a"),
        ("đ) Công an xã", "letter", "đ"),
        ("b/ Tổ thủy nông", "letter", "b"),
        ("m/s là đơn vị", None, None),
        ("(4) Tăng cường", "bracket", "4"),
        ("(ii) Sở Y tế báo cáo", "bracket", "ii"),
        ("(vi phạm) lần đầu", None, None),
        ("- Tập thể", "dash", "-"),
        ("+ Ít nhất", "dash", "+"),
        ("Điều 5. Hiệu lực", "named", "Điều 5"),
        ("Phụ lục II", "named", "Phụ lục II"),
        ("PHẦN I", "named", "PHẦN I"),
        ("A. ĐÁNH GIÁ", "capital", "A"),
        ("1.5 triệu đồng", None, None),
        ("2026 là năm", None, None),
        ("22/12/2024 của Bộ", None, None),
        ("II/2026.", None, None),
        ("25 - 30% số hộ", None, None),
        ("khoản 2 Điều 5", None, None),
        ("1/- Sở Y tế", "number", "1"),
        ("2.- Sở Y tế", "number", "2"),
        ("a/- Kiểm tra", "letter", "a"),
        ("II/- NỘI DUNG", "roman", "II"),
        ("iv. Sở Y tế", None, None),
        ("A1. Sở Y tế", None, None),
        ("a1. Sở Y tế", "lettered", "a1"),
        ("điều 5. Sở Y tế", None, None),
        ("5-Sở Y tế", "number", "5"),
        ("5-xã hội", None, None),
    ],
)
def test_label_of(paragraph, style, text):
    label = label_of(paragraph)
    assert (label and label.style, label and label.text) == (style, text)


def paths(*paragraphs):
    stack = Stack()
    return [stack.push(label_of(paragraph), index)[0] for index, paragraph in enumerate(paragraphs)]


def test_paths_join_labels_and_chains_replace_their_numbers():
    assert paths("I. A", "1. B", "1.1. C", "a) D", "1.2. E", "II. F", "1. G", "a) H", "b) I") == [
        "I", "I.1", "I.1.1", "I.1.1.a", "I.1.2", "II", "II.1", "II.1.a", "II.1.b",
    ]  # fmt: skip


def test_a_chain_out_of_order_does_not_nest_under_another():
    assert paths("III. A", "3. B", "3.2. C", "3.2.2. D", "3.3.3. E")[-1] == "III.3.3.3"


def test_a_part_by_name_opens_anew():
    assert paths("PHẦN I", "I. A", "1. B", "PHẦN II", "1. C") == [
        "PHẦN I",
        "PHẦN I.I",
        "PHẦN I.I.1",
        "PHẦN II",
        "PHẦN II.1",
    ]


def test_a_list_goes_on_behind_a_paragraph_that_looks_like_a_closing():
    stack = Stack()
    for index, printed in enumerate(("Điều 5. Trách nhiệm", "1. Quản lý", "2. Kiểm tra")):
        stack.push(label_of(printed), index)
    stack.to_part()
    assert stack.path() == "Điều 5"
    assert stack.push(label_of("3. Báo cáo"), 3) == ("Điều 5.3", 2, 0)
    stack.to_part()
    assert stack.push(label_of("1. Việc khác"), 4) == ("Điều 5.1", 2, 0)
