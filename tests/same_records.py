"""Which records differ between two revisions, and in what.

    python tests/same_records.py --before REV [--after REV] [--ignore KEY ...] [--show N] [PATH ...]

Every file is read by the code of both revisions (`kehoach run`); without `--after` by the code as it stands. Files are
those of data/samples, or the files and folders given. Prints per table how many items are gone and how many are new,
with the first of each, and ends with 1 where anything differs. Ids count items, so one more would change all that
follow: they are left out, and so are keys given with `--ignore` ("by").
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import subprocess
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
SAMPLES = ROOT / "data" / "samples"
FOLDERS = [SAMPLES / name for name in ("text", "web", "docx", "pdf", "blind/text", "campaigns")]
IDS = frozenset(("id", "repeats", "target_ids"))
TABLES = ("sections", "parts", "legal_references", "dates", "targets", "assignments", "findings", "residuals")

Record = dict[str, Any]


@contextlib.contextmanager
def tree(revision: str | None) -> Iterator[Path]:
    """The files of a revision in a folder of their own; those that lie here for None."""
    if revision is None:
        yield ROOT
        return
    with tempfile.TemporaryDirectory() as home:
        there = str(Path(home) / "tree")
        subprocess.run(["git", "worktree", "add", "--quiet", "--detach", there, revision], cwd=ROOT, check=True)
        try:
            yield Path(there)
        finally:
            subprocess.run(["git", "worktree", "remove", "--force", there], cwd=ROOT, check=True)


def records(code: Path, paths: list[Path]) -> dict[str, Record]:
    """The records that the code of a folder makes, by the path of their file."""
    with tempfile.TemporaryDirectory() as out:
        command = [
            sys.executable,
            "-m",
            "pipeline",
            "run",
            *map(str, paths),
            "--db",
            f"sqlite:///{out}/k.db",
            "--out",
            out,
        ]
        environment = {**os.environ, "PYTHONPATH": str(code)}
        done = subprocess.run(command, cwd=code, env=environment, capture_output=True, text=True, check=False)
        found = [json.loads(path.read_text(encoding="utf-8")) for path in Path(out, "records").glob("*.json")]
    if not found:
        raise SystemExit(f"no records by {code}:\n{done.stdout}\n{done.stderr}")
    return {record["source"]["path"]: record for record in found}


def items(record: Record, ignored: frozenset[str]) -> Iterator[tuple[str, str]]:
    """(table, an item of it as JSON); fields that are no tables are items of "source", "document" and "record"."""
    rest = {key: value for key, value in record.items() if key not in (*TABLES, "source", "document")}
    for table in TABLES:
        for item in record.get(table, ()):
            yield table, _plain(item, ignored)
    for table, fields in (("source", record["source"]), ("document", record["document"]), ("record", rest)):
        for key, value in fields.items():
            if key not in ignored:
                yield table, _plain({key: value}, ignored)


def _plain(value: dict[str, Any], ignored: frozenset[str]) -> str:
    return json.dumps({k: v for k, v in value.items() if k not in ignored}, ensure_ascii=False, sort_keys=True)


def compare(before: dict[str, Record], after: dict[str, Record], ignored: frozenset[str], show: int) -> int:
    """Prints what differs; how many records do."""
    gone, new = defaultdict(list), defaultdict(list)
    changed = {path for path in {*before, *after} if path not in before or path not in after}
    for path in sorted({*before} & {*after}):
        old, now = Counter(items(before[path], ignored)), Counter(items(after[path], ignored))
        for found, difference in ((gone, old - now), (new, now - old)):
            for table, item in difference.elements():
                found[table].append(f"{Path(path).name}: {item}")
                changed.add(path)
    for path in sorted(changed - ({*before} & {*after})):
        print(f"{path}: read {'before' if path in before else 'after'} alone")
    for table in (*TABLES, "source", "document", "record"):
        if gone[table] or new[table]:
            print(f"{table}: {len(gone[table])} gone, {len(new[table])} new")
            for sign, found in (("-", gone[table]), ("+", new[table])):
                for line in found[:show]:
                    print(f"  {sign} {line}")
    print(f"{len(changed)} of {len({*before, *after})} records differ")
    return len(changed)


def main() -> int:
    """The command; its exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("paths", nargs="*", type=Path, default=FOLDERS)
    parser.add_argument("--before", required=True, metavar="REV")
    parser.add_argument("--after", metavar="REV")
    parser.add_argument("--ignore", nargs="*", default=[], metavar="KEY")
    parser.add_argument("--show", type=int, default=3)
    given = parser.parse_args()
    paths = [path.resolve() for path in given.paths]
    found = []
    for revision in (given.before, given.after):
        with tree(revision) as code:
            found.append(records(code, paths))
    return 1 if compare(*found, IDS | frozenset(given.ignore), given.show) else 0


if __name__ == "__main__":
    raise SystemExit(main())
