"""From the wording of an indicator to the terms that tell what it measures.

A wording is normalised, cut into words by a unigram model over a table of Vietnamese words
(models/similarity/words.tsv: word, number of paragraphs that hold it), and each word is brought to its concept by a
table of synonyms. What says nothing
of the thing measured (function words, comparators, "đạt", "trên địa bàn") is dropped.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from pipeline import assets
from pipeline.text.letters import CODE, UPPER
from pipeline.text.unicode import nfc, place_tones

MAX_WORD = 8
"""Syllables of the longest compound that the segmenter tries."""
THIN = 5.0
"""Weight of terms below which a wording does not tell by itself what it measures."""
_OWN_COST = 3.0
_UNKNOWN_COST = 18.0
_MAX_WEIGHT = 8.0
_LIGHT = 1.5

_PLACE = re.compile(
    r"\b([Xx]ã|[Pp]hường|[Tt]hị trấn|[Đđ]ặc khu|[Tt]ỉnh|[Tt]hành phố|[Hh]uyện|[Qq]uận|XÃ|PHƯỜNG)"
    rf"((?: [{UPPER}][\w'-]*){{2,4}}| \d{{1,2}}\b)"
)
_HAMLETS = re.compile(
    r"(?:\b(?:tại|ở|thuộc)\s+)?(?:\bcác\s+)?\b(?:thôn|xóm|ấp|bản|khóm|buôn|làng|khu phố|tổ dân phố|khu)\s+"
    rf"[{UPPER}][\w'-]*(?:\s+[{UPPER}0-9][\w'-]*)*(?:(?:\s*,\s*|\s+và\s+)[{UPPER}][\w'-]*(?:\s+[{UPPER}0-9][\w'-]*)*)*"
)
_URL = re.compile(r"(?:https?://|www\.)\S+|\b[\w.-]+\.(?:gov|edu|com|org|net|vn)\b\S*", re.IGNORECASE)
_CITATION = re.compile(
    r"(?:\b(?:tại|theo)\s+)?\b(?:Luật|Nghị định|Nghị quyết|Quyết định|Thông tư|Kế hoạch|Chỉ thị|Công văn)\s+(?:số\s*)?"
    r"\d+[\w/&.-]*(?:\s*,?\s*ngày\s+\d{1,2}[/.-]\d{1,2}[/.-]\d{4})?",
    re.IGNORECASE,
)
_DATE = re.compile(
    r"\b(?:ngày\s+)?\d{1,2}[/.-]\d{1,2}[/.-]\d{4}\b|\b(?:tháng\s+)?\d{1,2}/\d{4}\b|"
    r"\(?\b(?:(?:đến|hết|cuối|trong|từ)\s+)*(?:(?:giai đoạn|năm|các năm)\s+)?(?:19|20)\d\d"
    r"(?:\s*[-–]\s*(?:19|20)\d\d)?\b\)?",
    re.IGNORECASE,
)
_EXCEPT = re.compile(
    r"\((?:trừ|ngoại trừ|không (?:bao gồm|tính|kể))[^)]*\)|[,;]?\s+(?:trừ|ngoại trừ)\s+[^,;.]*", re.IGNORECASE
)
_TOKEN = re.compile(r"[^\W\d_]+(?:&[^\W\d_]+)?|\d+(?:[.,]\d+)*|[,;:()/]")
_COUNT_WORDS = {
    "một": "1",
    "hai": "2",
    "ba": "3",
    "bốn": "4",
    "năm": "5",
    "sáu": "6",
    "bảy": "7",
    "tám": "8",
    "chín": "9",
}
_COUNTED = frozenset(
    ("tuổi", "sao", "tháng", "buổi", "lần", "lớp", "cấp", "bước", "loại", "mũi", "tại", "giờ", "vạn", "nghìn", "ngày")
)


@dataclass(frozen=True, slots=True)
class Wording:
    """What of an indicator's wording takes part in the comparison.

    `terms` are concepts in reading order, each once; `subject` of them stand before the predicate. `numbers` are
    figures inside the wording with the word that they count ("5 tuổi"), years and citations left out.
    """

    text: str
    """Normalised words, for string similarity."""
    terms: tuple[str, ...]
    subject: int
    numbers: frozenset[str]
    negated: bool


@cache
def _pairs(name: str) -> dict[str, str]:
    found = {}
    for line in assets.lines(f"comparing/{name}"):
        head, _, rest = line.partition("=")
        for variant in rest.split("|"):
            found[place_tones(variant.strip())] = place_tones(head.strip())
    return found


@cache
def abbreviations() -> dict[str, str]:
    """Short form -> what it stands for, lower case."""
    found = {}
    for line in assets.lines("comparing/abbreviations.txt"):
        short, _, full = line.partition("=")
        found[short.strip()] = place_tones(full.strip())
    return found


@cache
def synonyms() -> dict[str, str]:
    """Variant -> the concept that it is one of."""
    table = _pairs("synonyms.txt")
    return {variant: table.get(concept, concept) for variant, concept in table.items()}


@cache
def _set(name: str) -> frozenset[str]:
    return frozenset(map(place_tones, assets.lines(f"comparing/{name}")))


@dataclass(frozen=True, slots=True)
class Contrast:
    """Concepts that stand against each other; `audience` where they are of who is counted, not of what."""

    words: frozenset[str]
    audience: bool


@cache
def contrast_sets() -> tuple[Contrast, ...]:
    """The rows of the contrast table."""
    known = synonyms()
    found = []
    for line in assets.lines("comparing/contrasts.txt"):
        row = [place_tones(word.strip()) for word in line.removeprefix("~").split("|")]
        found.append(Contrast(frozenset(known.get(word, word) for word in row), line.startswith("~")))
    return tuple(found)


@cache
def _table() -> tuple[dict[str, int], int]:
    """Word -> number of paragraphs with it, and the number of paragraphs counted."""
    counts: dict[str, int] = {}
    total = 1
    with assets.model("similarity/words.tsv").open(encoding="utf-8") as lines:
        for line in lines:
            word, _, count = line.rstrip("\n").partition("\t")
            if word.startswith("#"):
                total = int(count)
            else:
                counts[word] = int(count)
    return counts, total


@cache
def _own_words() -> frozenset[str]:
    contrasts = frozenset(word for row in contrast_sets() for word in row.words)
    words = {
        *synonyms(),
        *synonyms().values(),
        *_set("stop.txt"),
        *_set("predicates.txt"),
        *_set("light.txt"),
        *contrasts,
    }
    return frozenset(word for word in words if word)


@cache
def _costs() -> dict[str, float]:
    counts, total = _table()
    costs = {word: math.log(total / count) for word, count in counts.items()}
    costs.update({word: min(costs.get(word, _OWN_COST), _OWN_COST) for word in _own_words()})
    return costs


def clean(text: str) -> str:
    """The wording without citations, dates, web addresses, exceptions and names of units; NFC, new tone placement."""
    text = place_tones(nfc(text)).replace("–", "-")
    text = _PLACE.sub(r"\1", text)
    for pattern in (_HAMLETS, _URL, _CITATION, _DATE, _EXCEPT):
        text = pattern.sub(" ", text)
    text = re.sub(r"(\d)\.(?=\d{3}\b)", r"\1", text)
    return " ".join(text.split())


def _expanded(text: str) -> Iterator[str]:
    short = abbreviations()
    for token in _TOKEN.findall(text.lower()):
        yield from short[token].split() if token in short else (token,)


@lru_cache(maxsize=100_000)
def words(text: str) -> tuple[str, ...]:
    """The words of a wording, abbreviations spelt out, compounds together, punctuation dropped.

    The cheapest cut under a unigram model; a comma inside a compound is allowed for the words of the synonym and
    contrast tables only ("phòng cháy, chữa cháy"). Time linear in the number of syllables.
    """
    syllables: list[str] = []
    broken: list[bool] = []  # a mark stands before this syllable
    mark = False
    for token in _expanded(text):
        if not token[0].isalnum():
            mark = True
            continue
        syllables.append(token)
        broken.append(mark)
        mark = False
    costs, own = _costs(), _own_words()
    best = [0.0] + [math.inf] * len(syllables)
    back = [0] * (len(syllables) + 1)
    for start in range(len(syllables)):
        crossed = False
        for end in range(start + 1, min(start + MAX_WORD, len(syllables)) + 1):
            crossed = crossed or (end - 1 > start and broken[end - 1])
            word = " ".join(syllables[start:end])
            cost = costs.get(word)
            if cost is None:
                if end > start + 1:
                    continue
                cost = _UNKNOWN_COST if not word[0].isdigit() else 2.0
            if crossed and word not in own:
                continue
            if best[start] + cost < best[end]:
                best[end], back[end] = best[start] + cost, start
    cut: list[str] = []
    end = len(syllables)
    while end:
        cut.append(" ".join(syllables[back[end] : end]))
        end = back[end]
    return tuple(reversed(cut))


@lru_cache(maxsize=100_000)
def wording(indicator: str) -> Wording:
    """The comparable content of one indicator's wording."""
    cut = words(clean(indicator))
    stop, predicates, known = _set("stop.txt"), _set("predicates.txt"), synonyms()
    terms: list[str] = []
    numbers: set[str] = set()
    subject: int | None = None
    negated = False
    for at, word in enumerate(cut):
        if word in ("không", "chưa", "chẳng") and subject != 0:
            negated = True
        if word[0].isdigit() or (word in _COUNT_WORDS and at + 1 < len(cut) and cut[at + 1] in _COUNTED):
            value = _COUNT_WORDS.get(word, word).lstrip("0") or "0"
            if at and cut[at - 1] in ("ít nhất", "tối thiểu") and value == "1":
                continue
            numbers.add(f"{value} {_counted(cut, at)}".strip())
            continue
        if at and cut[at - 1][0].isdigit() and word in _COUNTED:
            continue
        if subject is None and terms and word in predicates:
            subject = len(terms)
        if word in stop or word == "không":
            continue
        concept = known.get(word, word)
        if concept not in terms and concept not in stop:
            terms.append(concept)
    numbers |= _codes(indicator)
    return Wording(" ".join(cut), tuple(terms), len(terms) if subject is None else subject, frozenset(numbers), negated)


