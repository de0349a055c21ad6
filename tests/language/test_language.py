import unicodedata
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline import language
from pipeline.errors import EngineError
from pipeline.language import segmentation
from pipeline.language.segmentation import word_spans
from pipeline.language.tokenizer import pieces, words_and_spaces

NASTY = [
    "",
    " ",
    "\n\n\t ",
    "  hai  dấu   cách ",
    "Nghị quyết số 57-NQ/TW,ngày22/12/2024",
    "Thông tư 02/2025/TT-BGDĐT;Luật 72/2025/QH15.",
    "https://dichvucong.gov.vn/a?b=c&d=1).",
    "phân\u0302 ra\u0300 (NFD)",
    "…“”‘’—–•▪ \u00a0\u200b\ufeff",
    "1.250,5 triệu đồng/ha; 80%–90%",
    "a\rb\x0cc\x1f",
    "😀 KH&CN, TT.HĐND",
]


@pytest.fixture(scope="module")
def nlp():
    return language.build()


@pytest.mark.parametrize("text", NASTY)
def test_the_text_comes_back(nlp, text):
    assert nlp.make_doc(text).text == text


@given(st.text())
def test_tokens_joined_are_the_text(text):
    assert "".join(pieces(text)) == text
    words, spaces = words_and_spaces(text)
    assert "".join(word + " " * space for word, space in zip(words, spaces, strict=True)) == text
    assert all(words)


def test_tokens_are_syllables_symbols_and_figures(nlp):
    doc = nlp.make_doc("Nghị quyết số 57-NQ/TW ngày 22/12/2024: 1.250 hộ, KH&CN.")
    assert [t.text for t in doc] == [
        "Nghị",
        "quyết",
        "số",
        "57-NQ/TW",
        "ngày",
        "22/12/2024",
        ":",
        "1.250",
        "hộ",
        ",",
        "KH&CN",
        ".",
    ]


PLAN = "II. TỔ CHỨC THỰC HIỆN\n1. Phòng Kinh tế\nChủ trì, phối hợp với Công an xã kiểm tra 100% hộ kinh doanh trước ngày 30/6/2026 theo Nghị quyết số 57-NQ/TW."

FULL = (
    PLAN
    + "\n2. Công an xã\nBáo cáo kết quả; phấn đấu đến cuối năm 2026 mở 02 lớp tập huấn. Tuần tra, đến năm 2027 đạt 90%."
)
KEYS = (
    "sections",
    "sentences",
    "document_symbols",
    "quantities",
    "comparators",
    "deadlines",
    "bodies",
    "legal_references",
    "dates",
    "targets",
    "assignments",
)


def test_components_fill_the_spans(nlp):
    doc = nlp(PLAN)
    assert [s.label_ for s in doc.spans["sections"]] == ["II", "II.1"]
    assert [(s.text, s.label_) for s in doc.spans["legal_references"]] == [("Nghị quyết số 57-NQ/TW", "57-NQ/TW")]
    assert [s.label_ for s in doc.spans["dates"]] == ["2026-06-30"]
    assert [s.label_ for s in doc.spans["targets"]] == ["100 %"]
    assert [s.text for s in doc.spans["sentences"]] == PLAN.replace("II. ", "").replace("1. ", "").split("\n")
    assert [s.text for s in doc.spans["document_symbols"]] == ["57-NQ/TW"]
    assert [(s.text, s.label_) for s in doc.spans["quantities"]] == [("100%", "100 %")]
    assert [s.text for s in doc.spans["bodies"]] == ["Phòng Kinh tế", "Công an xã"]
    assert [s.label_ for s in doc.spans["assignments"]] == ["lead", "coordinate"]


