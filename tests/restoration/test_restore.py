"""Restoring garbled text: what is made of it, what is protected, how it maps back."""

import re
import unicodedata
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

import pipeline.restoration.lattice as lattice
import pipeline.restoration.models as models
import pipeline.restoration.repair as repair
from pipeline.errors import EngineError, FileTooLarge
from pipeline.restoration import Restored, restore
from pipeline.restoration.reader import LONGEST_SENTENCE
from pipeline.settings import RestoreSettings

SAMPLES = sorted((Path(__file__).parents[2] / "data" / "samples" / "text").glob("*.txt"))
ALWAYS = RestoreSettings(restore="always")


def holds_together(raw: str, result: Restored) -> None:
    """What is true of every result."""
    assert result.text.count("\n") == raw.count("\n")
    assert unicodedata.is_normalized("NFC", result.text)
    assert 0.0 <= result.confidence <= 1.0
    assert result.alignment.to_raw(0, len(result.text)) == (0, len(raw))
    at = 0
    for change in result.changes:
        assert result.text[change.start : change.end] == change.restored
        assert raw[change.raw_start : change.raw_end] == change.raw
        assert result.alignment.to_raw(change.start, change.end) == (change.raw_start, change.raw_end) or (
            change.start == change.end or change.raw_start == change.raw_end
        )
        assert change.raw_start >= at
        assert change.kind != "doubt" or unicodedata.normalize("NFC", change.raw) == change.restored
        at = change.raw_end


@pytest.mark.parametrize(
    ("garbled", "sound"),
    [
        # English OCR
        (
            "Uy ban nhan dan tinh ban hanh Ké hoach trién khai c6ng tac phong ch6ng thién tai nam 2026",
            "Ủy ban nhân dân tỉnh ban hành Kế hoạch triển khai công tác phòng chống thiên tai năm 2026",
        ),
        (
            "nang cao chét lugng ngudn nhan lyc va dao tao nghé cho lao d6ng nong th6n",
            "nâng cao chất lượng nguồn nhân lực và đào tạo nghề cho lao động nông thôn",
        ),
        # a scanner's own OCR: marks parted from their letters, letter and mark as a capital or a sign
        (
            "Uy ban nhan dan xa xay d\\lng kS ho;!ch t& chuc cac ho1;1t d(\\ng van hoa, thS thao va h9c t~p cho nhan dan",
            "Ủy ban nhân dân xã xây dựng kế hoạch tổ chức các hoạt động văn hóa, thể thao và học tập cho nhân dân",
        ),
        (
            "Lien doan lao d(\\ng xã vận d(\\ng CNVCLEl và CNLD tham gia day du cac ho;!t d(\\ng noi tren",
            "Liên đoàn lao động xã vận động CNVCLĐ và CNLĐ tham gia đầy đủ các hoạt động nói trên",
        ),
        # marks merely lost
        (
            "Giao Phong Kinh te chu tri, phoi hop voi cac don vi lien quan to chuc thuc hien",
            "Giao Phòng Kinh tế chủ trì, phối hợp với các đơn vị liên quan tổ chức thực hiện",
        ),
        # spaces lost and put in
        (
            "Cac coquan, donvi truc thu6c x4y dung kehoach t img nam va g\u1eedi bao cao",
            "Các cơ quan, đơn vị trực thuộc xây dựng kế hoạch từng năm và gửi báo cáo",
        ),
        # a TCVN3 font's bytes
        (
            "C¨n cø LuËt Tæ chøc chÝnh quyÒn ®Þa ph­¬ng; thùc hiÖn nhiÖm vô ®­îc giao",
            "Căn cứ Luật Tổ chức chính quyền địa phương; thực hiện nhiệm vụ được giao",
        ),
    ],
)
def test_kinds_of_noise(garbled: str, sound: str) -> None:
    result = restore(garbled)
    assert result.text == sound
    holds_together(garbled, result)


@pytest.mark.parametrize(
    ("raw", "made"),
    [
        ("Cáccơquan, đơn vị xây dựng kế hoạch t ừng năm.", "Các cơ quan, đơn vị xây dựng kế hoạch từng năm."),
        (
            "Giao Phòng Kinh tế chủtrì, phối hợp thựchiện nhiệm vụ.",
            "Giao Phòng Kinh tế chủ trì, phối hợp thực hiện nhiệm vụ.",
        ),
        ("Mẫu số 01/c ấp tỉnh, bảng k kèm theo.", "Mẫu số 01/c ấp tỉnh, bảng k kèm theo."),
    ],
)
def test_wrong_spaces_in_sound_text(raw: str, made: str) -> None:
    result = restore(raw)
    assert result.text == made
    holds_together(raw, result)