def _codes(indicator: str) -> set[str]:
    """Capitals that stand for something of which there are many ("BCG", "DPT"), spelt-out abbreviations aside."""
    if indicator.isupper():
        return set()
    return {
        code
        for code in re.findall(rf"\b[{CODE}][{CODE}0-9]+\b", clean(indicator))
        if code.lower() not in abbreviations()
    }


def in_context(indicator: str, context: str) -> Wording:
    """The wording; where it says next to nothing ("mô hình điểm"), with what the plan is about added to its
    predicate.
    """
    own = wording(indicator)
    if not context or mass(own.terms) >= THIN:
        return own
    about = wording(context)
    more = tuple(term for term in about.terms if term not in own.terms)
    return Wording(f"{own.text} {about.text}", own.terms + more, own.subject, own.numbers, own.negated)


def _counted(cut: tuple[str, ...], at: int) -> str:
    if at + 1 < len(cut) and cut[at + 1] in _COUNTED:
        return cut[at + 1]
    if at and cut[at - 1] in _COUNTED | {"mức độ", "cấp độ", "đề án", "loại", "hạng"}:
        return cut[at - 1]
    return ""


@lru_cache(maxsize=200_000)
def weight(term: str) -> float:
    """How much a term tells, 0.5..8: its inverse frequency in general administrative text (nats)."""
    if term in _set("light.txt"):
        return _LIGHT
    counts, total = _table()
    seen = sum(counts.get(word, 0) for word in _variants().get(term, (term,)))
    if not seen:
        parts = [counts.get(part, 1) for part in term.split()]
        seen = max(1, min(parts) // 4) if parts else 1
    return min(max(math.log(total / seen), 0.5), _MAX_WEIGHT)


@cache
def _variants() -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for variant, concept in synonyms().items():
        found.setdefault(concept, [concept]).append(variant)
    return {concept: tuple(sorted(set(variants))) for concept, variants in found.items()}


def mass(terms: Iterable[str]) -> float:
    """The sum of the terms' weights."""
    return sum(map(weight, terms))
