"""Makes `central.tsv`: what papers say of the central documents that they cite, as facts with counts.

    python data/registry/mine.py --statuses legal_documents.csv --conflicts conflicts.csv FILE.txt[.xz]... FOLDER...

A file is a corpus of many papers, a paragraph a line; a folder holds papers, one a file. Only facts are taken over
(number, kind, date, issuer, name, relations), never a sentence. `--statuses` joins effect and state from a registry in
the columns of `legal_documents.csv`, where it dates a document as the majority does.
"""

from __future__ import annotations

import argparse
import csv
import lzma
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from statistics import median

from rapidfuzz import fuzz

from pipeline.extraction.references import find_mentions
from pipeline.linking.central import Central, write
from pipeline.linking.csvfile import load
from pipeline.linking.entries import Amendment, Entry, namesake
from pipeline.linking.learn import Identity, Learnt, Tally, identify
from pipeline.linking.plausible import plausible
from pipeline.linking.relations import effect, relations
from pipeline.text.letters import CODE, UPPER
from pipeline.text.unicode import fold, nfc
from pipeline.vietnam.document_symbols import parse

HERE = Path(__file__).parent
_SYMBOL = re.compile(rf"\d[a-z]?\s?[/-]\s?(?:\d{{4}}\s?/\s?)?[{CODE}]|/Q")
_OPENS = re.compile(
    rf"(?:[{UPPER}][^,.;:]{{1,30}}, ngày \d{{1,2}} tháng \d{{1,2}} năm \d{{4}}|Điều 1\.\s|"
    r"(?:Công văn|Quyết định|Nghị định|Nghị quyết|Thông tư|Kế hoạch|Chỉ thị|Công điện|Thông báo|Luật)"
    r"\s[^.;]{5,300}\sban hành$)"
)
_CODE = re.compile(rf"Điều (?P<paper>\d+\.\d+\.[{CODE}]+(?:\.\d+)?)\.\d+\.")
_NEAR = 12  # paragraphs between the day on which a paper takes effect and what it ends on that day
_SAME_TITLE, _STANDS_OUT = 75, 8  # similarity (0..100) of the titles of two documents of which one replaces the other
_BESIDE, _OUT_OF_ROW = 4, 75  # documents on each side of one in its series, and days by which it may differ from them
_ROW, _ASTRAY, _LATE = 10, 3, 4  # of so many numbers before and after, so many dated the wrong way round by more days
_LONGEST = 400  # lines after which another paper is taken to begin, where nothing shows it


def papers(path: Path) -> Iterator[tuple[str, str]]:
    """(name, text) of each paper of a corpus; where nothing shows that one ends, some hundred lines are one."""
    opener = lzma.open if path.suffix == ".xz" else open
    name, lines, size = f"{path.name}:0", [], 0
    with opener(path, "rt", encoding="utf-8") as stream:
        for at, raw in enumerate(stream):
            line = nfc(raw).strip()
            code = _CODE.match(line)
            begins = f"{path.name}:{code['paper']}" if code else f"{path.name}:{at}"
            if (code and begins != name) or (not code and (_OPENS.match(line) or size > _LONGEST)):
                yield name, "\n".join(lines)
                name, lines, size = begins, [], 0
            size += 1
            if lines and line[:1].islower() and not lines[-1].endswith((".", ";", ":")):
                lines[-1] += " " + line  # a paragraph that was broken into lines
            else:
                lines.append(line)
    yield name, "\n".join(lines)


def sources(paths: Iterable[Path]) -> Iterator[tuple[str, str]]:
    """The papers of all files and folders."""
    for path in paths:
        if path.is_dir():
            for file in sorted(path.rglob("*.txt")):
                text = nfc(file.read_text(encoding="utf-8"))
                yield file.stem, re.sub(r"(?<![.;:])\n(?=[a-zđ\d])", " ", text)
        else:
            yield from papers(path)


@dataclass
class Ends:
    """A document that a paper says it ends, with what is known of that paper."""

    paper: str
    kind: str
    since: str
    to: Identity