DOUBTED = [
    ("II. NỘI DỤNG THỰC HIỆN", "DỤNG", "II. NỘI DUNG THỰC HIỆN"),
    (
        "Giao Phòng Kinh tể xã chủ trì xây dựng kế hoạch chi tiết.",
        "tể",
        "Giao Phòng Kinh tế xã chủ trì xây dựng kế hoạch chi tiết.",
    ),
    ("và cứu nạn, cửu hộ trên địa bàn phường", "cửu", "và cứu nạn, cứu hộ trên địa bàn phường"),
    ("cấp 1O2 giấy chứng nhận, đạt 9S%", "1O2", None),  # a figure is never guessed at
    ("thực hiện Nghị quyết số 57-NQITW của Bộ Chính trị", "57-NQITW", None),
    ("Ông Giàng A Pháo phụ trách", "Pháo", None),
    ("thực hiện theo qui định hiện hành của pháp luật", "qui", None),  # the author's spelling
    ("nộp kèm đĩa CD lưu dữ liệu", "CD", None),
]


@pytest.mark.parametrize(("raw", "word", "made"), DOUBTED, ids=[word for _, word, _ in DOUBTED])
def test_a_word_that_the_engine_doubted_is_read_by_its_context(raw: str, word: str, made: str | None) -> None:
    at = raw.index(word)
    result = restore(raw, doubtful=[(at, at + len(word))])
    assert result.text == (made or raw)
    holds_together(raw, result)


def test_rubbish_beside_a_seal_does_not_make_a_vietnamese_engine_foreign() -> None:
    plan = "Phòng Y tê chủ trì ứng phó với áp thâp nhiệt đới, chuân bị thuốc."
    lines = [*[plan] * 4, "S220 ba hk", "# Na"]
    text = "\n".join(lines)
    doubtful = [found.span() for found in re.finditer(r"\S+", text) if found.start() < len(plan) * 4]
    made = restore(text, doubtful=doubtful).text.split("\n")
    assert made[0] == "Phòng Y tế chủ trì ứng phó với áp thấp nhiệt đới, chuẩn bị thuốc."
    assert made[4:] == lines[4:]


def test_words_beside_a_doubted_one_stay() -> None:
    raw = "đôn đóc các đơn vị kiếm tra công tác phòng chống cháy rừng"  # both are slips; the engine doubted one
    at = raw.index("kiếm")
    assert restore(raw, doubtful=[(at, at + 4)]).text == raw.replace("kiếm tra", "kiểm tra")
    assert restore(raw, RestoreSettings(restore="never"), [(at, at + 4)]).text == raw


def test_capitals_of_a_heading() -> None:
    assert restore("I. MUC DICH, YEU CAU\nII. NOI DUNG THUC HIEN\nIII. TO CHUC THUC HIEN", ALWAYS).text == (
        "I. MỤC ĐÍCH, YÊU CẦU\nII. NỘI DUNG THỰC HIỆN\nIII. TỔ CHỨC THỰC HIỆN"
    )


@pytest.mark.parametrize(
    "kept",
    ["02/2025/TT-BGDDT".replace("DD", "DĐ"), "57-NQ/TW", "15/3/2026", "1.250,5", "80%", "ubnd@tinh.gov.vn",
     "https://dichvucong.gov.vn/a?b=1", "QR", "VNPT", "UBND", "A4"],
)  # fmt: skip
def test_figures_symbols_links_and_abbreviations_stay(kept: str) -> None:
    line = f"Thyc hién theo quy dinh tai {kept} va bao cao két qua vé Uy ban nhan dan xa"
    result = restore(line)
    assert kept in result.text
    assert result.text.startswith("Thực hiện theo quy định tại")


@pytest.mark.parametrize(
    ("raw", "made", "symbols"),
    [
        ("S6:38 /KH-UBND ngay 15 thang8 nam 2026", "Số: 38/KH-UBND ngày 15 tháng 8 năm 2026", 3),
        ("Quyét dinh s6 923/QD-TTg cua Thi tuong", "Quyết định số 923/QĐ-TTg của Thủ tướng", 1),
        ("Nghi quyét s6 71/NQ- CP cua Chinh pht", "Nghị quyết số 71/NQ-CP của Chính phủ", 1),
    ],
)
def test_grammar_proves_some_misreadings(raw: str, made: str, symbols: int) -> None:
    result = restore(raw)
    assert result.text == made
    assert sum(change.kind == "symbol" for change in result.changes) == symbols
    holds_together(raw, result)


def test_second_d_label_is_the_vietnamese_letter() -> None:
    raw = "c) Cac don vi lién quan;\nd) Cac té chirc doan thé;\nd) Cac doanh nghiép trén dia ban;\ne) Cac hé dan."
    assert [line[0] for line in restore(raw).text.split("\n")] == ["c", "d", "đ", "e"]


@pytest.mark.parametrize("path", SAMPLES, ids=lambda p: p.stem)
def test_sound_plans_go_through_unchanged(path: Path) -> None:
    text = unicodedata.normalize("NFC", path.read_text("utf-8"))
    result = restore(text)
    assert result.text == text
    assert result.changes == ()