@pytest.mark.parametrize(
    ("text", "comparators", "deadlines"),
    [
        (
            "Mở ít nhất 02 lớp bơi, hoàn thành trước ngày 30/6/2026.",
            [("ít nhất", ">=")],
            [("hoàn thành trước ngày 30/6/2026", "2026-06-30")],
        ),
        (
            "Đạt ≥ 85% và từ 60% trở lên, chậm nhất là quý III/2026.",
            [("≥", ">="), ("từ", ">="), ("trở lên", ">=")],
            [("chậm nhất là quý III/2026", "2026-35")],
        ),
        ("Không để tăng quá 3% số vụ như năm 2025; còn 5 vụ.", [("quá", "<=")], []),
        ("Mở 02 lớp bơi ngày 30/6/2026.", [], []),
    ],
)
def test_the_words_that_bound_a_figure_and_make_a_date_a_deadline(nlp, text, comparators, deadlines):
    doc = nlp(text)
    assert [(span.text, span.label_) for span in doc.spans["comparators"]] == comparators
    assert [(span.text, span.label_) for span in doc.spans["deadlines"]] == deadlines


def test_a_component_can_be_added_to_any_pipeline():
    import spacy

    nlp = spacy.blank("en")
    nlp.add_pipe("kehoach_dates")
    doc = nlp("Hoàn thành trước ngày 30/6/2026 .")
    assert [s.text for s in doc.spans["dates"]] == ["ngày 30/6/2026"]


def test_a_document_keeps_its_own_layout(nlp):
    from pipeline.reading.layout.assemble import assemble
    from pipeline.reading.lines import Line, PageInfo, Reading

    document = assemble(
        Reading(tuple(Line(x) for x in PLAN.split("\n")), (PageInfo(1),), "text"), "a.txt", "", "text/plain"
    )
    doc = language.as_doc(document, nlp)
    assert doc.text == document.text
    assert len(doc.spans["sections"]) == len(document.sections)


def test_the_pipeline_can_be_saved_and_loaded(nlp, tmp_path):
    import spacy

    nlp.to_disk(tmp_path / "model")
    doc = spacy.load(tmp_path / "model")(PLAN)
    assert [s.label_ for s in doc.spans["sections"]] == ["II", "II.1"]


def test_a_doc_can_be_saved_packed_and_sent(nlp):
    from spacy.tokens import Doc, DocBin

    doc = nlp(PLAN)
    found = [span.text for span in doc.spans["bodies"]]
    again = Doc(nlp.vocab).from_bytes(doc.to_bytes())
    packed = DocBin(store_user_data=True, docs=[doc]).to_bytes()
    (unpacked,) = DocBin().from_bytes(packed).get_docs(nlp.vocab)
    assert [[span.text for span in one.spans["bodies"]] for one in (again, unpacked)] == [found, found]
    sent = nlp.pipe([PLAN, PLAN], n_process=2)
    assert [[span.text for span in one.spans["bodies"]] for one in sent] == [found, found]


def test_a_text_in_nfd_is_read_where_its_letters_stand(nlp):
    composed, decomposed = nlp(PLAN), nlp(unicodedata.normalize("NFD", PLAN))
    assert decomposed.text == unicodedata.normalize("NFD", PLAN)
    for key in KEYS:
        found = [(span.text, span.label_) for span in composed.spans[key]]
        there = [(unicodedata.normalize("NFC", span.text), span.label_) for span in decomposed.spans[key]]
        assert there == found, key


def test_the_components_stand_in_an_order_that_spacy_finds_sound(nlp):
    analysis = nlp.analyze_pipes()
    assert analysis["problems"] == {name: [] for name in language.COMPONENTS}
    assigned = [key for summary in analysis["summary"].values() for key in summary["assigns"] if key != "doc.spans"]
    assert sorted(assigned) == sorted(f"doc._.kehoach_{key}" for key in KEYS)


def test_a_component_out_of_its_order_is_told():
    nlp = language.build(["kehoach_dates", "kehoach_references"])
    assert nlp.analyze_pipes()["problems"]["kehoach_dates"] == [
        "doc._.kehoach_legal_references",
        "doc._.kehoach_sentences",
        "doc._.kehoach_quantities",
        "doc._.kehoach_deadlines",
    ]


class _Noted:
    """A method or cached property that notes when it is asked for."""

    def __init__(self, name, inner, asked):
        self.name, self.inner, self.asked = name, inner, asked

    def __get__(self, instance, owner):
        self.asked.add(self.name)
        return self.inner.__get__(instance, owner)

    def __set__(self, instance, value):
        raise AttributeError(self.name)


