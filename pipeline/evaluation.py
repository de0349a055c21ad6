"""Precision, recall and F1 of records against gold records, a table each.

Two items agree if their telling fields do, after normalisation of case, punctuation, tone placement and the usual
abbreviations; long texts need not be equal but close. Items are paired one to one, the most alike first, and the
figures are micro-averaged over all documents.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from rapidfuzz import fuzz

from pipeline.errors import DamagedFile, MissingFile, UsageError
from pipeline.messages import both
from pipeline.text.unicode import place_tones

Item = Mapping[str, Any]
Agree = Callable[[Item, Item], bool]

_ABBREVIATIONS = {
    "ubnd": "ủy ban nhân dân",
    "hđnd": "hội đồng nhân dân",
    "ubmttq": "ủy ban mặt trận tổ quốc",
    "vhxh": "văn hóa xã hội",
    "mttq": "mặt trận tổ quốc",
    "kh&cn": "khoa học và công nghệ",
}
_ABBREVIATED = re.compile(r"\b(?:" + "|".join(map(re.escape, _ABBREVIATIONS)) + r")\b")
_PUNCTUATION = re.compile(r"[^\w%/&]+")


@lru_cache(maxsize=65536)
def normal(text: str) -> str:
    """`text` as it is compared: lower case, one tone placement, abbreviations spelt out, no punctuation."""
    text = place_tones(unicodedata.normalize("NFC", text).lower())
    text = _ABBREVIATED.sub(lambda found: _ABBREVIATIONS[found.group()], text)
    return " ".join(_PUNCTUATION.sub(" ", text).split())


def _text(item: Item, key: str) -> str:
    value = item.get(key)
    return "" if value is None else normal(str(value))


def _alike(a: str, b: str, least: float) -> bool:
    """Whether two normalised texts are the same up to small differences; word order is forgiven in long ones."""
    if not a or not b:
        return a == b
    if fuzz.ratio(a, b) >= least:
        return True
    return min(len(a), len(b)) > 12 and 0.97 * fuzz.token_set_ratio(a, b) >= least


def _same(key: str) -> Agree:
    return lambda gold, found: _text(gold, key) == _text(found, key)


def _close(key: str, least: float) -> Agree:
    return lambda gold, found: _alike(_text(gold, key), _text(found, key), least)


def _equal(key: str) -> Agree:
    """Equal as they stand; absent, null, false and empty are one."""
    return lambda gold, found: (gold.get(key) or None) == (found.get(key) or None)


def _all(*tests: Agree) -> Agree:
    return lambda gold, found: all(test(gold, found) for test in tests)


def _number(item: Item) -> str:
    return "".join(str(item.get("canonical") or item.get("number") or "").split()).upper()


def _same_paper(gold: Item, found: Item) -> bool:
    """Same canonical number, or bare number; a law that is cited by name alone goes by its title."""
    number = _number(gold)
    return number == _number(found) and (bool(number) or _close("title", 80)(gold, found))


def _same_value(gold: Item, found: Item) -> bool:
    try:
        return abs(float(gold["value"]) - float(found["value"])) < 1e-9
    except (KeyError, TypeError, ValueError):
        return False


def _same_task(gold: Item, found: Item) -> bool:
    """Same beginning of the task: annotators and rules end it at different words."""
    a, b = _text(gold, "task"), _text(found, "task")
    if not a or not b:
        return a == b
    reach = max(30, min(len(a), len(b), 120))
    return max(fuzz.ratio(a[:reach], b[:reach]), fuzz.partial_ratio(a[:80], b)) >= 82


def _same_matter(gold: Item, found: Item) -> bool:
    return _close("about", 75)(gold, found) or _close("quote", 75)(gold, found)


_REFERENCE = _all(_same("type"), _same_paper)
_TARGET = _all(_same_value, _same("unit"), _close("indicator", 80))
_DUTY = _all(_close("body", 88), _same_task)

TABLES: dict[str, tuple[str, Agree]] = {
    "references": ("legal_references", _REFERENCE),
    "references.full": ("legal_references", _all(_REFERENCE, _equal("date"), _close("issuer", 88), _equal("role"))),
    "dates": ("dates", _equal("edtf")),
    "dates.role": ("dates", _all(_equal("edtf"), _equal("role"), _equal("recurring"))),
    "targets": ("targets", _TARGET),
    "targets.full": ("targets", _all(_TARGET, _equal("comparator"), _equal("due"))),
    "assignments": ("assignments", _DUTY),
    "assignments.full": ("assignments", _all(_DUTY, _equal("role"), _equal("due"))),
    "findings": ("findings", _all(_equal("kind"), _same_matter)),
}
"""Name of each figure -> the table of the record that it measures, and when two items of it agree."""

_FIELDS: dict[str, Agree] = {
    **{
        key: _same(key)
        for key in (
            "type", "number", "symbol", "unit", "province", "place", "issue_date", "period", "signer", "signer_title",
            "archive",
        )
    },
    "issuer": _close("issuer", 90),
    "title": _close("title", 90),
    "authority": lambda gold, found: _same_lines(gold["authority"], found.get("authority") or ()),
    "recipients": lambda gold, found: _same_lines(gold["recipients"], found.get("recipients") or ()),
}  # fmt: skip
_UNSCORED = "other"  # kind of finding that no rule is asked for


def _same_lines(gold: Sequence[str], found: Sequence[str]) -> bool:
    """Nine of ten lines are there, and there are hardly more."""
    there = sum(any(_alike(normal(str(a)), normal(str(b)), 85) for b in found) for a in gold)
    return there >= 0.9 * len(gold) and len(found) <= 1.15 * len(gold) + 1


def _field_agrees(key: str, gold: Item, found: Item) -> bool:
    if not gold.get(key):
        return not found.get(key)
    return _FIELDS[key](gold, found)


@dataclass(frozen=True, slots=True)
class Score:
    """One line of the table: counts of items that agree, of gold items and of items found.

    For "document" the items are head and foot fields, and `gold` equals `found`.
    """

    name: str
    hits: int
    gold: int
    found: int
    missed: tuple[Item, ...] = ()
    extra: tuple[Item, ...] = ()

    @property
    def precision(self) -> float:
        """Share of what was found that is right; 1 where nothing was to be found and nothing was."""
        return self.hits / self.found if self.found else float(not self.gold)

    @property
    def recall(self) -> float:
        """Share of the gold that was found."""
        return self.hits / self.gold if self.gold else 1.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


def evaluate(pairs: Iterable[tuple[Item, Item]]) -> tuple[Score, ...]:
    """The figures over pairs of (gold record, record), as plain JSON values; "document" first, then `TABLES`."""
    pairs = list(pairs)
    return (_fields(pairs), *(_table(name, pairs) for name in TABLES))


def _fields(pairs: Sequence[tuple[Item, Item]]) -> Score:
    hits = 0
    wrong: list[Item] = []
    for gold, found in pairs:
        info = found.get("document") or {}
        for key in _FIELDS:
            if _field_agrees(key, gold["document"], info):
                hits += 1
            else:
                wrong.append({"field": key, "gold": gold["document"].get(key), "found": info.get(key)})
    total = len(pairs) * len(_FIELDS)
    return Score("document", hits, total, total, tuple(wrong))


def _table(name: str, pairs: Sequence[tuple[Item, Item]]) -> Score:
    key, agree = TABLES[name]
    hits = expected = given = 0
    missed: list[Item] = []
    extra: list[Item] = []
    for gold, found in pairs:
        wanted, got = (_scored(side, key) for side in (gold, found))
        matched = _match(wanted, got, agree)
        hits, expected, given = hits + len(matched), expected + len(wanted), given + len(got)
        left, right = {i for i, _ in matched}, {j for _, j in matched}
        missed += [item for i, item in enumerate(wanted) if i not in left]
        extra += [item for j, item in enumerate(got) if j not in right]
    return Score(name, hits, expected, given, tuple(missed), tuple(extra))


def _scored(record: Item, key: str) -> list[Item]:
    items: list[Item] = record.get(key) or []
    return [item for item in items if item.get("kind") != _UNSCORED] if key == "findings" else items


def _match(gold: Sequence[Item], found: Sequence[Item], agree: Agree) -> list[tuple[int, int]]:
    """Pairs of indices that agree, one to one, the most alike first."""
    ours, theirs = [_signature(item) for item in gold], [_signature(item) for item in found]
    candidates = [
        (fuzz.ratio(ours[i][0], theirs[j][0]) + 2 * fuzz.ratio(ours[i][1], theirs[j][1]), i, j)
        for i, a in enumerate(gold)
        for j, b in enumerate(found)
        if agree(a, b)
    ]
    left: set[int] = set()
    right: set[int] = set()
    matched = []
    for _, i, j in sorted(candidates, reverse=True):
        if i not in left and j not in right:
            left.add(i)
            right.add(j)
            matched.append((i, j))
    return matched


def _signature(item: Item) -> tuple[str, str]:
    """The quote, and what names the item: by both the most alike of several candidates is found."""
    name = " ".join(str(item.get(key) or "") for key in ("indicator", "task", "canonical", "edtf"))
    return normal(str(item.get("quote") or "")), normal(name)


def paired(gold: Path, predicted: Path) -> list[tuple[Path, Path]]:
    """The gold files of a folder (or one file), each with the record made of the same plan.

    A record belongs to a gold file of the same stem, or of a stem that its own begins with ("000.json" and
    "000_e6c5bc98.json"). JSON files that are no gold records are left out.

    Raises:
        MissingFile: a folder is not there, or a gold file has no record.
        UsageError: more than one record fits a gold file, or there is no gold.
    """
    golds = [path for path in _json_files(gold) if "document" in _load(path)]
    records = _json_files(predicted)
    if not golds:
        raise UsageError(gold, "no gold records", both("advice", "no_gold"))
    if gold.is_file() and predicted.is_file():
        return [(gold, predicted)]
    pairs = []
    for path in golds:
        fitting = [r for r in records if r.stem == path.stem] or [
            r for r in records if re.match(re.escape(path.stem) + r"[\W_]", r.stem)
        ]
        if not fitting:
            raise MissingFile(predicted / path.name, f"gold: {path.name}")
        if len(fitting) > 1:
            raise UsageError(path, ", ".join(r.name for r in fitting), both("advice", "one_record"))
        pairs.append((path, fitting[0]))
    return pairs


def evaluate_folders(gold: Path, predicted: Path) -> tuple[Score, ...]:
    """The figures over all gold files of a folder.

    Raises:
        KehoachError: see `paired`; also a file that is no JSON.
    """
    return evaluate((_load(a), _load(b)) for a, b in paired(gold, predicted))


@dataclass(frozen=True, slots=True)
class Change:
    """What became of one table's items since an earlier evaluation against the same gold."""

    name: str
    found: tuple[Item, ...]
    """Items of the gold that were missed and are found now."""
    cleared: tuple[Item, ...]
    """Items that were given wrongly and are given no more."""
    missed: tuple[Item, ...]
    """Items of the gold that were found and are missed now."""
    wrong: tuple[Item, ...]
    """Items that are given wrongly now and were not."""


