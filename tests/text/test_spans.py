import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.text.spans import Alignment, Builder, Edited, contains, outside, overlaps

# A raw text as pieces, each kept, dropped or replaced.
PIECES = st.lists(st.tuples(st.text(min_size=1, max_size=6), st.one_of(st.none(), st.text(max_size=6))), max_size=12)


def build(pieces):
    raw = "".join(piece for piece, _ in pieces)
    builder = Builder(raw)
    at = 0
    for piece, new in pieces:
        end = at + len(piece)
        if new is None:
            builder.keep(at, end)
        else:
            builder.put(new, at, end)
        at = end
    return raw, builder.text, builder.alignment()


@given(PIECES)
def test_pieces_cover_the_clean_text_without_gaps(pieces):
    _, clean, alignment = build(pieces)
    at = 0
    for piece in alignment.pieces:
        assert piece.start == at
        at = piece.end
    assert at == len(clean)


@given(PIECES, st.data())
def test_a_kept_stretch_maps_character_by_character(pieces, data):
    raw, clean, alignment = build(pieces)
    for piece in alignment.pieces:
        if piece.end - piece.start == piece.raw_end - piece.raw_start and piece.end > piece.start:
            if clean[piece.start : piece.end] != raw[piece.raw_start : piece.raw_end]:
                continue
            start = data.draw(st.integers(piece.start, piece.end - 1))
            end = data.draw(st.integers(start + 1, piece.end))
            assert raw[slice(*alignment.to_raw(start, end))] == clean[start:end]


@given(PIECES, st.data())
def test_mapping_is_monotone(pieces, data):
    _, clean, alignment = build(pieces)
    a, b, c = sorted(data.draw(st.integers(0, len(clean))) for _ in range(3))
    if a < b < c:
        first, second = alignment.to_raw(a, b), alignment.to_raw(b, c)
        assert first[0] <= first[1]
        assert first[0] <= second[0]
        assert first[1] <= second[1]


@given(PIECES)
def test_whole_maps_to_whole(pieces):
    raw, clean, alignment = build(pieces)
    if clean and raw:
        start, end = alignment.to_raw(0, len(clean))
        assert 0 <= start <= end <= len(raw)
        assert alignment.to_clean(0, len(raw)) == (0, len(clean))


@given(PIECES)
def test_composing_with_identity_changes_nothing(pieces):
    raw, clean, alignment = build(pieces)
    for start in range(len(clean)):
        assert alignment.compose(Alignment.identity(len(raw))).to_raw(start, start + 1) == alignment.to_raw(
            start, start + 1
        )


def test_two_edits_composed_reach_the_first_text():
    first = Builder("Nghi quyet so 57-\nNQ/TW")
    first.put("Nghị quyết số", 0, 13)
    first.keep(13, 17)
    first.put("", 17, 18)
    first.keep(18, 23)
    second = Builder(first.text)
    second.put("", 0, 11)
    second.keep(11, len(first.text))
    both = second.alignment().compose(first.alignment())
    at = second.text.index("57-NQ/TW")
    assert "Nghi quyet so 57-\nNQ/TW"[slice(*both.to_raw(at, at + 8))] == "57-\nNQ/TW"


def test_dropped_text_is_empty_in_the_clean_text():
    builder = Builder("57-\nNQ")
    builder.keep(0, 3)
    builder.put("", 3, 4)
    builder.keep(4, 6)
    assert builder.text == "57-NQ"
    assert builder.alignment().to_clean(3, 4) == (3, 3)
    assert builder.alignment().to_raw(0, 5) == (0, 6)


def test_outside_the_text_is_an_error():
    with pytest.raises(IndexError):
        Alignment.identity(3).to_raw(1, 4)


@given(
    st.lists(st.tuples(st.integers(0, 30), st.integers(1, 6))),
    st.lists(st.tuples(st.integers(0, 30), st.integers(1, 6))),
)
def test_outside_agrees_with_the_definition(a, b):
    spans = [(start, start + length) for start, length in a]
    taken = [(start, start + length) for start, length in b]
    assert outside(spans, taken) == [span for span in spans if not any(overlaps(span, other) for other in taken)]


def test_contains():
    assert contains((0, 5), (1, 5))
    assert not contains((0, 5), (1, 6))


def test_an_edit_that_begins_within_the_one_before_is_left_out() -> None:
    edited = Edited.of("abcdef").then([(0, 3, "x"), (2, 4, "y"), (4, 5, "z")])
    assert edited.text == "xdzf"
    assert edited.alignment.to_raw(0, 1) == (0, 3)
