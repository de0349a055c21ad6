"""How many one-line guards can be switched off without a test that notices.

    python tests/benchmarks/guards.py [PART ...] [--count 50] [--seed 1] [--only TEXT] [--tests TEST ...] [--slowest 5]

A guard is an `if` whose whole body leaves with nothing: `return`, `return None` (False, "", an empty collection) or
`continue`. The parts given (extraction, grammar, checking by default) are imported with a switch in every guard. All
tests run once with every guard on, which tells what tests each guard leaves in; then so many guards, drawn by `--seed`,
are switched off one at a time, each in a fork of this process, and its tests run, the shortest first, until one fails;
tests that take longer than `--slowest` seconds are left out, so that the share is a lower bound. Prints all guards that
leave in no test, each drawn that nothing noticed, and the share that was noticed. While tests are written for one file:
`checking --only checking/places --count 999 --tests checking/test_rules.py`.
"""

from __future__ import annotations

import argparse
import ast
import importlib
import importlib.abc
import importlib.machinery
import os
import random
import signal
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import CodeType, ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[2]
PARTS = ("extraction", "grammar", "checking")
TESTS = dict.fromkeys(PARTS, ("grammar", "extraction", "language", "checking", "test_regression.py"))
TESTS["vietnam"] = ("vietnam", "extraction", "linking", "text")
"""The tests of a part; those of any other part lie in the folder of its name."""
PATIENCE = 20
"""A test that takes so many times as long without a guard, and so many seconds more, has noticed it: it never ends."""
SWITCH = "__guard__"


@dataclass(frozen=True, slots=True)
class Guard:
    """A guard of a file of ours, its line counted from 1."""

    path: str
    line: int
    source: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line} {self.source}"


@dataclass(slots=True)
class Switches:
    """What the guards ask whether they hold, and what they leave in."""

    known: list[Guard] = field(default_factory=list)
    off: int | None = None
    test: str = ""
    """The test that runs now."""
    left: dict[int, set[str]] = field(default_factory=dict)
    """The tests in which each guard left."""

    def __call__(self, number: int) -> bool:
        self.left.setdefault(number, set()).add(self.test)
        return number != self.off


def leaves(node: ast.AST) -> bool:
    """Whether a statement is a guard."""
    if not isinstance(node, ast.If) or node.orelse or len(node.body) != 1:
        return False
    match node.body[0]:
        case ast.Continue():
            return True
        case ast.Return(value=None | ast.Constant(value=None | False | "")):
            return True
        case ast.Return(value=ast.List(elts=[]) | ast.Tuple(elts=[]) | ast.Dict(keys=[])):
            return True
    return False


class Switched(ast.NodeTransformer):
    """Makes `if condition: return` into `if condition and __guard__(number): return`."""

    def __init__(self, switches: Switches, path: str, source: str) -> None:
        self.switches, self.path, self.lines = switches, path, source.splitlines()

    def visit_If(self, node: ast.If) -> ast.AST:
        """The guard with its switch; any other branch as it is."""
        self.generic_visit(node)
        if leaves(node):
            self.switches.known.append(Guard(self.path, node.lineno, self.lines[node.lineno - 1].strip()))
            number = ast.Constant(len(self.switches.known) - 1)
            asked = ast.Call(ast.Name(SWITCH, ast.Load()), [number], [])
            node.test = ast.BoolOp(ast.And(), [node.test, asked])
        return node


class Loader(importlib.machinery.SourceFileLoader):
    """Loads a module of ours with switches in its guards."""

    switches: Switches

    def get_code(self, fullname: str) -> CodeType:
        """From the source always: what lies compiled has no switches."""
        source = Path(self.path).read_text(encoding="utf-8")
        tree = Switched(self.switches, str(Path(self.path).relative_to(ROOT)), source).visit(ast.parse(source))
        return compile(ast.fix_missing_locations(tree), self.path, "exec", dont_inherit=True)

    def exec_module(self, module: ModuleType) -> None:
        """With the switch in reach."""
        vars(module)[SWITCH] = self.switches
        super().exec_module(module)


