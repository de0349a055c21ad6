"""Fonts whose map to Unicode is shifted or has holes: the shift is found from the text itself and undone.

Such a font gives the number of a glyph, or a code off by a constant, where its map should give a letter ("7ӌ1+" for
"TỈNH"). Glyphs lie in blocks as Unicode does: one shift for ASCII, one for the letters with two marks, others for the
rest. A shift is right where it makes common Vietnamese syllables; a letter that no shift tells is taken for the one
that makes the words that it stands in the commonest. What the words do not prove is left unread.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from pipeline.assets import lines as entries
from pipeline.text.unicode import is_syllable

UNREAD = "\ufffd"
BREAK = "\u2029"
"""Stands for a space or a line's end that is no glyph: any character else may be one."""
_LETTERS = "àáâãèéêìíòóôõùúýăđĩũơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ"
_CAPITALS = _LETTERS.upper()
_USUAL = re.compile(
    f"[\t-\r -~\u00a0\u00ad\u2002-\u200b\u2010-\u2026\u2030°²³½×÷±§·•≤≥\ufeff\ufffe\uf020-\uf0ff{_LETTERS}{_CAPITALS}]"
)
_TWO_MARKS = range(0x1EA0, 0x1EFA)
_ASCII = range(0x21, 0x7F)
_FURTHEST = 130  # by which ASCII is looked for; glyphs of a font begin with it
_ODD_SHARE = 0.05  # of a page's characters, from which on a font is doubted
_ODD_LEAST = 15
_WORDS = 8  # that a shift must explain
_SOUND = 0.85  # of the words, for the whole to be believed
_AT_EDGES = {"start": "“", "end": "”", "alone": "–"}


@dataclass(frozen=True, slots=True)
class Repair:
    """Letters by the characters that stand for them, and the shift of ASCII that they were found by."""

    letters: Mapping[str, str]
    shift: int


def is_doubtful(text: str) -> bool:
    """Whether a page holds more characters that no Vietnamese text has than a formula would."""
    odd = len(text) - len(_USUAL.findall(text))
    return odd >= _ODD_LEAST and odd > _ODD_SHARE * len(text)


def solve(texts: Iterable[str], known: Repair | None = None) -> Repair | None:
    """The letters of fonts that share one shift; None where the words do not prove any.

    Args:
        texts: what the fonts give, each space that is no glyph as `BREAK`.
        known: what earlier pages have told.
    """
    text = BREAK.join(texts)
    if any(unicodedata.bidirectional(char) in ("R", "AL") for char in set(text)):
        return None  # PDFium has turned these runs around, as if they were Arabic
    shift = _ascii_shift(text) if known is None else known.shift
    if shift is None:
        return None
    letters = {chr(code - shift): chr(code) for code in (0x20, *_ASCII) if code >= shift}
    letters |= {} if known is None else known.letters
    running = _words(text, letters)
    words = Counter(running)
    unknown = {char for word in words for char in word if char not in letters}
    if not unknown and known is None:
        return None
    block = _block_shift(words, letters, unknown) if known is None else None
    if block is not None:
        letters |= _block(block, unknown)
    _assign_by_motto(running, letters)
    _assign_singly(words, letters)
    _assign_signs(words, letters)
    return Repair(letters, shift) if _is_sound(words, letters) else None


class Fonts:
    """What the pages of a document have told of its doubtful fonts so far."""

    def __init__(self) -> None:
        self._repair: Repair | None = None

    def read(self, chars: str, names: Sequence[str], breaks: Sequence[bool]) -> tuple[str, int | None]:
        """The characters of a page, doubtful fonts in letters, and their shift; as they are where none is proved.

        Args:
            chars: one for each place in the stream.
            names: of the font of each.
            breaks: whether each is a space or line's end that no font drew.
        """
        own: dict[str, list[str]] = {}
        for char, name, generated in zip(chars, names, breaks, strict=True):
            own.setdefault(name, []).append(BREAK if generated else char)
        doubtful = {
            name
            for name, text in own.items()
            if len(text) - len(_USUAL.findall("".join(text))) > _ODD_SHARE * len(text)
        }
        marked = [
            BREAK if generated else char if name in doubtful else ""
            for char, name, generated in zip(chars, names, breaks, strict=True)
        ]
        repair = solve(["".join(marked)], self._repair)
        if repair is None:
            return chars, None
        self._repair = repair
        read = (
            repair.letters.get(char, UNREAD) if name in doubtful and not generated else char
            for char, name, generated in zip(chars, names, breaks, strict=True)
        )
        return "".join(read), repair.shift


