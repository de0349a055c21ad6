"""Restores garbled text: which lines, read how, and what of it is kept."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence

from pipeline.errors import FileTooLarge
from pipeline.restoration import lost, symbols
from pipeline.restoration.channel import LOWER, TITLE, UPPER, cased
from pipeline.restoration.models import case_rates, reader
from pipeline.restoration.pieces import DIGITS, FIXED, Piece
from pipeline.restoration.reader import Reader
from pipeline.restoration.readings import KEEP_RAW, Reading
from pipeline.restoration.result import Change, Kind, Restored
from pipeline.restoration.scope import Scope, scope_of
from pipeline.restoration.symbols import Edit
from pipeline.settings import RestoreSettings
from pipeline.text.letters import CODE
from pipeline.text.misread import decode_misread
from pipeline.text.spans import Alignment, Builder, Edited, Span, outside
from pipeline.text.unicode import place_tones, sounding

SURE_FIGURE = 0.9
"""Confidence from which a bare figure is read as a word ("6" -> "ở")."""

SURE_VIETNAMESE = 0.85
"""Confidence from which what a Vietnamese OCR read is changed: most of it is right."""

SURE_DOUBTFUL = 0.95
"""Confidence from which a single word of a sound line is changed that an OCR engine read. Of the words of ten real
scans that it was 0.90 and more sure of, 204 were changed and 203 became what is meant, as judged by reading; of 29,903
words of real papers without OCR, given as if an engine had read them, 20: 7 slips of their authors and 13 at names of
villages, which are not asked about (`reading.ocr.repairs.unproved`)."""

STRIPPED_EASE = 0.5
"""What the least confidence is multiplied with where only the marks are gone: the raw word is hardly ever right."""

RESIDUE = "’'‘`´?"
"""Signs that OCR leaves at a word's end of a mark on its last letter ("sử’")."""

MOST = 300_000
"""Garbled pieces from which nothing is restored: some six hundred pages, and minutes of work. No plan is so long."""

_CHUNK = re.compile(r"\S+")
_CODE = re.compile(rf"[^\W\d_]+|[{CODE}\d]+(?:[&.][{CODE}\d]+)*")
_CLUSTER = re.compile("[^\u0300-\u036f]?[\u0300-\u036f]+")
_ENDS_MARKED = re.compile("[ơờớởỡợưừứửữựôốổăấắéêếểáảớóỏíỉýỷúủƠỜỚỞỠỢƯỪỨỬỮỰ]$")


def restore(text: str, settings: RestoreSettings | None = None, doubtful: Sequence[Span] = ()) -> Restored:
    """The text with garbled words restored, line breaks kept.

    Args:
        text: Any text. Sound Vietnamese goes through as it is.
        doubtful: Spans of `text`, in order, that a Vietnamese OCR engine read: words there may be changed though
            their lines are sound ("NỘI DỤNG", "chỉ tiết").
        settings: `restore` "auto" restores the lines that show garbling, "always" all lines, "never" none;
            `min_confidence` is the posterior below which a repair is not made but marked as a doubt.

    Raises:
        EngineError: a model is missing or damaged (raised only when a line needs it).
        FileTooLarge: more is garbled than can be restored in a sensible time.
    """
    settings = settings or RestoreSettings()
    normal, inner = _normalised(text)
    if settings.restore == "never" or not normal.strip():
        return Restored(normal, inner, 1.0, ())
    doubtful = [inner.to_clean(*span) for span in doubtful]
    decoded = decode_misread(normal)
    decoded = decoded.then(lost.filled(decoded.text))
    again = _restore(decoded.text, settings, [decoded.alignment.to_clean(*span) for span in doubtful])
    if decoded.text == normal:
        return _composed(again, inner, (), text)
    alignment = decoded.alignment.compose(inner)
    return _composed(again, alignment, [alignment.to_raw(*span) for span in _decoded_words(decoded)], text)


def _decoded_words(decoded: Edited) -> Iterator[Span]:
    """The spans of the words that another decoding has made."""
    for word in _CHUNK.finditer(decoded.text):
        raw_start, raw_end = decoded.alignment.to_raw(*word.span())
        if decoded.raw[raw_start:raw_end] != word.group():
            yield word.span()


def _normalised(text: str) -> tuple[str, Alignment]:
    """The text in NFC and its alignment."""
    if unicodedata.is_normalized("NFC", text):
        return text, Alignment.identity(len(text))
    builder = Builder(text)
    at = 0
    for found in _CLUSTER.finditer(text):
        builder.keep(at, found.start())
        builder.put(unicodedata.normalize("NFC", found.group()), found.start(), found.end())
        at = found.end()
    builder.keep(at, len(text))
    return builder.text, builder.alignment()