def test_sound_text_needs_no_model(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(noise: str) -> None:
        raise AssertionError(noise)

    monkeypatch.setattr("pipeline.restoration.repair.reader", fail)
    assert restore("Ủy ban nhân dân xã xây dựng Kế hoạch như sau:").changes == ()
    with pytest.raises(AssertionError):
        restore("Uy ban nhan dan xa x4y dung Ké hoach nhu sau va bao cao:")


def test_never_means_never() -> None:
    raw = "d6i méi sang tao va chuyén d6i s6 trén dia ban"
    assert restore(raw, RestoreSettings(restore="never")).text == raw


def test_below_the_threshold_the_raw_stays_and_is_marked() -> None:
    raw = "Uy ban nhan dan xa x4y dung Ké hoach td chirc thye hién nhu sau"
    result = restore(raw, RestoreSettings(min_confidence=1.01))
    assert result.text == raw
    assert result.edits == ()
    assert {c.kind for c in result.changes} == {"doubt"}


def test_edits_make_the_text() -> None:
    raw = "Giao Phdng Kinh té chi tri,\nphéi hgp véi cdc don vi lién quan td chirc thyc hién."
    result = restore(raw)
    made, at = [], 0
    for start, end, new in result.edits:
        made += [raw[at:start], new]
        at = end
    assert "".join([*made, raw[at:]]) == result.text


def test_decomposed_text_maps_back() -> None:
    raw = unicodedata.normalize("NFD", "Ủy ban nhân dân xã giao Phòng Kinh tế chủ trì.") + "\nphoi hop cac don vi"
    holds_together(raw, restore(raw, ALWAYS))


def test_a_missing_model_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(models, "CHANNELS", {"foreign": "restoration/none.npz"})
    models.reader.cache_clear()
    try:
        with pytest.raises(EngineError, match=r"none\.npz"):
            models.reader("foreign")
    finally:
        models.reader.cache_clear()


SIGNS = st.text(
    alphabet=st.sampled_from(
        "aàảãáạăâbcdđeéêghiklmnoóôơpqrstuưvxyỹ 0123456789\n.,;:-/()“”&%¥§¢~'ABĐHKNPQTUƯ\u0301\u0323"
    ),
    max_size=160,
)


@settings(max_examples=60, deadline=None)
@given(SIGNS)
@example("\u0301\u0323")  # marks without a letter, out of their order
def test_any_text_keeps_its_lines_and_maps_back(text: str) -> None:
    holds_together(text, restore(text, ALWAYS))
    holds_together(text, restore(text))


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.sampled_from(["12/3/2026", "57-NQ/TW", "80%", "1.250", "02/2025/TT-BTC", "Điều 5", "0,5"]), min_size=1)
)
def test_figures_in_garbled_text_are_never_altered(figures: list[str]) -> None:
    raw = " ".join(f"thyc hién theo quy dinh {figure} va" for figure in figures)
    made = restore(raw).text
    for figure in figures:
        assert made.count(figure) >= figures.count(figure) or figure == "Điều 5"


def test_more_garbled_words_than_can_be_restored_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(repair, "MOST", 7)
    assert restore("Uy ban nhan dan xa Dong Ha").text == "Ủy ban nhân dân xã Đông Hà"
    with pytest.raises(FileTooLarge, match="8 > 7"):
        restore("Uy ban nhan dan xa Dong Ha nay")
    sound = "Ủy ban nhân dân xã chủ trì thực hiện kế hoạch này."
    assert restore(sound).text == sound


@pytest.mark.parametrize("words", [1600, 3200, 6400])
def test_words_without_an_end_are_decoded_in_steps_that_do_not_grow_with_them(
    words: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    longest = []
    plan = lattice._Graph._plan

    def counted(graph: lattice._Graph, key: lattice.Ints) -> list[tuple[lattice.Ints, lattice.Ints, lattice.Ints]]:
        steps = plan(graph, key)
        longest.append(len(steps))
        return steps

    monkeypatch.setattr(lattice._Graph, "_plan", counted)
    text = "cong tac trong cay " * (words // 4)
    result = restore(text, ALWAYS)
    holds_together(text, result)
    # A step each for the words of the longest sentence, and the breaks about it.
    assert max(longest) == LONGEST_SENTENCE + lattice.OPENERS


def test_a_figure_survives_the_mending_of_lost_blanks() -> None:
    """One glued word has a whole text looked at; no figure of it may lose a digit."""
    raw = (
        "I. MỤC TIÊU\n- Mức hỗ trợ bắt buộctừ các tổ chức là0,02% trên tổng giá trị hiện cótheo báo cáo.\n"
        "- Tổng diện tích 0,5ha, mật độ tối đa 5%, cao 5m, lùi 6,0m.\n"
    )
    assert restore(raw).text == raw.replace("buộctừ", "buộc từ").replace("cótheo", "có theo")