@cache
def _common() -> dict[str, float]:
    """Logarithm of how often a syllable stands in a million."""
    pairs = (entry.split(",") for entry in entries("syllables.csv"))
    return {word: math.log(int(count) + 1.0) for word, count in pairs}


_MOTTOS = tuple(
    tuple(re.findall(r"\w+", phrase))
    for phrase in ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập Tự do Hạnh phúc", "ỦY BAN NHÂN DÂN", "KẾ HOẠCH")
)
_MACINTOSH = dict(zip(range(98, 130), "ÄÅÇÉÑÖÜáàâäãåçéèêëíìîïñóòôöõúùûü", strict=True))
"""Glyphs 98 to 129 of fonts that keep the standard order of the Macintosh (OpenType, `post`, format 1)."""
_PROVED = 3  # letters that an order must explain
_IN_ORDER = 2.5  # what it adds to a letter's worth
_MARGIN = 0.3  # by which the best letter must beat the second
_CAPITAL = 0.7
_RARE = -3.0  # of a syllable that is possible, and not among the common ones
_NONE = -9.0  # of what is no syllable


def _worth(word: str) -> float:
    low = word.lower()
    return _common().get(low) or (_RARE if is_syllable(low) else _NONE)


def _ascii_shift(text: str) -> int | None:
    best: tuple[float, int] | None = None
    plain = [word for word in _common() if word.isascii() and len(word) > 1]
    for shift in range(-_FURTHEST, _FURTHEST + 1):
        shifted = {chr(ord(char) - shift) if ord(char) >= shift else "" for char in "ntho"}
        if sum(text.count(char) for char in shifted if char) < 0.02 * len(text):
            continue
        letters = {chr(code - shift): chr(code) for code in (0x20, *_ASCII) if code >= shift}
        found = Counter("".join(letters.get(char, char) for char in word) for word in _words(text, letters))
        hits = sum(found[form] for word in plain for form in (word, word.upper(), word.title()))
        if hits >= _WORDS and (best is None or hits > best[0]):
            best = float(hits), shift
    return None if best is None else best[1]


def _words(text: str, letters: Mapping[str, str]) -> list[str]:
    """The words of a text whose spaces may be shifted too, signs of ASCII and figures left out."""
    breaks = {char for char, letter in letters.items() if not letter.isalpha()}
    return [word for word in re.split(f"[{BREAK}{re.escape(''.join(breaks))}]+", text) if word]


def _block_shift(words: Mapping[str, int], letters: Mapping[str, str], unknown: set[str]) -> int | None:
    """The shift of U+1EA0 to U+1EF9 that makes the most common words of those that it completes."""
    counts: Counter[int] = Counter()
    for char in unknown:
        counts.update(code - ord(char) for code in _TWO_MARKS)
    best: tuple[float, int] | None = None
    for shift, covered in counts.items():
        if shift == 0 or covered < min(5, len(unknown)):
            continue
        trial = {**letters, **_block(shift, unknown)}
        score = sum(
            count * _worth("".join(trial[char] for char in word))
            for word, count in words.items()
            if word and all(char in trial for char in word) and not all(char in letters for char in word)
        )
        if best is None or score > best[0]:
            best = score, shift
    return best[1] if best is not None and best[0] > 0 else None


def _block(shift: int, unknown: set[str]) -> dict[str, str]:
    return {char: chr(ord(char) + shift) for char in unknown if ord(char) + shift in _TWO_MARKS}


def _assign_singly(words: Mapping[str, int], letters: dict[str, str]) -> None:
    """Gives each letter that is left the one that makes its words the commonest, the best proved first."""
    single: dict[str, str] = {}
    while True:
        open_words: dict[str, list[tuple[str, int]]] = {}
        for word, count in words.items():
            missing = {char for char in word if char not in letters}
            if len(missing) == 1 and len(word) > 1:
                open_words.setdefault(missing.pop(), []).append((word, count))
        orders = _orders(single)
        found = [best for char, uses in open_words.items() if (best := _best_letter(char, uses, letters, orders))]
        if not found:
            return
        _, char, letter = max(found)
        letters[char] = single[char] = letter


