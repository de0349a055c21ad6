"""What a change of form that leaves a paper's meaning alone costs: F1 by table, before and after, by kind of change.

    python tests/benchmarks/bench_layouts.py [TEXTS GOLD] [--only dashes lost, ...] [--names]

Each text with gold (our 17 samples and 32 blind plans where no folders are given; TEXTS holds <name>.txt, GOLD
<name>.json) is read as it stands and once for each change that alters it. Printed are F1 before and after over the texts
that a change alters; `--names` lists the papers that lose two items or more, to be read. It asserts nothing.
"""

from __future__ import annotations

import argparse
import json
import re
import tempfile
import unicodedata
from collections.abc import Callable, Iterator
from itertools import groupby
from pathlib import Path
from typing import Any

import table_forms

from pipeline import process
from pipeline.evaluation import Score, evaluate
from pipeline.extraction import extract
from pipeline.records.codec import to_dict

SAMPLES = Path(__file__).parents[2] / "data" / "samples"
FOLDERS = ((SAMPLES / "text", SAMPLES / "gold"), (SAMPLES / "blind" / "text", SAMPLES / "blind" / "gold"))
TABLES = ("document", "references", "dates", "targets", "assignments")
_ITEM = re.compile(r"\s*(?:[-–+•*]|\d{1,2}[.)]|[a-zđ][.)]|[IVX]{1,4}[.)])\s")
_SHORT_HEADING = re.compile(r"\s*(?:\d{1,2}\.|[a-zđ]\)|[IVX]+\.)\s+[^.:;]{3,60}$")
_PAGE = 40  # lines


def _by_line(change: Callable[[str], str]) -> Callable[[str], str]:
    return lambda text: "\n".join(map(change, text.split("\n")))


def _marked(mark: str) -> Callable[[str], str]:
    return _by_line(lambda line: re.sub(r"^(\s*)[-–]\s+", rf"\g<1>{mark}", line))


def _labels(before: str, after: str) -> Callable[[str], str]:
    return _by_line(lambda line: re.sub(rf"^(\s*(?:\d{{1,2}}|[a-zđ])){re.escape(before)}\s", rf"\g<1>{after} ", line))


def _is_row(line: str) -> bool:
    return " | " in line and not line.startswith("|") and not re.search(r"CỘNG H|Nơi nhận|Kính gửi", line)


def _of_tables(change: Callable[[list[str]], list[str]]) -> Callable[[str], str]:
    def changed(text: str) -> str:
        out: list[str] = []
        for row, group in groupby(text.split("\n"), key=_is_row):
            lines = list(group)
            out += change(lines) if row and len(lines) >= 4 else lines
        return "\n".join(out)

    return changed


