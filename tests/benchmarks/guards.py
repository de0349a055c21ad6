"""How many one-line guards can be switched off without a test that notices.

    python tests/benchmarks/guards.py [--count 30] [--seed 1] [PART ...]

A guard is an `if` whose whole body leaves with nothing: `return`, `return None` (False, "", an empty collection) or
`continue`. So many of them, drawn by `--seed` from the parts given (extraction, grammar, checking by default), are each
switched off in a copy of the repository, one at a time; then the tests of that part run, and those of the records as a
whole. Prints each guard that nothing noticed, and the share that was.
"""

from __future__ import annotations

import argparse
import ast
import os
import random
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
TESTS = {
    "grammar": ("tests/grammar", "tests/extraction"),
    "extraction": ("tests/extraction", "tests/language"),
    "checking": ("tests/checking",),
}
"""The tests of each part, the quickest first."""
WHOLE = ("tests/test_regression.py",)
LIMIT_S = 600.0
"""A guard without which the tests never end is noticed."""


@dataclass(frozen=True)
class Guard:
    """A guard of a file, its lines counted from 1."""

    path: Path
    part: str
    line: int
    leaves: int
    """The line with which it leaves."""


def guards(part: str) -> Iterator[Guard]:
    """The guards of a part, in the order of its files and lines."""
    for path in sorted((ROOT / "pipeline" / part).rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.If) and not node.orelse and len(node.body) == 1 and _leaves(node.body[0]):
                yield Guard(path.relative_to(ROOT), part, node.lineno, node.body[0].lineno)


def _leaves(statement: ast.stmt) -> bool:
    if isinstance(statement, ast.Continue):
        return True
    if not isinstance(statement, ast.Return):
        return False
    match statement.value:
        case None | ast.Constant(value=None | False | ""):
            return True
        case ast.List(elts=[]) | ast.Tuple(elts=[]) | ast.Dict(keys=[]):
            return True
    return False


def switched_off(source: str, guard: Guard) -> str:
    """The source with the guard's leaving made into `pass`."""
    lines = source.splitlines(keepends=True)
    line = lines[guard.leaves - 1]
    lines[guard.leaves - 1] = line[: len(line) - len(line.lstrip())] + "pass\n"
    return "".join(lines)


def copied(home: Path) -> None:
    """The files of the repository, as they lie here."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True).stdout.decode()
    for name in filter(None, listed.split("\0")):
        if (ROOT / name).is_file():
            (home / name).parent.mkdir(parents=True, exist_ok=True)
            (home / name).write_bytes((ROOT / name).read_bytes())


def passes(home: Path, tests: tuple[str, ...]) -> bool:
    """Whether the tests hold in the copy."""
    command = [sys.executable, "-m", "pytest", "-x", "-q", "-p", "no:cacheprovider", *tests]
    environment = {**os.environ, "PYTHONPATH": str(home), "PYTHONDONTWRITEBYTECODE": "1"}
    try:
        done = subprocess.run(command, cwd=home, env=environment, capture_output=True, timeout=LIMIT_S, check=False)
    except subprocess.TimeoutExpired:
        return False
    return done.returncode == 0


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("parts", nargs="*", default=list(TESTS), metavar="PART")
    parser.add_argument("--count", type=int, default=30)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    known = [guard for part in given.parts for guard in guards(part)]
    chosen = random.Random(given.seed).sample(known, min(given.count, len(known)))
    noticed = 0
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        copied(home)
        if not passes(home, (*dict.fromkeys(test for part in given.parts for test in TESTS[part]), *WHOLE)):
            raise SystemExit("the tests fail with every guard on")
        for guard in chosen:
            source = (home / guard.path).read_text(encoding="utf-8")
            (home / guard.path).write_text(switched_off(source, guard), encoding="utf-8")
            unseen = all(passes(home, tests) for tests in (TESTS[guard.part], WHOLE))
            (home / guard.path).write_text(source, encoding="utf-8")
            noticed += not unseen
            if unseen:
                print(f"unnoticed: {guard.path}:{guard.line} {source.splitlines()[guard.line - 1].strip()}", flush=True)
    print(f"{noticed} of {len(chosen)} guards noticed ({noticed / len(chosen):.0%}); {len(known)} in {given.parts}")


if __name__ == "__main__":
    main()