def read(tally: Tally, ends: list[Ends], name: str, text: str) -> None:
    """Counts what one paper cites and says of it."""
    takes_effect: dict[str, tuple[int, str]] = {}
    for at, paragraph in enumerate(text.split("\n")):
        stated = effect(paragraph)
        if stated:
            takes_effect[stated[0]] = at, stated[1]
        if not _SYMBOL.search(paragraph):
            continue
        mentions = find_mentions(paragraph)
        tally.add(name, (one for one in mentions if _is_central(one.canonical)))
        for found in relations(paragraph, mentions):
            to = identify(mentions[found.to])
            if isinstance(found.by, int):
                tally.relate(name, identify(mentions[found.by]), found.does, to)
                continue
            line, day = takes_effect.get(found.by, (-_NEAR, ""))
            if to is not None and day and at - line < _NEAR:
                ends.append(Ends(name, found.by, day, to))


def _is_central(canonical: str | None) -> bool:
    number = parse(canonical) if canonical else None
    return number is not None and number.central


def without_misprints(learnt: Iterable[Learnt]) -> tuple[list[Learnt], list[tuple[Learnt, Learnt]]]:
    """Entries but those that are one slip in the year away from a well-known document of the same number."""
    by_key: dict[str, list[Learnt]] = defaultdict(list)
    for one in learnt:
        number = parse(one.entry.number)
        by_key[number.key if number else ""].append(one)
    kept, dropped = [], []
    for group in by_key.values():
        for one in group:
            better = next(
                (o for o in group if len(o.papers) >= 3 * len(one.papers) and _one_slip(one.entry, o.entry)), None
            )
            if better:
                dropped.append((one, better))
            else:
                kept.append(one)
    return kept, dropped


def _one_slip(here: Entry, there: Entry) -> bool:
    """Whether two dates of one number differ in the year alone."""
    return here.date != there.date and (here.date or "")[5:] == (there.date or "-")[5:]


def doubted(entries: Iterable[Entry]) -> list[Entry]:
    """Entries; one whose date does not stand in row with those of the numbers about it counts as gainsaid.

    It is far from the dates of its neighbours, or several numbers behind it bear earlier days (before it, later ones).
    """
    series: dict[tuple[str, str, str, str], list[Entry]] = defaultdict(list)
    out = list(entries)
    for one in out:
        number = parse(one.number)
        if number is not None and one.date and number.system == "state":
            series[(*number.series, str(number.year or ""), one.date[:4])].append(one)
    wrong: set[str] = set()
    for row in series.values():
        row.sort(key=lambda one: _order(one))
        days = [date.fromisoformat(one.date or "").toordinal() for one in row]
        for at, one in enumerate(row):
            near = [days[i] for i in range(max(0, at - _BESIDE), at + _BESIDE + 1) if 0 <= i < len(row) and i != at]
            if len(near) >= _BESIDE and abs(days[at] - median(near)) > _OUT_OF_ROW:
                wrong.add(one.id)
        late = {i for i, day in enumerate(days) if _ahead_of(day, days[i + 1 : i + 1 + _ROW]) >= _ASTRAY}
        for at, one in enumerate(row):
            ahead = [days[i] for i in range(max(0, at - _ROW), at) if i not in late]
            if at in late or sum(day - days[at] > _LATE for day in ahead) >= _ASTRAY:
                wrong.add(one.id)
    return [replace(one, against=max(one.against, one.papers)) if one.id in wrong else one for one in out]


def _ahead_of(day: int, behind: Iterable[int]) -> int:
    """How many numbers behind one of `day` bear clearly earlier days."""
    return sum(day - other > _LATE for other in behind)


def _order(entry: Entry) -> int:
    number = parse(entry.number)
    return number.order if number else 0


def joined(learnt: Iterable[Learnt], known: dict[str, Entry]) -> list[Entry]:
    """Entries with effect and state of another registry, where that dates the document as the majority does."""
    entries = []
    for one in learnt:
        other = known.get(one.entry.id)
        entry = one.entry
        if other is not None and other.date == entry.date:
            sound = other.effective if (other.effective or "") >= (other.date or "") else None
            entry = replace(entry, effective=sound, status=other.status, as_of=other.as_of)
        entries.append(entry)
    return entries