def _titles_again(rows: list[str]) -> list[str]:
    return [
        line for at, row in enumerate(rows)
        for line in ([str(at // 12 + 1), rows[0]] if at and at % 12 == 0 else []) + [row]
    ]  # fmt: skip


def _pages(text: str) -> str:
    lines = text.split("\n")
    return "\n".join(f"{line}\n{at // _PAGE + 2}" if at % _PAGE == _PAGE - 1 else line for at, line in enumerate(lines))


_KIND = re.compile(r"(?:QUYẾT ĐỊNH|KẾ HOẠCH|NGHỊ QUYẾT|CHỈ THỊ|CHƯƠNG TRÌNH|CÔNG ĐIỆN|THÔNG BÁO)\b")
_DAY = re.compile(r"ngày.{0,14}tháng.{0,12}năm \d{4}\s*$")
_GROUNDS = re.compile(r"\s*(?:-|Căn cứ|Thực hiện|Theo|Xét|I\.|1\.|Kính|Để|Nhằm)")
_PERSON = re.compile(r"(?:[^\W\d_a-z][^\W\d_]*\s?){2,5}$")


def _kind_at(lines: list[str]) -> int | None:
    """Where the name of the kind stands alone in capitals, among the first lines."""
    return next((at for at, line in enumerate(lines[:25]) if line.isupper() and _KIND.match(line.strip())), None)


def _head_on_one_line(text: str) -> str:
    """Number, day, kind and title on one line, the title in capitals, as a web page without its markup has them."""
    lines = text.split("\n")
    kind = _kind_at(lines)
    days = [at for at in range(kind or 0) if _DAY.search(lines[at])]
    if kind is None or not days or any("|" in line for line in lines[days[-1] - 1 : kind + 2]):
        return text
    numbered = lines[days[-1] - 1].lstrip().startswith("Số")
    start, end = days[-1] - numbered, kind + 1
    while end < min(kind + 5, len(lines)) and 0 < len(lines[end]) < 250 and not _GROUNDS.match(lines[end]):
        end += 1
    head = " ".join([*lines[start : days[-1] + 1], *(line.upper() for line in lines[kind:end])])
    return "\n".join([*lines[:start], " ".join(head.split()), *lines[end:]])


def _letterhead_on_one_line(text: str) -> str:
    lines = text.split("\n")
    kind = _kind_at(lines)
    return text if not kind else "\n".join([" ".join(line.strip() for line in lines[:kind]), *lines[kind:]])


def _hand(text: str) -> str:
    """ "(Đã ký)" above the name of who signs."""
    lines = text.split("\n")
    for at, line in enumerate(lines[20:], 20):
        if re.match(r"\s*(?:TM|KT|TL|TUQ)\.", line):
            named = (n for n in range(at + 1, min(at + 5, len(lines))) if not lines[n].isupper())
            name = next((n for n in named if _PERSON.match(lines[n].strip())), None)
            return text if name is None else "\n".join([*lines[:name], "(Đã ký)", *lines[name:]])
    return text


def _items_together(text: str) -> str:
    """Each item behind the end of a sentence on the line of that sentence."""
    out: list[str] = []
    begun = False
    for line in text.split("\n"):
        begun = (begun or re.match(r"\s*(?:I|1|A)\s?[.)]", line) is not None) and not re.match(r"\s*(?:TM|KT)\.", line)
        above = out[-1].strip() if out else ""
        if begun and above.endswith((".", ";", ":")) and _ITEM.match(line) and not _is_row(line) and not _is_row(above):
            out[-1] = f"{above} {line.strip()}"
        else:
            out.append(line)
    return "\n".join(out)


CHANGES: dict[str, Callable[[str], str]] = {
    "dashes lost": _marked(""),
    "dashes as bullets": _marked("• "),
    "dashes as plus signs": _marked("+ "),
    "blank behind labels lost": _by_line(lambda line: re.sub(r"^(\s*)(-|\d{1,2}\.|[a-zđ]\))\s+", r"\1\2", line)),
    "full stops of items lost": _by_line(lambda line: re.sub(r"[.;]\s*$", "", line) if _ITEM.match(line) else line),
    "numbers with brackets": _labels(".", ")"),
    "letters with strokes": _labels(")", "/"),
    "colons behind headings": _by_line(lambda line: f"{line.rstrip()}:" if _SHORT_HEADING.match(line) else line),
    "items on one line": _items_together,
    "lines indented": _by_line(lambda line: f"   {line}" if line.strip() else line),
    "blank lines between": lambda text: text.replace("\n", "\n\n"),
    "blanks before commas": lambda text: re.sub(r"(?<=[^\W\d_]), ", " , ", text),
    "no blanks behind commas": lambda text: re.sub(r"(?<=[^\W\d_]{2}), (?=[^\W\d_]{2})", ",", text),
    "numbers of pages": _pages,
    "pipes at both ends of rows": _of_tables(lambda rows: [f"| {row.strip()} |" for row in rows]),
    "titles of tables repeated": _of_tables(_titles_again),
    "blank lines within tables": _of_tables(lambda rows: [line for row in rows for line in (row, "")]),
    **{name: _of_tables(change) for name, change in table_forms.TABLES.items()},
    "number to title on one line": _head_on_one_line,
    "letterhead on one line": _letterhead_on_one_line,
    "(Đã ký) above the name": _hand,
    "older places of tone marks": lambda text: text.replace("Ủy", "Uỷ").replace("ủy", "uỷ").replace("hóa", "hoá"),
    "letters and marks apart": lambda text: unicodedata.normalize("NFD", text),
}  # fmt: skip


def papers(folders: Iterator[tuple[Path, Path]] | tuple[tuple[Path, Path], ...]) -> dict[str, tuple[str, Any]]:
    """Text and gold by name."""
    return {
        gold.stem: (unicodedata.normalize("NFC", text.read_text("utf-8")), json.loads(gold.read_text("utf-8")))
        for texts, golds in folders
        for gold in sorted(golds.glob("*.json"))
        if (text := texts / f"{gold.stem}.txt").exists()
    }


def record(text: str) -> dict[str, Any]:
    """What the program makes of a text."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "paper.txt"
        path.write_text(text, encoding="utf-8")
        return to_dict(extract(process.read(path)))


def _of(scores: tuple[Score, ...]) -> dict[str, Score]:
    return {score.name: score for score in scores if score.name in TABLES}


def main() -> None:
    """Prints a line for each change."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="*", type=Path)
    parser.add_argument("--only", nargs="+", choices=sorted(CHANGES))
    parser.add_argument("--names", action="store_true")
    given = parser.parse_args()
    found = papers(((given.folders[0], given.folders[1]),) if given.folders else FOLDERS)
    plain = {name: record(text) for name, (text, _) in found.items()}
    print(f"{len(found)} texts")
    for title in given.only or CHANGES:
        made = {name: CHANGES[title](text) for name, (text, _) in found.items()}
        names = [name for name, text in made.items() if text != found[name][0]]
        after = {name: record(made[name]) for name in names}
        one, two = (_of(evaluate((found[name][1], records[name]) for name in names)) for records in (plain, after))
        figures = "  ".join(f"{table} {one[table].f1:.3f} -> {two[table].f1:.3f}" for table in TABLES)
        print(f"{title:28} {len(names):3}  {figures}", flush=True)
        for name in names if given.names else ():
            before, behind = (_of(evaluate([(found[name][1], records[name])])) for records in (plain, after))
            lost = {t: (before[t].hits, behind[t].hits) for t in TABLES if before[t].hits - behind[t].hits > 1}
            if lost:
                print(f"    {name}: {lost}")


if __name__ == "__main__":
    main()