def changes(scores: Iterable[Score], earlier: Path) -> tuple[Change, ...]:
    """Gains and losses item by item against an earlier result.

    Args:
        scores: of now.
        earlier: what `kehoach evaluate --format json` printed then.

    Raises:
        MissingFile, DamagedFile: it cannot be read; UsageError: it is no such result.
    """
    before = _load(earlier)
    out = []
    for score in scores:
        then = before.get(score.name)
        if not isinstance(then, dict) or not {"missed", "extra"} <= then.keys():
            raise UsageError(earlier, f"{score.name}: missed, extra", both("advice", "no_result"))
        missed, extra = score.missed, score.extra
        out.append(
            Change(
                score.name,
                _without(then["missed"], missed),
                _without(then["extra"], extra),
                _without(missed, then["missed"]),
                _without(extra, then["extra"]),
            )
        )
    return tuple(out)


def _without(items: Iterable[Item], others: Iterable[Item]) -> tuple[Item, ...]:
    """The items that are none of the others, each of which stands for one; ids do not count."""
    left = Counter(map(_written, others))
    kept = []
    for item in items:
        if left[_written(item)]:
            left[_written(item)] -= 1
        else:
            kept.append(item)
    return tuple(kept)


def _written(item: Item) -> str:
    return json.dumps({k: v for k, v in item.items() if k != "id"}, ensure_ascii=False, sort_keys=True)


def _json_files(path: Path) -> list[Path]:
    if path.is_file():
        return [path]
    if not path.is_dir():
        raise MissingFile(path)
    return sorted(path.glob("*.json"))


def _load(path: Path) -> dict[str, Any]:
    try:
        values = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise MissingFile(path, error.strerror) from error
    except ValueError as error:
        raise DamagedFile(path, str(error)) from error
    return values if isinstance(values, dict) else {}