def _composed(result: Restored, inner: Alignment, decoded: Sequence[Span], raw: str) -> Restored:
    """`result`, whose raw text is the clean text of `inner`, told in terms of `raw`.

    Args:
        result: What was restored from the decoded text.
        inner: The alignment of the decoded text with `raw`.
        decoded: What decoding changed, as spans of `raw`.
        raw: The text as it came.
    """
    moved = [
        Change(c.start, c.end, *(span := inner.to_raw(c.raw_start, c.raw_end)), raw[span[0] : span[1]], c.restored,
               c.confidence, c.kind)
        for c in result.changes
    ]  # fmt: skip
    alignment = result.alignment.compose(inner)
    # A decoded word and a repair inside it are one change, from the signs of the file to the last reading.
    free = set(outside(((c.raw_start, c.raw_end) for c in moved), decoded))
    kept = [c for c in moved if (c.raw_start, c.raw_end) in free]
    for span in decoded:
        start, end = alignment.to_clean(*span)
        kept.append(Change(start, end, *span, raw[span[0] : span[1]], result.text[start:end], 1.0, "encoding"))
    kept.sort(key=lambda c: (c.raw_start, c.raw_end))
    return Restored(result.text, alignment, result.confidence, tuple(kept))


_Entry = tuple[Edit, float, Kind]
"""An edit, how sure it is, and of which kind."""


def _restore(text: str, settings: RestoreSettings, doubtful: Sequence[Span]) -> Restored:
    scope = scope_of(text, settings, doubtful)
    if scope is None:
        return Restored(text, Alignment.identity(len(text)), 1.0, ())
    if (loose := scope.fixed.count(False)) > MOST:
        raise FileTooLarge(None, f"{loose:,} > {MOST:,} chữ hỏng / garbled words")
    using = reader(scope.noise)
    least = settings.min_confidence * (STRIPPED_EASE if scope.noise == "stripped" else 1.0)
    shouting = [sum(map(str.isupper, s)) > 0.6 * max(sum(map(str.isalpha, s)), 1) for s in text.split("\n")]
    entries: list[_Entry | None] = []
    confidences = []
    for reading in using.read(scope.pieces, scope.fixed):
        if scope.fixed[reading.first]:
            entries.append(_symbol(scope, reading.first))
            continue
        edit, kind = _edit(text, scope.pieces, reading, using, shouting)
        if not _is_asked(text, scope, reading, edit, kind):
            continue
        confidences.append(reading.confidence)
        entries.append(_abbreviation(scope, reading) or _judged(text, scope, reading, edit, kind, least))
    edits = _with_grammar(text, [entry for entry in entries if entry is not None], scope.garbled, scope.pieces)
    return _built(text, edits, sum(confidences) / len(confidences) if confidences else 1.0)


def _symbol(scope: Scope, index: int) -> _Entry | None:
    """The document symbol that a piece of a garbled line was meant to be; None where it is sound or none."""
    piece = scope.pieces[index]
    if not scope.in_garbled(index) or (new := symbols.repair_symbol(piece.text)) == piece.text:
        return None
    return Edit(piece.start, piece.end, new), 0.95, "symbol"


def _abbreviation(scope: Scope, reading: Reading) -> _Entry | None:
    """The abbreviation ("UBND") that a single piece was meant to be; None where it is sound or none."""
    piece = scope.pieces[reading.first]
    if reading.first != reading.last or (new := symbols.repair_abbreviation(piece.text)) == piece.text:
        return None
    return Edit(piece.start, piece.end, new), 0.9, "symbol"


def _is_asked(text: str, scope: Scope, reading: Reading, edit: Edit, kind: Kind) -> bool:
    """Whether a reading changes what was in question: in a sound line the spaces of a slip, or one doubted word."""
    if scope.in_garbled(reading.first):
        return True
    if reading.first in scope.slips:
        return kind in ("split", "join") and _only_spaces(text, edit)
    return kind == "word"


def _judged(text: str, scope: Scope, reading: Reading, edit: Edit, kind: Kind, least: float) -> _Entry | None:
    """What is made of a reading: the edit, the doubt that it leaves, or nothing.

    Args:
        least: the confidence below which a repair is not made, whatever the word.
    """
    was = text[edit.start : edit.end]
    if reading.words == (KEEP_RAW,):
        unknown = kind == "word" and not _CODE.fullmatch(edit.new)
        return (edit, reading.confidence, "doubt") if unknown else None
    if edit.new == was or (scope.noise == "vietnamese" and _same_word(text, edit)):
        return None
    if reading.confidence < max(least, _sure(scope, reading, kind)):
        return Edit(edit.start, edit.end, was), reading.confidence, "doubt"
    return edit, reading.confidence, kind


def _sure(scope: Scope, reading: Reading, kind: Kind) -> float:
    """The confidence from which a word of this kind at this place is changed."""
    if kind == "figure":
        return SURE_FIGURE
    if reading.first in scope.doubted:
        return SURE_DOUBTFUL
    return SURE_VIETNAMESE if scope.noise == "vietnamese" else 0.0