def _assign_by_motto(words: Sequence[str], letters: dict[str, str]) -> None:
    """Letters that stand in the words that every administrative paper opens with, most of which are read already."""
    for phrase in _MOTTOS:
        for at in range(len(words) - len(phrase) + 1):
            pairs = [*zip(words[at : at + len(phrase)], phrase, strict=True)]
            if any(len(word) != len(meant) for word, meant in pairs):
                continue
            spelt = [(char, letter) for word, meant in pairs for char, letter in zip(word, meant, strict=True)]
            known = sum(char in letters for char, _ in spelt)
            if 2 * known >= len(spelt) and all(letters.get(char, letter) == letter for char, letter in spelt):
                letters.update(spelt)
                break


def _orders(single: Mapping[str, str]) -> list[Callable[[str], str]]:
    """Orders of glyphs that the letters found so far keep: at one distance from Unicode, or that of the Macintosh."""
    distances = Counter(ord(letter) - ord(char) for char, letter in single.items())
    orders: list[Callable[[str], str]] = [
        lambda char, far=far: chr(ord(char) + far)  # type: ignore[misc]
        for far, count in distances.items()
        if count >= _PROVED
    ]
    if sum(_MACINTOSH.get(ord(char)) == letter for char, letter in single.items()) >= _PROVED:
        orders.append(lambda char: _MACINTOSH.get(ord(char), ""))
    return orders


def _best_letter(
    char: str, uses: Sequence[tuple[str, int]], letters: Mapping[str, str], orders: Sequence[Callable[[str], str]]
) -> tuple[float, str, str] | None:
    """How well proved, the character and its letter; None where two letters fit nearly as well, or none does."""
    taken = set(letters.values())
    expected = {order(char) for order in orders}
    scored = []
    frames = [("".join(" " if c == char else letters[c] for c in word), count) for word, count in uses]
    frames = [(frame, count) for frame, count in frames if _can_be_a_word(frame)]
    total = sum(count for _, count in frames)
    for letter in _LETTERS + _CAPITALS if total else "":
        if letter not in taken:
            worth = sum(count * _worth_in_case(frame.replace(" ", letter)) for frame, count in frames) / total
            scored.append((worth + (_IN_ORDER if letter in expected else 0.0), letter))
    scored.sort(reverse=True)
    if len(scored) < 2 or scored[0][0] <= 0 or scored[0][0] - scored[1][0] < _MARGIN * (1 + 3 / total):
        return None
    if len(frames) < 2 and scored[0][1] not in expected:  # one word proves nothing, however often it stands
        return None
    return scored[0][0] * math.log1p(total), char, scored[0][1]


@cache
def _can_be_a_word(frame: str) -> bool:
    """Whether any letter in the place of the blank makes a syllable; none does in an abbreviation ("Q ND")."""
    return any(is_syllable(frame.replace(" ", letter).lower()) for letter in _LETTERS)


def _worth_in_case(word: str) -> float:
    """As `_worth`, less for a word with a capital, which stands where a small letter could; none for mixed case."""
    if word.islower():
        return _worth(word)
    return _worth(word) - _CAPITAL if word.isupper() or word.istitle() else _NONE


def _assign_signs(words: Mapping[str, int], letters: dict[str, str]) -> None:
    """Quotes and dashes, by where they stand."""
    places: dict[str, Counter[str]] = {}
    for word, count in words.items():
        rest = "".join(letters.get(char, "") for char in word)
        if len(word) > 1 and not is_syllable(rest.lower()):
            continue
        for at, char in enumerate(word):
            if char not in letters:
                place = (
                    "alone" if len(word) == 1 else "start" if at == 0 else "end" if at == len(word) - 1 else "within"
                )
                places.setdefault(char, Counter())[place] += count
    clear = {char: (*where.elements(),)[0] for char, where in places.items() if len(where) == 1 and where.total() > 1}
    paired = {"start", "end"} <= set(clear.values())  # a quote that opens is closed; a letter at the end is none
    letters.update(
        (char, _AT_EDGES[place]) for char, place in clear.items() if place in _AT_EDGES and (paired or place == "alone")
    )


def _is_sound(words: Mapping[str, int], letters: Mapping[str, str]) -> bool:
    good = total = 0
    for word, count in words.items():
        written = "".join(letters.get(char, UNREAD) for char in word)
        if any(char.isalpha() for char in written):
            total += count
            good += count * is_syllable(written.strip("“”–"))
    return total >= 2 * _WORDS and good >= _SOUND * total
