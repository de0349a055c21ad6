"""Files that hold one plan: the text layer and the scan, the draft and the signed copy.

What decides is who issued it and when, never the wording: communes write by one template, so that plans of two of them
share nine tenths of their text. Only plans of one unit are compared at all, which also keeps the work near linear.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations
from typing import Literal

from rapidfuzz import fuzz

from pipeline.comparing import skeleton
from pipeline.comparing.model import Duplicate
from pipeline.messages import both
from pipeline.records import Assignment, DateMention, LegalReference, Record, Target
from pipeline.text.unicode import fold

_HELD, _HELD_GARBLED = 0.8, 0.5
"""Least share of the shorter text in the other: 0.80 between a plan and its scan read by the wrong language."""
_ALIKE, _ALIKE_GARBLED = 0.6, 0.33
"""Least Jaccard similarity: both texts are of one length, or one is a part of the other and no plan at all."""
_SHINGLES = 60  # of a text that is long enough to judge
_FIGURES = 0.80
_SOUND = 0.75
_MAX_IN_BUCKET = 400
_FAR = 60
"""Ratio of two names below which no scan turns one into the other; texts of other plans are not compared closely."""

_Kind = Literal["same-file", "same-text", "same-plan"]


@dataclass(frozen=True, slots=True)
class _Trace:
    """What is known of one file for telling versions from neighbours."""

    stem: str
    record: Record
    name: str
    text: str
    own_text: bool

    @property
    def shingles(self) -> frozenset[int]:
        return _shingles(self.text)

    @property
    def sound(self) -> float:
        return skeleton.soundness(self.text)


def find_duplicates(
    plans: Sequence[tuple[str, Record]], texts: Mapping[str, str] | None = None
) -> tuple[Duplicate, ...]:
    """Pairs of files that hold one plan, the better one named first.

    Args:
        plans: stem and record of each file.
        texts: stem -> text, where it is given; else the quotes of the record stand for it.
    """
    texts = texts or {}
    buckets: dict[str, list[_Trace]] = defaultdict(list)
    nameless: list[_Trace] = []
    for stem, record in plans:
        trace = _trace(stem, record, texts.get(stem))
        if trace.name:
            buckets[_bucket(trace.name)].append(trace)
        else:
            nameless.append(trace)
    pairs = [pair for bucket in buckets.values() for pair in combinations(bucket[:_MAX_IN_BUCKET], 2)]
    named = [trace for bucket in buckets.values() for trace in bucket]
    pairs += _near_pairs(nameless, named)
    found = [duplicate for a, b in pairs if (duplicate := _judge(a, b))]
    return tuple(sorted(found, key=lambda pair: (pair.better, pair.worse)))


@lru_cache(maxsize=512)
def _shingles(text: str) -> frozenset[int]:
    return skeleton.shingles(text)


def _trace(stem: str, record: Record, text: str | None) -> _Trace:
    own = text is not None and bool(text.strip())
    body = text if own and text is not None else _quotes(record)
    unit = record.document.unit or ""
    name = skeleton.plain_name(_bare(unit))
    if not name:
        common = skeleton.unit_names(body).most_common(1)
        name = common[0][0] if common and common[0][1] >= 2 else ""
    return _Trace(stem, record, name, body, own)


def _quotes(record: Record) -> str:
    """The record's own words in place of the text: quotes of all items and the titles of its parts."""
    items: tuple[LegalReference | Target | Assignment | DateMention, ...] = (
        *record.legal_references,
        *record.targets,
        *record.assignments,
        *record.dates,
    )
    parts = [record.document.title or "", *(s.title for s in record.sections), *(item.quote for item in items)]
    parts += [target.indicator for target in record.targets] + [task.task for task in record.assignments]
    return "\n".join(parts)


def _bare(unit: str) -> str:
    """The name without the word of its level."""
    for level in ("xã ", "phường ", "thị trấn ", "đặc khu ", "tỉnh ", "thành phố "):
        if unit.lower().startswith(level):
            return unit[len(level) :]
    return unit


def _bucket(name: str) -> str:
    """Names that a scan could take for one another fall into one bucket: consonants of the first and last syllable."""
    words = name.split()
    bare = skeleton.skeleton(words[0])[:1] + skeleton.skeleton(words[-1])[:1] if words else ""
    return bare or name


def _near_pairs(nameless: Sequence[_Trace], named: Sequence[_Trace]) -> list[tuple[_Trace, _Trace]]:
    """Files without a readable unit, each with the files whose sketch shares enough hashes."""
    if not nameless:
        return []
    everyone = [*nameless, *named]
    sketches = [skeleton.sketch(skeleton.shingles(trace.text)) for trace in everyone]
    postings: dict[int, list[int]] = defaultdict(list)
    for at, kept in enumerate(sketches):
        for value in kept:
            postings[value].append(at)
    pairs = []
    for at in range(len(nameless)):
        shared: dict[int, int] = defaultdict(int)
        for value in sketches[at]:
            if len(postings[value]) <= 50:
                for other in postings[value]:
                    shared[other] += 1
        best = sorted((other for other in shared if other > at), key=lambda other: -shared[other])[:20]
        pairs += [(everyone[at], everyone[other]) for other in best if shared[other] >= 20]
    return pairs