class Finder(importlib.abc.MetaPathFinder):
    """Finds the modules whose guards get switches."""

    def __init__(self, switches: Switches, parts: Sequence[str]) -> None:
        self.switches, self.packages = switches, tuple(f"pipeline.{part}" for part in parts)

    def find_spec(self, name: str, path: Sequence[str] | None, target: object = None) -> object:
        """The module as Python would find it, with our loader."""
        if not name.startswith(self.packages):
            return None
        spec = importlib.machinery.PathFinder.find_spec(name, path)
        if spec is not None and spec.origin is not None:
            spec.loader = Loader(name, spec.origin)
            spec.loader.switches = self.switches
        return spec


def forget() -> None:
    """Empties the caches of our modules: what was found with every guard on tells nothing."""
    for module in [module for name, module in sys.modules.items() if name.startswith("pipeline.")]:
        for value in vars(module).values():
            if hasattr(value, "cache_clear"):
                value.cache_clear()


@dataclass
class Plugin:
    """Runs the collected tests guard by guard."""

    switches: Switches
    given: argparse.Namespace
    took: dict[str, float] = field(default_factory=dict)

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """All tests with every guard on, then those of each guard drawn."""
        if session.testsfailed or not self._run(session, session.items):
            raise pytest.UsageError("the tests fail with every guard on")
        session.config.pluginmanager.unregister(name="terminalreporter")
        print()
        known = self.switches.known
        wanted = [number for number, guard in enumerate(known) if (self.given.only or "") in str(guard)]
        chosen = random.Random(self.given.seed).sample(wanted, min(self.given.count, len(wanted)))
        for number in wanted:
            if number not in self.switches.left:
                print(f"never leaves: {known[number]}", flush=True)
        unnoticed = 0
        for number in chosen:
            if not self._noticed(session, number):
                unnoticed += 1
                print(f"unnoticed: {known[number]}", flush=True)
        share = 1 - unnoticed / len(chosen)
        print(f"{len(chosen) - unnoticed} of {len(chosen)} guards noticed ({share:.0%}); {len(known)} guards in all")
        return True

    def _run(self, session: pytest.Session, items: Sequence[pytest.Item]) -> bool:
        for item, after in zip(items, [*items, None][1:], strict=True):
            self.switches.test, begin = item.nodeid, time.perf_counter()
            if self.switches.off is not None:
                signal.alarm(int(PATIENCE * (1 + self.took[item.nodeid])))
            item.config.hook.pytest_runtest_protocol(item=item, nextitem=after)
            self.took.setdefault(item.nodeid, time.perf_counter() - begin)
            if session.testsfailed:
                return False
        return True

    def _noticed(self, session: pytest.Session, number: int) -> bool:
        """Whether a test fails where the guard is off: one that it leaves in, or one of the same file, whose fixtures
        may have been made for another."""
        left = self.switches.left.get(number, set())
        files = {test.split("::")[0] for test in left}
        items = [item for item in session.items if item.nodeid.split("::")[0] in files]
        items = [item for item in items if self.took[item.nodeid] <= self.given.slowest]
        items.sort(key=lambda item: (item.nodeid not in left, self.took[item.nodeid]))
        child = os.fork()
        if not child:
            forget()
            self.switches.off = number
            os._exit(0 if self._run(session, items) else 1)
        return os.waitpid(child, 0)[1] != 0


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("parts", nargs="*", default=PARTS, metavar="PART")
    parser.add_argument("--count", type=int, default=50)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", help="guards whose path, line or source has this text")
    parser.add_argument("--tests", nargs="+", help="files or folders of tests/ instead of those of the parts")
    parser.add_argument("--slowest", type=float, default=5.0, help="seconds: what takes longer is left out")
    given = parser.parse_args()
    os.chdir(ROOT)
    sys.path.insert(0, str(ROOT))
    switches = Switches()
    sys.meta_path.insert(0, Finder(switches, given.parts))
    for path in (file for part in given.parts for file in sorted((ROOT / "pipeline" / part).rglob("*.py"))):
        if "migrations" not in path.parts:  # alembic alone can load them
            importlib.import_module(".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"))
    options = ["-p", "no:cacheprovider", "-p", "no:faulthandler"]
    options += ["-W", "ignore::pytest.PytestAssertRewriteWarning"]  # a plugin that the web server has loaded already
    tests = dict.fromkeys(f"tests/{test}" for part in given.parts for test in given.tests or TESTS.get(part, (part,)))
    raise SystemExit(pytest.main([*options, *tests], [Plugin(switches, given)]))


if __name__ == "__main__":
    main()