def _edit(
    text: str, pieces: Sequence[Piece], reading: Reading, using: Reader, shouting: Sequence[bool]
) -> tuple[Edit, Kind]:
    """What a reading writes in place of its pieces."""
    first, last = pieces[reading.first], pieces[reading.last]
    opens = reading.first == 0 or pieces[reading.first - 1].closes
    loud = shouting[first.line] or _among_capitals(pieces, reading.first)
    words = []
    for k, (word, form) in enumerate(zip(reading.words, reading.forms, strict=True)):
        if word == KEEP_RAW:
            words.append(form)
            continue
        case = _case(using, word, form, opens and k == 0, loud)
        words.append(cased(using.model.words[word], case))
    new = " ".join(words)
    end = last.end
    if reading.words != (KEEP_RAW,) and _ENDS_MARKED.search(new) and _is_residue(text, first.start, end):
        end += 1
    kind: Kind = "split" if len(words) > 1 else "join" if reading.last > reading.first else "word"
    return Edit(first.start, end, new), "figure" if first.kind == DIGITS else kind


def _among_capitals(pieces: Sequence[Piece], i: int) -> bool:
    """Whether a piece in capitals stands beside another on its line: one half of a letterhead."""

    def capitals(at: int) -> bool:
        if not 0 <= at < len(pieces) or pieces[at].line != pieces[i].line:
            return False
        return len(pieces[at].text) > 1 and pieces[at].text.isupper()

    return capitals(i) and (capitals(i - 1) or capitals(i + 1))


def _is_residue(text: str, start: int, end: int) -> bool:
    """Whether the sign after a word is a piece of its last letter, not punctuation."""
    if text[end : end + 1] not in RESIDUE or not text[end : end + 1]:
        return False
    if text[end + 1 : end + 2] not in (" ", "\n", ",", ".", ";"):
        return False
    if text[end] == "?":
        return text[end + 1 : end + 2] == " " and text[end + 2 : end + 3].islower()
    opening = text.rfind("\n", 0, start) + 1
    return not any(sign in text[opening:start] for sign in "‘'`")


def _only_spaces(text: str, edit: Edit) -> bool:
    """Whether an edit puts in or takes out spaces and changes nothing else."""
    return edit.new.replace(" ", "").lower() == text[edit.start : edit.end].replace(" ", "").lower()


def _same_word(text: str, edit: Edit) -> bool:
    """Whether an edit changes no more than case or spelling ("quí", "hoá"), which a Vietnamese OCR gets right."""
    was = text[edit.start : edit.end]
    return sounding(place_tones(edit.new.lower())) == sounding(place_tones(was.lower()))


def _case(using: Reader, word: int, form: str, opens: bool, shouting: bool) -> int:
    """The case pattern: what the signs say, weighed with what is usual for the word at this place."""
    entry = using.entry(form)
    seen = entry.cases[entry.words.tolist().index(word)]
    if shouting:
        lean = (-4.0, -4.0, 0.0)
    elif opens:
        lean = (-2.0, 0.0, -5.0)
    else:
        rates = case_rates()[word]
        lean = (float(rates[LOWER]), float(rates[TITLE]), float(rates[UPPER]))
    return max((LOWER, TITLE, UPPER), key=lambda case: seen[case] + lean[case])


def _with_grammar(text: str, edits: list[_Entry], flags: Sequence[bool], pieces: Sequence[Piece]) -> list[_Entry]:
    """The edits of the words with those that grammar proves; where they meet, grammar wins."""
    starts = [0]
    for line in text.split("\n"):
        starts.append(starts[-1] + len(line) + 1)
    proven: list[Edit] = []
    from bisect import bisect_right

    for source in (symbols.spacing, symbols.labels, symbols.romans):
        proven += [e for e in source(text) if flags[bisect_right(starts, e.start) - 1]]
    for before, after in zip(pieces, pieces[1:], strict=False):
        if after.glued and flags[after.line] and after.kind == FIXED and after.text[0].isdigit():
            between = text[before.end : after.start]
            word = symbols.DATE_WORD.fullmatch(before.text + after.text[:4].split("/")[0].split("-")[0])
            if word is not None and between in ("", ":"):
                proven.append(Edit(after.start, after.start, " "))
    taken = sorted((e.start, e.end) for e in proven)
    free = [
        entry for entry in edits
        if not any(s < entry[0].end and entry[0].start < e for s, e in _near(taken, entry[0]))
    ]  # fmt: skip
    free += [(e, 0.95, "symbol") for e in proven]
    free.sort(key=lambda entry: (entry[0].start, entry[0].end))
    return free


def _near(taken: list[tuple[int, int]], edit: Edit) -> list[tuple[int, int]]:
    from bisect import bisect_left

    low = bisect_left(taken, (edit.start - 12, 0))
    return taken[low : bisect_left(taken, (edit.end, 0))]


def _built(text: str, edits: Sequence[_Entry], confidence: float) -> Restored:
    builder = Builder(text)
    changes = []
    at = 0
    for edit, sure, kind in edits:
        if edit.start < at:
            continue
        builder.keep(at, edit.start)
        start = builder.length
        builder.put(edit.new, edit.start, edit.end)
        raw = text[edit.start : edit.end]
        changes.append(Change(start, builder.length, edit.start, edit.end, raw, edit.new, round(sure, 4), kind))
        at = edit.end
    builder.keep(at, len(text))
    return Restored(builder.text, builder.alignment(), round(confidence, 4), tuple(changes))