def _judge(a: _Trace, b: _Trace) -> Duplicate | None:
    if a.record.source.sha256 and a.record.source.sha256 == b.record.source.sha256:
        return _duplicate(_ranked(a, b), "same-file", 1.0, None, [both("versions", "same-file")])
    if a.name and b.name and fuzz.ratio(a.name, b.name) < _FAR:
        return None
    garbled = min(a.sound, b.sound) < _SOUND
    clash = _clash(a.record, b.record)
    if not _same_unit(a, b, garbled) or (clash and not garbled):
        return None
    share = skeleton.held(a.shingles, b.shingles)
    if not _is_shared(a, b, share, garbled):
        return None
    same_figures = skeleton.cosine(skeleton.figures(a.text), skeleton.figures(b.text))
    if same_figures < _FIGURES or _other_years(a.text, b.text):
        return None
    if _other_title(a.record.document.title, b.record.document.title, garbled):
        return None
    if not garbled and not (a.own_text and b.own_text) and not _agrees(a.record, b.record):
        return None
    better, worse = _ranked(a, b)
    why = [both("versions", "shared", share, same_figures)]
    if garbled:
        why.append(both("versions", "garbled", worse.stem))
    if clash:
        why.append(both("versions", clash))
    return _duplicate((better, worse), "same-text" if share > 0.97 else "same-plan", round(share, 4), clash, why)


def _duplicate(
    files: tuple[_Trace, _Trace], kind: _Kind, score: float, clash: str | None, why: Sequence[Mapping[str, str]]
) -> Duplicate:
    vi, en = (tuple(said[lang] for said in why) for lang in ("vi", "en"))
    better, worse = files
    return Duplicate(better.stem, worse.stem, kind, score, clash is not None, vi, en)


def _is_shared(a: _Trace, b: _Trace, share: float, garbled: bool) -> bool:
    """Whether both texts are long enough to judge and one holds most of the other; of a bad scan less is asked."""
    if len(a.shingles) < _SHINGLES or len(b.shingles) < _SHINGLES:
        return False
    alike = len(a.shingles & b.shingles) / max(len(a.shingles | b.shingles), 1)
    least, least_alike = (_HELD_GARBLED, _ALIKE_GARBLED) if garbled else (_HELD, _ALIKE)
    return share >= least and alike >= least_alike


def _same_unit(a: _Trace, b: _Trace, garbled: bool) -> bool:
    """Whether both files speak of one unit; of a garbled one the readings of all mentions vote."""
    if a.record.document.unit and b.record.document.unit:
        left, right = fold(a.record.document.unit), fold(b.record.document.unit)
        if left == right:
            return True
        if not garbled:
            return False
    if not garbled:
        return a.name == b.name
    bad, good = (a, b) if a.sound < b.sound else (b, a)
    readings = skeleton.unit_names(bad.text)
    if bad.name:
        readings[bad.name] += 1
    if not good.name or not readings:
        return not good.name and not readings
    near = sum(count for name, count in readings.items() if fuzz.ratio(name, good.name) >= 85)
    return near * 2 >= sum(readings.values())


def _clash(a: Record, b: Record) -> str | None:
    """The first field of the head that both state and state differently, as the catalogue names it."""
    left, right = a.document, b.document
    if left.number and right.number and left.number.lstrip("0") != right.number.lstrip("0"):
        return "other-number"
    dates = (left.issue_date or "", right.issue_date or "")
    if all(len(date) == 10 for date in dates) and dates[0] != dates[1]:
        return "other-date"
    if left.period and right.period and left.period != right.period:
        return "other-period"
    return None


def _other_title(a: str | None, b: str | None, garbled: bool) -> bool:
    """Whether two titles are of different plans; that of a scan may have swallowed what follows it."""
    if not a or not b:
        return False
    left, right = fold(a), fold(b)
    if garbled:
        return fuzz.partial_ratio(left, right) < 55
    return fuzz.ratio(left, right) < 85


def _agrees(a: Record, b: Record) -> bool:
    """Whether number, date or the length of the lists speak for one plan where no texts are given."""
    left, right = a.document, b.document
    known = bool(left.number and left.number == right.number) or bool(
        left.issue_date and len(left.issue_date) == 10 and left.issue_date == right.issue_date
    )
    return known or (left.title == right.title and left.period == right.period)


def _other_years(a: str, b: str) -> bool:
    """Whether the year that each text speaks of most is another: the plan of the next year, not another copy."""
    tops = []
    for text in (a, b):
        years = {
            year: count for year, count in skeleton.figures(text).items() if len(year) == 4 and "2015" < year < "2050"
        }
        top = max(years.values(), default=0)
        tops.append({year for year, count in years.items() if count >= 0.8 * top})
    return bool(tops[0] and tops[1] and not tops[0] & tops[1])


def _ranked(a: _Trace, b: _Trace) -> tuple[_Trace, _Trace]:
    """The better text first: sound spelling, then the reader's own measure, then how much was found, then the name."""

    def worth(trace: _Trace) -> tuple[float, float, int, int]:
        record = trace.record
        found = len(record.targets) + len(record.assignments) + len(record.legal_references)
        method = {"docx": 3, "sheet": 3, "html": 3, "text": 2, "text-layer": 3, "mixed": 1, "ocr": 0}.get(
            record.source.method, 0
        )
        return round(trace.sound, 1), round(record.source.quality, 1) - 0.2 * record.source.restored, method, found

    return (a, b) if (worth(a), b.stem) >= (worth(b), a.stem) else (b, a)