def related(entries: Iterable[Entry], tally: Tally, ends: Iterable[Ends], known: Iterable[Entry]) -> list[Entry]:
    """Entries with what the papers say of amendment and of the day on which one ended.

    A document ends on the day on which the paper that ends it takes effect, or on that of the document that several
    papers say replaces it. Where a registry has it in force on a later day, it is not said to have ended.
    """
    by_identity = {identity: one for one in entries if (identity := _identity(one))}
    by_number = {one.number: one for one in known}
    amended: dict[Identity, dict[str, str | None]] = defaultdict(dict)
    ended: dict[Identity, tuple[str, str | None]] = {}
    for end in ends:
        old = by_identity.get(end.to)
        if old is not None and end.since > (old.date or "9999"):
            ended.setdefault(end.to, (end.since, _successor(end, old, by_number.values())))
    for (by, does, to), names in tally.relations.items():
        first, second = by_identity.get(by), by_identity.get(to)
        if first is None or second is None or (first.date or "") <= (second.date or "9999"):
            continue
        if does == "amends":
            amended[to][first.number] = first.effective
        elif first.effective and (len(names) >= 2 or to in ended):
            ended[to] = ended[to][0] if to in ended else first.effective, first.number
    out = []
    for identity, one in by_identity.items():
        changes = tuple(Amendment(number, since) for number, since in sorted(amended[identity].items()))
        since, by_whom = ended.get(identity, (None, None))
        seen = by_number.get(one.number)
        if since and seen is not None and seen.as_of > since:
            since, by_whom = None, None
        out.append(replace(one, amended_by=changes, repealed_by=by_whom, ended=since))
    return out


def _successor(end: Ends, old: Entry, known: Iterable[Entry]) -> str | None:
    """The document that ends another: of that kind and day of effect, and of the nearest title, if one stands out."""
    of_that_day = [one for one in known if fold(one.type) == fold(end.kind) and one.effective == end.since]
    scored = sorted(
        ((fuzz.token_set_ratio(fold(one.title), fold(old.title)), one.number) for one in of_that_day), reverse=True
    )
    if not scored or scored[0][0] < _SAME_TITLE or (len(scored) > 1 and scored[1][0] > scored[0][0] - _STANDS_OUT):
        return None
    return scored[0][1]


def _identity(entry: Entry) -> Identity | None:
    number = parse(entry.number)
    if number is None:
        return None
    return number.key, "" if number.year else (entry.date or "")[:4], namesake(number, entry.type, entry.issuer)


def main() -> None:
    """Reads the sources and writes registry and conflicts."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sources", nargs="*", type=Path, help="none: sift the file of --out again")
    parser.add_argument("--statuses", type=Path)
    parser.add_argument("--out", type=Path, default=HERE / "central.tsv")
    parser.add_argument("--conflicts", type=Path)
    parser.add_argument("--as-of", default="", help="day up to which the sources reach")
    args = parser.parse_args()
    if not args.sources:
        mined = Central(args.out.resolve())
        entries, as_of = plausible(doubted(mined.starting(""))), mined.as_of
        write(args.out, entries, as_of)
        print(f"{len(entries)} documents")
        return
    tally, ends = Tally(), list[Ends]()
    for name, text in sources(args.sources):
        read(tally, ends, name, text)
    learnt, misprints = without_misprints(tally.learnt(args.as_of))
    known = {entry.id: entry for entry in load(args.statuses, skip_bad=True)[0]} if args.statuses else {}
    entries = plausible(doubted(related(joined(learnt, known), tally, ends, known.values())))
    write(args.out, entries, args.as_of)
    if args.conflicts:
        _report(args.conflicts, learnt, misprints)
    dissent = sum(bool(one.dissent) for one in learnt)
    print(f"{len(entries)} documents, {dissent} with dissent, {len(misprints)} misprints dropped")


def _report(path: Path, learnt: Iterable[Learnt], misprints: Iterable[tuple[Learnt, Learnt]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as stream:
        out = csv.writer(stream, lineterminator="\n")
        out.writerow(("number", "date", "papers", "other_date", "other_papers"))
        for one in learnt:
            others: dict[str, int] = defaultdict(int)
            for _, day in one.dissent:
                others[day] += 1
            for day, count in sorted(others.items()):
                out.writerow((one.entry.number, one.entry.date, len(one.papers), day, count))
        for wrong, right in misprints:
            out.writerow((right.entry.number, right.entry.date, len(right.papers), wrong.entry.date, len(wrong.papers)))


if __name__ == "__main__":
    main()
