"""One indicator or two: pairs by topic that must be joined or kept apart, and what must hold for any pair."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.comparing.similarity import similarity
from pipeline.comparing.terms import clean, wording, words
from pipeline.settings import CompareSettings

SAME = [
    ("health", "dân số tham gia BHYT", "người dân tham gia bảo hiểm y tế"),
    ("health", "trẻ em dưới 1 tuổi tiêm đầy đủ vắc xin", "trẻ dưới 01 tuổi được tiêm chủng đầy đủ các loại vắc xin"),
    ("disaster", "hộ dân vùng ngập sâu được sơ tán an toàn",
     "hộ gia đình trong vùng ngập sâu được di dời, sơ tán an toàn"),
    ("poverty", "tỷ lệ hộ nghèo đa chiều", "hộ nghèo theo chuẩn nghèo đa chiều trên địa bàn"),
    ("poverty", "lao động được tạo việc làm mới trong năm", "người lao động được giải quyết việc làm"),
    ("traffic", "số vụ tai nạn giao thông giảm so với năm 2025", "giảm số vụ TNGT so với cùng kỳ"),
    ("land", "thửa đất được cấp giấy chứng nhận quyền sử dụng đất", "cấp GCNQSDĐ cho các thửa đất"),
    ("education", "trường học đạt chuẩn quốc gia", "tỷ lệ trường đạt chuẩn quốc gia"),
    ("reform", "hồ sơ TTHC giải quyết đúng hạn", "tỷ lệ hồ sơ thủ tục hành chính được giải quyết đúng và trước hạn"),
    ("reform", "văn bản đi được ký số", "văn bản đi của UBND xã được ký số theo quy định"),
    ("year", "hộ dân dùng nước sạch năm 2026", "hộ dân dùng nước sạch đến năm 2030"),
    ("year", "gia đình văn hóa (giai đoạn 2026-2030)", "tỷ lệ gia đình đạt danh hiệu gia đình văn hóa"),
    ("learning", "cán bộ, công chức tham gia học tập kỹ năng số",
     "cán bộ, công chức, viên chức tham gia bồi dưỡng kỹ năng số"),
]  # fmt: skip

APART = [
    ("health", "trẻ em dưới 5 tuổi suy dinh dưỡng thể thấp còi", "trẻ em dưới 5 tuổi suy dinh dưỡng thể nhẹ cân"),
    ("health", "người tăng huyết áp được quản lý điều trị", "người đái tháo đường được quản lý điều trị"),
    ("health", "phụ nữ mang thai được sàng lọc trước sinh", "trẻ em được sàng lọc sơ sinh"),
    ("disaster", "thôn có đội xung kích phòng chống thiên tai", "thôn có tủ thuốc dùng chung"),
    ("poverty", "tỷ lệ hộ nghèo", "tỷ lệ hộ cận nghèo"),
    ("poverty", "hộ nghèo được vay vốn ưu đãi", "hộ nghèo được hỗ trợ nhà ở"),
    ("traffic", "giảm số người chết do tai nạn giao thông", "giảm số người bị thương do tai nạn giao thông"),
    ("land", "hồ sơ cấp giấy chứng nhận lần đầu được giải quyết", "vi phạm đất đai được xử lý"),
    ("education", "trẻ 5 tuổi ra lớp", "trẻ 3 tuổi ra lớp"),
    ("education", "học sinh tốt nghiệp trung học cơ sở", "học sinh tốt nghiệp trung học phổ thông"),
    ("reform", "văn bản trao đổi giữa các cơ quan được gửi nhận điện tử",
     "hồ sơ công việc được xử lý trên môi trường điện tử"),
    ("reform", "hồ sơ được tiếp nhận trực tuyến", "hồ sơ được số hóa"),
    ("audience", "học sinh được trang bị kỹ năng số để khai thác thông tin, bảo đảm an toàn trên môi trường số",
     "người dân được trang bị kỹ năng số để khai thác thông tin, bảo đảm an toàn trên môi trường số"),
    ("direction", "thu ngân sách trên địa bàn", "chi ngân sách trên địa bàn"),
    ("negation", "thôn có tệ nạn ma túy được chuyển hóa", "trường học không có bạo lực học đường"),
]  # fmt: skip


@pytest.mark.parametrize(("topic", "a", "b"), SAME, ids=[f"{row[0]}-{at}" for at, row in enumerate(SAME)])
def test_one_indicator_in_different_words(topic: str, a: str, b: str) -> None:
    assert similarity(a, b) >= CompareSettings().same


@pytest.mark.parametrize(("topic", "a", "b"), APART, ids=[f"{row[0]}-{at}" for at, row in enumerate(APART)])
def test_different_indicators_in_like_words(topic: str, a: str, b: str) -> None:
    assert similarity(a, b) < CompareSettings().same


VOCABULARY = sorted({word for row in (*SAME, *APART) for text in row[1:] for word in text.split()})
SENTENCES = st.lists(st.sampled_from(VOCABULARY), max_size=12).map(" ".join)


@given(SENTENCES, SENTENCES)
def test_symmetric_and_within_bounds(a: str, b: str) -> None:
    found = similarity(a, b)
    assert 0.0 <= found <= 1.0
    assert found == pytest.approx(similarity(b, a))


@given(SENTENCES)
def test_nothing_is_nearer_than_itself(text: str) -> None:
    assert similarity(text, text) >= similarity(text, f"{text} hộ nghèo được vay vốn") - 1e-9


@given(st.text(max_size=80))
def test_any_text_is_taken(text: str) -> None:
    wording(text)
    assert 0.0 <= similarity(text, "hộ nghèo") <= 1.0


def test_units_keep_apart() -> None:
    assert similarity("hộ nghèo giảm", "hộ nghèo giảm", "%", "%") == pytest.approx(0.999, abs=0.001)
    assert similarity("hộ nghèo giảm", "hộ nghèo giảm", "%", "hộ") == 0.5
    assert similarity("kinh phí", "kinh phí", "triệu đồng", "tỷ đồng") == similarity(
        "kinh phí", "kinh phí", "đồng", "đồng"
    )


def test_what_does_not_tell_is_set_aside() -> None:
    text = "hồ sơ tại xã Sông Đầm theo Quyết định số 12/QĐ-UBND ngày 01/02/2026 (trừ hồ sơ mật) tại thôn Đoài, Đông Hạ"
    assert clean(text) == "hồ sơ tại xã"
    assert clean("xã Nông thôn mới kiểu mẫu") == "xã Nông thôn mới kiểu mẫu"


def test_numbers_count_but_years_do_not() -> None:
    assert wording("trẻ dưới 05 tuổi năm 2026").numbers == {"5 tuổi"}
    assert wording("trẻ em dưới năm tuổi").numbers == {"5 tuổi"}
    assert wording("hộ có ít nhất 01 thành viên").numbers == frozenset()
    assert wording("5 ngày công").terms == ("công",)
    assert wording("hộ không nghèo").terms == ("hộ", "hộ nghèo")
    assert (words("bàn ghế"), words("bàn, ghế")) == (("bàn ghế",), ("bàn", "ghế"))


def test_a_comma_may_stand_in_a_compound() -> None:
    assert "phòng cháy chữa cháy" in words("an toàn phòng cháy, chữa cháy")
    assert words("trường học, sinh viên")[:1] == ("trường học",)


@pytest.mark.parametrize(
    ("printed", "kept"),
    [
        ("hộ của phường Yên Nghĩa được cấp nước", "hộ của phường được cấp nước"),
        ("hộ xã Lộc Bình đạt chuẩn", "hộ xã đạt chuẩn"),
        ("hộ ở thôn Đông đã có nhà", "hộ đã có nhà"),
    ],
)
def test_a_place_ends_before_a_word_in_small_letters(printed: str, kept: str) -> None:
    assert clean(printed) == kept
