"""Brings records together: names the columns, finds versions of one plan, groups the targets, says what cannot be
compared.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from difflib import get_close_matches
from pathlib import Path

from pipeline.comparing.duplicates import find_duplicates
from pipeline.comparing.groups import group_targets
from pipeline.comparing.model import Comparison, Duplicate, Group, Note, Plan
from pipeline.comparing.terms import mass, wording
from pipeline.errors import DamagedFile, MissingFile, UsageError
from pipeline.messages import both, word
from pipeline.records import DocumentInfo, Record
from pipeline.settings import CompareSettings
from pipeline.text.unicode import fold

_POOR = 0.6
_MANY = 60
_LIKE_TITLE = 0.5
"""Share of the terms of the title that has fewer, by weight, that makes two titles speak of one thing."""
_SHARED_TARGETS = 4
"""One shared target in so many makes a plan one that carries out the parent."""


def compare(
    records: Mapping[str, Record] | Sequence[tuple[str, Record]],
    settings: CompareSettings | None = None,
    against: str | None = None,
    texts: Mapping[str, str] | None = None,
) -> Comparison:
    """Plans side by side.

    Args:
        records: stem of the record's file -> record, or pairs of both.
        settings: the thresholds of "same" and "perhaps".
        against: stem of the plan above (the province's) that the others are held against; its number or its file's name
            will do where it is the only one so named.
        texts: stem -> text of the plan, for the search for versions of one plan; without it the records' quotes stand
        in.

    Raises:
        UsageError: there are no records, a stem comes twice, or `against` names none of them.
    """
    settings = settings or CompareSettings()
    pairs = sorted(records.items() if isinstance(records, Mapping) else records, key=lambda pair: pair[0])
    if not pairs:
        raise UsageError(None, "no plans / không có kế hoạch nào", both("advice", "nothing_to_compare"))
    twice = [stem for stem, count in Counter(stem for stem, _ in pairs).items() if count > 1]
    if twice:
        raise UsageError(None, f"{twice[0]!r} comes twice / trùng tên bản ghi", both("advice", "same_name"))
    parent = _find_parent(pairs, against) if against else None
    duplicates = find_duplicates([pair for pair in pairs if pair[0] != parent], texts)
    plans = _plans(pairs, parent, duplicates)
    groups = group_targets(
        ((stem, index, target) for stem, record in pairs for index, target in enumerate(record.targets)),
        settings,
        {stem: record.document.title or "" for stem, record in pairs},
    )
    plans = tuple(replace(plan, related=_related(plan, plans, groups)) for plan in plans)
    found = Comparison(plans, groups, duplicates, (), settings)
    return replace(found, notes=tuple(_notes(found)))


def load_records(paths: Iterable[str | Path]) -> dict[str, Record]:
    """Records of `records/*.json` files, and of all such files in folders, by stem.

    Records in the shape of the gold (without source, ids and evidence) are taken as well.

    Raises:
        MissingFile: a path does not exist.
        DamagedFile: a file is not a record.
        UsageError: two files have one stem.
    """
    found: dict[str, Record] = {}
    for given in map(Path, paths):
        if not given.exists():
            raise MissingFile(given)
        for path in sorted(given.glob("*.json")) if given.is_dir() else [given]:
            if path.stem in found:
                raise UsageError(path, f"{path.stem!r} comes twice / trùng tên bản ghi", both("advice", "same_name"))
            found[path.stem] = _load(path)
    return found


def _load(path: Path) -> Record:
    from pydantic import TypeAdapter, ValidationError

    try:
        values = json.loads(path.read_text(encoding="utf-8"))
        return TypeAdapter(Record).validate_python(_completed(values, path))
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        first = error.errors()[0] if isinstance(error, ValidationError) else None
        detail = f"{'.'.join(map(str, first['loc']))}: {first['msg']}" if first else str(error)
        raise DamagedFile(path, f"not a record / không phải bản ghi: {detail}") from error


def _completed(values: dict[str, object], path: Path) -> dict[str, object]:
    """An annotated record with the parts that only a reader of files knows."""
    if "source" in values:
        return values
    source = {
        "path": str(path), "sha256": "", "media_type": "text/plain", "method": "text", "pages": [], "restored": False,
        "quality": 1.0, "engines": {},
    }  # fmt: skip
    evidence = {"page": 1, "start": 0, "end": 0, "raw_start": 0, "raw_end": 0, "bbox": None}
    done: dict[str, object] = {"source": source, "document": values["document"]}
    for table in ("legal_references", "dates", "targets", "assignments", "findings"):
        items = values.get(table) or []
        if not isinstance(items, list):
            raise TypeError(table)
        done[table] = [
            {"id": f"{table}-{at}", "evidence": evidence, "confidence": 1.0, "by": "gold", **item}
            for at, item in enumerate(items)
        ]
    return done


def with_indicators(records: Mapping[str, Record], comparison: Comparison) -> dict[str, Record]:
    """The records with `indicator_id` set to the id of each target's group, None where it is of none."""
    homes = {(m.document, m.target): group.id for group in comparison.groups for m in group.sure}
    return {
        stem: replace(
            record,
            targets=tuple(
                replace(target, indicator_id=homes.get((stem, at))) for at, target in enumerate(record.targets)
            ),
        )
        for stem, record in records.items()
    }


# --------------------------------------------------------------------------------------------- plans


def _find_parent(pairs: Sequence[tuple[str, Record]], against: str) -> str:
    wanted = against.strip()
    by_stem = [stem for stem, _ in pairs if stem == wanted or stem == Path(wanted).stem]
    by_number = [stem for stem, record in pairs if wanted in (_number(record.document), record.source.path)]
    for found in (by_stem, by_number):
        if len(found) == 1:
            return found[0]
        if found:
            raise UsageError(None, f"--against {against!r}: {', '.join(found[:5])}", both("advice", "which_record"))
    near = get_close_matches(wanted, [stem for stem, _ in pairs], 1, 0.5)
    perhaps = f" (perhaps / có phải {near[0]!r}?)" if near else ""
    raise UsageError(None, f"--against {against!r}{perhaps}", both("advice", "no_record"))


def _number(info: DocumentInfo) -> str:
    return f"{info.number}/{info.symbol}" if info.number and info.symbol else (info.number or "")


def _plans(
    pairs: Sequence[tuple[str, Record]], parent: str | None, duplicates: Sequence[Duplicate]
) -> tuple[Plan, ...]:
    better: dict[str, str] = {}
    for pair in duplicates:
        if not pair.perhaps:
            better.setdefault(pair.worse, pair.better)
    for stem in list(better):
        seen = {stem}
        while better.get(better[stem]) and better[stem] not in seen:
            seen.add(better[stem])
            better[stem] = better[better[stem]]
    names = _names([pair for pair in pairs if pair[0] not in better])
    return tuple(
        Plan(
            stem,
            record,
            names.get(stem) or names.get(better.get(stem, "")) or stem,
            parent=stem == parent,
            version_of=better.get(stem),
        )
        for stem, record in pairs
    )


def _related(plan: Plan, plans: Sequence[Plan], groups: Sequence[Group]) -> bool:
    """Whether a plan carries out the parent plan: it cites it, its title speaks of the same, or targets are shared."""
    parent = next((other for other in plans if other.parent), None)
    if parent is None or plan is parent:
        return True
    number = _number(parent.record.document).replace(" ", "").upper()
    if "/" in number and any((r.canonical or "").upper() == number for r in plan.record.legal_references):
        return True
    ours, theirs = (set(wording(p.record.document.title or "").terms) for p in (plan, parent))
    if ours and theirs and mass(ours & theirs) >= _LIKE_TITLE * min(mass(ours), mass(theirs)):
        return True
    if not (plan.record.targets and parent.record.targets) and not (ours and theirs):
        return True  # nothing to tell by
    shared = sum(1 for g in groups if {plan.stem, parent.stem} <= {m.document for m in g.sure})
    return shared * _SHARED_TARGETS >= max(1, min(len(plan.record.targets), len(parent.record.targets)))


def _names(pairs: Sequence[tuple[str, Record]]) -> dict[str, str]:
    """A heading for each plan: the unit; with number, year or stem in brackets where two would read alike."""
    bare = {stem: _unit(record.document) or stem for stem, record in pairs}
    alike: dict[str, list[tuple[str, Record]]] = defaultdict(list)
    for stem, record in pairs:
        alike[fold(bare[stem])].append((stem, record))
    names = {}
    for group in alike.values():
        if len(group) == 1:
            names[group[0][0]] = bare[group[0][0]]
            continue
        ways: tuple[Callable[[str, DocumentInfo], str], ...] = (
            lambda stem, info: info.province or "",
            lambda stem, info: _number(info),
            lambda stem, info: (info.issue_date or "")[:10],
            lambda stem, info: stem,
        )
        marks: list[str] = []
        for way in ways:
            marks = [way(stem, record.document) for stem, record in group]
            if all(marks) and len(set(marks)) == len(marks):
                break
        names.update({stem: f"{bare[stem]} ({mark})" for (stem, _), mark in zip(group, marks, strict=True)})
    return names


def _unit(info: DocumentInfo) -> str | None:
    return info.unit or info.place or info.issuer


# --------------------------------------------------------------------------------------------- notes


def _note(code: str, *parts: object) -> Note:
    return Note(code, **both("notes", code, *parts))


def _notes(found: Comparison) -> Iterable[Note]:
    communes = [plan for plan in found.columns if not plan.parent]
    if len(communes) == 1 and not found.parent:
        yield _note("one-plan")
    if found.parent and not communes:
        yield _note("only-parent")
    yield from _notes_on_targets(found)
    strangers = [plan.name for plan in communes if not plan.related]
    if strangers and found.parent:
        yield _note("not-of-the-parent", _listed(strangers))
    yield from map(_note_on_versions, found.duplicates)
    yield from _notes_on_units(communes)
    poor = [plan.name for plan in found.columns if plan.record.source.quality < _POOR]
    if poor:
        yield _note("poor-reading", _listed(poor))
    if len(communes) > _MANY:
        yield _note("many-plans", len(communes))


def _notes_on_targets(found: Comparison) -> Iterable[Note]:
    targets = any(plan.record.targets for plan in found.plans)
    parent = found.parent
    empty = [plan.name for plan in found.columns if not plan.record.targets]
    if not targets:
        yield _note("no-targets")
    elif empty:
        yield _note("plans-without-targets", _listed(empty))
    if parent and targets and not parent.record.targets:
        yield _note("parent-without-targets", parent.name)


def _note_on_versions(pair: Duplicate) -> Note:
    key = "perhaps-versions" if pair.perhaps else "versions"
    vi, en = (
        word("notes", key, lang).format(pair.better, pair.worse, "; ".join(why))
        for lang, why in (("vi", pair.why), ("en", pair.why_en))
    )
    return Note("versions", vi, en)


def _notes_on_units(communes: Sequence[Plan]) -> Iterable[Note]:
    units: dict[str, list[Plan]] = defaultdict(list)
    for plan in communes:
        unit = plan.record.document.unit
        if unit:
            units[f"{fold(unit)}|{fold(plan.record.document.province or '')}"].append(plan)
    twice = [plans for plans in units.values() if len(plans) > 1]
    if twice:
        shown = "; ".join(f"{plans[0].record.document.unit}: {', '.join(p.stem for p in plans)}" for plans in twice[:5])
        yield _note("unit-twice", shown)
    unnamed = [plan.stem for plan in communes if not plan.record.document.unit]
    if unnamed:
        yield _note("unit-unknown", _listed(unnamed))


def _listed(names: Sequence[str], most: int = 8) -> str:
    return ", ".join(names[:most]) + (f" (+{len(names) - most})" if len(names) > most else "")
