"""Likely slips in sound text."""

from pathlib import Path

import pytest

from pipeline.restoration import spelling_suspects

SAMPLES = sorted((Path(__file__).parents[2] / "data" / "samples" / "text").glob("*.txt"))


@pytest.mark.parametrize(
    ("text", "word", "suggestion"),
    [
        ("Ủy ban nhân dân xã chỉ đạo quyêt liệt các giải pháp.", "quyêt", "quyết"),
        ("Phòng Kinh tế chủ trì, phối hơp với các đơn vị liên quan.", "hơp", "hợp"),
        ("Các đơn vị báo cáo kêt quả thực hiện trước ngày 15 tháng 12.", "kêt", "kết"),
        ("Căn cứ Luật Tổ chức chính quyên địa phương năm 2025.", "quyên", "quyền"),
        ("Trưởng thôn vận động bà con phát triển kinh tế - xã hộ theo quy hoạch.", "hộ", "hội"),
        ("Hồ sơ được trình cấp có thẩm quyeenf xem xét, quyết định.", "quyeenf", "quyền"),
        ("Căn cứ tình hình thực tế, xã báo cáo cấp trên theo duy định.", "duy", "quy"),
        ("Kế hoạch thực hiện nhiêm vụ năm 2026.", "nhiêm", "nhiệm"),
        ("PHÁT TRIỂN NÔNG NGHIÊP BỀN VỮNG", "NGHIÊP", "NGHIỆP"),
    ],
)
def test_slips_are_found(text: str, word: str, suggestion: str) -> None:
    found = [(s.word, s.suggestion) for s in spelling_suspects(text)]
    assert found == [(word, suggestion)]
    suspect = spelling_suspects(text)[0]
    assert text[suspect.start : suspect.end] == word
    assert 0.5 < suspect.confidence <= 1


@pytest.mark.parametrize(
    "text",
    [
        "Ủy ban nhân dân xã chỉ đạo quyết liệt các giải pháp.",
        "Bà Nguyễn Thị Huyền Trân, Trưởng phòng Văn hóa - Xã hội, xã Đắk Ơ.",
        "Các qui định về lí lịch, kĩ thuật được áp dụng theo qui chế.",
        "Lắp đặt camera, wifi tại nhà văn hóa thôn Bản Lếch.",
        "Ban nhân dân các ấp báo cáo trước ngày 10.",
        "Mục tiêu: (i) đất; (ii) nước; (vii) rừng.",
        "",
        "Xã chỉ đạo quYêt liệt và rà-soat.",
        "Ủy ban nhân dân xã chỉ đạo quyêt.vn liệt các giải pháp.",
    ],
)
def test_sound_text_names_and_variants_are_let_be(text: str) -> None:
    assert spelling_suspects(text) == ()


def test_garbled_lines_are_passed_over() -> None:
    assert spelling_suspects("Uy ban nhan dan xa chi dao quyét liét cac giai phap trong tam nam 2026") == ()


def test_few_false_alarms_on_the_sample_plans() -> None:
    texts = [path.read_text("utf-8") for path in SAMPLES]
    words = sum(len(text.split()) for text in texts)
    assert sum(len(spelling_suspects(text)) for text in texts) < words / 1000


def test_what_a_document_writes_again_and_again_is_its_own_word() -> None:
    text = "Nhà văn hóa dạy nghề gò đồng cho thanh niên."
    assert spelling_suspects("\n".join([text] * 20)) == ()


def test_a_word_with_the_mark_of_a_footnote_is_no_slip() -> None:
    text = "Theo dự báo của cơ quan khí tượng thủy văn1, từ tháng 8 đến tháng 10 mưa nhiều."
    assert spelling_suspects(text) == ()