def test_a_component_requires_what_it_reads_and_nothing_else(nlp, monkeypatch):
    from pipeline.extraction.components import Layers
    from pipeline.extraction.context import Context

    asked = set()
    readers = (
        (Context, "sentence", "sentences"),
        (Context, "figures", "quantities"),
        (Context, "quantities", "quantities"),
        (Context, "symbols", "document_symbols"),
        (Context, "bodies", "bodies"),
        (Context, "due_words", "deadlines"),
        (Layers, "sentences", "sentences"),
        (Layers, "comparators", "comparators"),
        (Layers, "deadlines", "deadlines"),
        (Layers, "quantities", "quantities"),
        (Layers, "references", "legal_references"),
        (Layers, "dates", "dates"),
    )
    for owner, name, layer in readers:
        monkeypatch.setattr(owner, name, _Noted(layer, owner.__dict__[name], asked))
    doc = nlp.make_doc(FULL)
    for name, component in nlp.pipeline:
        asked.clear()
        component(doc)
        meta = nlp.get_pipe_meta(name)
        own = {key.removeprefix("doc._.kehoach_") for key in meta.assigns}
        assert {f"doc._.kehoach_{layer}" for layer in asked - own} == set(meta.requires), name


def test_nothing_is_found_twice(nlp, monkeypatch):
    from pipeline.extraction import date_roles, references
    from pipeline.grammar import bodies, symbols

    calls = Counter()
    for module, name in (
        (references, "find_references"),
        (date_roles, "find_dates"),
        (symbols, "find"),
        (bodies, "find"),
    ):
        inner = getattr(module, name)

        def counted(*given, inner=inner, key=f"{module.__name__}.{name}"):
            calls[key] += 1
            return inner(*given)

        monkeypatch.setattr(module, name, counted)
    nlp(FULL)
    lines = len(FULL.split("\n"))
    assert calls == {
        "pipeline.extraction.references.find_references": 1,
        "pipeline.extraction.date_roles.find_dates": 1,
        "pipeline.grammar.symbols.find": 1,
        "pipeline.grammar.bodies.find": lines,
    }


def test_nothing_of_ours_lies_in_the_user_data(nlp):
    assert nlp(FULL).user_data == {}


def test_the_layers_can_be_asked_by_name(nlp):
    doc = nlp(PLAN)
    assert [span.text for span in doc._.kehoach_bodies] == ["Phòng Kinh tế", "Công an xã"]
    assert nlp.make_doc(PLAN)._.kehoach_bodies is None


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("hộ  nghèo được hỗ trợ nhà ở", "hộ|nghèo|được|hỗ trợ|nhà|ở"),
        ("xã giữ gìn hoà bình theo Nghị quyết 57-NQ/TW", "xã|giữ gìn|hoà bình|theo|Nghị quyết|57|-|NQ|/|TW"),
        ("Các tổ chức khoá tập\nhuấn; 1.250,5 ha", "Các|tổ chức|khoá|tập huấn|;|1.250,5|ha"),
        ("", ""),
        (" \n", ""),
    ],
)
def test_words_of_one_syllable_or_more(text, words):
    assert "|".join(" ".join(text[slice(*span)].split()) for span in word_spans(text)) == words


def test_a_missing_model_is_told(monkeypatch, tmp_path):
    monkeypatch.setattr(segmentation, "of_package", lambda package, name: tmp_path / name)
    segmentation._model.cache_clear()
    with pytest.raises(EngineError, match="word_tokenize"):
        word_spans("hộ nghèo")
    segmentation._model.cache_clear()


@pytest.mark.parametrize("text", ["Ủy ban  nhân dân\nxã Tân Hòa xây dựng kế hoạch 03/NQ-CP.", "Hoà bình, uỷ quyền"])
def test_words_lie_over_the_text(text):
    spans = word_spans(text)
    assert spans
    assert all(a < b for a, b in spans)
    assert all(first[1] <= second[0] for first, second in zip(spans, spans[1:], strict=False))
    assert not "".join(text[b:c] for (_, b), (c, _) in zip(spans, spans[1:], strict=False)).strip()
