"""What the design fixes: who may import whom, one module an engine, file length, nothing printed outside the cli."""

import ast
import re
import subprocess
import sys
import tomllib
from collections import defaultdict
from functools import cache
from pathlib import Path

import pytest

import pipeline

PACKAGE = Path(pipeline.__file__).parent
ROOT = PACKAGE.parent

# A part may import itself and parts of a lower rank; stages never import one another sideways.
_RANKS = {
    "errors": 0, "assets": 0, "messages": 0, "records": 0, "text": 0,
    "settings": 1, "vietnam": 1,
    "grammar": 2, "language": 2,
    "reading": 3, "restoration": 3, "extraction": 3, "linking": 3, "checking": 3, "comparing": 3, "evaluation": 3,
    "process": 4,
    "storage": 5, "batch": 5,
    "": 6,
    "cli": 7, "web": 7, "__main__": 8,
}  # fmt: skip
_TOGETHER = (
    {"errors", "assets", "messages", "records", "text"},
    {"settings", "vietnam"},
    {"grammar", "language"},
    {"storage", "batch"},
    {"cli", "web"},
)
"""Parts of one rank that may know each other; circles between their files are refused below all the same."""

# Engines do the work of one module each; to replace one means to rewrite one file.
_ENGINES = {
    "pytesseract", "pypdfium2", "pypdfium2_raw", "pdfplumber", "docx", "underthesea_core", "distributed", "pyarrow",
    "uvicorn", "alembic", "onnxruntime", "rapidocr",
}  # fmt: skip
_CAP = 400
_DEBTS: dict[str, int] = {}  # files that are longer, and how long they may be: to be paid off, never to grow


def _part(path: Path) -> str:
    first = path.relative_to(PACKAGE).parts[0].removesuffix(".py")
    return "" if first == "__init__" else first


@cache
def _modules() -> dict[Path, ast.Module]:
    return {path: ast.parse(path.read_text(encoding="utf-8")) for path in sorted(PACKAGE.rglob("*.py"))}


def _imports(tree: ast.Module) -> set[str]:
    """Full names of what a module imports, wherever in it; those for type checkers alone included."""
    names = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names |= {f"{node.module}.{alias.name}" for alias in node.names}
            assert node.level == 0, "relative import"
    return names


def _ours(name: str) -> str | None:
    """The part of the package that an imported name belongs to."""
    parts = name.split(".")
    if parts[0] != "pipeline":
        return None
    if len(parts) == 1 or parts[1] in pipeline.__all__ or parts[1].startswith("__"):
        return ""
    return parts[1]


def test_every_part_has_its_rank() -> None:
    assert {_part(path) for path in _modules()} <= set(_RANKS)


@pytest.mark.parametrize("path", list(_modules()), ids=lambda path: str(path.relative_to(PACKAGE)))
def test_imports_go_down(path: Path) -> None:
    part = _part(path)
    if part == "":
        return  # the front door names all, and loads each on first use
    wrong = []
    for name in _imports(_modules()[path]):
        other = _ours(name)
        if other is None or other == part or any({other, part} <= group for group in _TOGETHER):
            continue
        if other == "" and name in ("pipeline", "pipeline.__version__"):
            continue
        if other not in _RANKS or _RANKS[other] >= _RANKS[part]:
            wrong.append(name)
    assert wrong == []


def _module_name(path: Path) -> str:
    return ".".join(("pipeline", *path.relative_to(PACKAGE).with_suffix("").parts)).removesuffix(".__init__")


@cache
def _graph() -> dict[str, set[str]]:
    """Module -> the modules of the package that it imports, those for type checkers alone included."""
    names = {_module_name(path) for path in _modules()}
    graph: dict[str, set[str]] = {}
    for path, tree in _modules().items():
        found = set()
        for name in _imports(tree):
            while name and name not in names:
                name = name.rpartition(".")[0]
            if name:
                found.add(name)
        graph[_module_name(path)] = found - {_module_name(path), "pipeline"}
    return graph


def test_no_circle_between_files() -> None:
    graph, done = _graph(), set()

    def walk(name: str, trail: tuple[str, ...]) -> None:
        assert name not in trail, " -> ".join((*trail[trail.index(name) :], name))
        if name not in done:
            for other in sorted(graph[name]):
                walk(other, (*trail, name))
            done.add(name)

    for name in sorted(graph):
        walk(name, ())


def test_the_fingerprint_covers_whatever_has_a_say_in_a_record() -> None:
    from pipeline.process import _WITHOUT_A_SAY

    reached, ahead = set(), ["pipeline.process"]
    while ahead:
        name = ahead.pop()
        if name not in reached:
            reached.add(name)
            ahead += _graph()[name]
    left_out = {f"pipeline.{part.removesuffix('.py')}" for part in _WITHOUT_A_SAY}
    assert {name for name in reached if ".".join(name.split(".")[:2]) in left_out} == set()


def test_each_engine_is_imported_in_one_module() -> None:
    users = defaultdict(set)
    for path, tree in _modules().items():
        for name in _imports(tree):
            engine = name.split(".")[0]
            if engine in _ENGINES and "migrations" not in path.parts:
                users[engine].add(str(path.relative_to(PACKAGE)))
    assert {engine: sorted(paths) for engine, paths in users.items() if len(paths) > 1} == {}


def test_what_is_promised_is_there_and_nothing_else() -> None:
    assert pipeline.__all__ == sorted(pipeline.__all__)
    assert {"read", "restore", "extract", "check", "compare", "run"} <= set(pipeline.__all__)
    for name in pipeline.__all__:
        assert getattr(pipeline, name) is not None
    public = {name for name in dir(pipeline) if not name.startswith("_")}
    assert public == set(pipeline.__all__)
    with pytest.raises(AttributeError):
        _ = pipeline.nothing  # type: ignore[attr-defined]


def test_files_stay_short() -> None:
    lengths = {str(p.relative_to(PACKAGE)): len(p.read_text(encoding="utf-8").splitlines()) for p in _modules()}
    assert {name: length for name, length in lengths.items() if length > _DEBTS.get(name, _CAP)} == {}
    assert [name for name in _DEBTS if lengths.get(name, 0) <= _CAP] == [], "paid off: strike it from the list"


def test_only_the_cli_prints_or_ends_the_process() -> None:
    found = []
    for path, tree in _modules().items():
        if _part(path) in ("cli", "__main__"):
            continue
        for node in ast.walk(tree):
            if isinstance(node, ast.Call):
                called = ast.unparse(node.func)
                if called in ("print", "exit", "quit", "sys.exit", "sys.stdout.write", "sys.stderr.write"):
                    found.append(f"{path.relative_to(PACKAGE)}:{node.lineno} {called}")
    assert found == []


def test_no_module_works_at_import() -> None:
    """No environment, no clock, no pickle; no assert that stands for a check."""
    found = []
    for path, tree in _modules().items():
        asserts = [node for node in ast.walk(tree) if isinstance(node, ast.Assert)]
        found += [f"{path.relative_to(PACKAGE)}:{node.lineno} assert" for node in asserts]
        names = _imports(tree)
        found += [f"{path.relative_to(PACKAGE)} {name}" for name in names if name.split(".")[0] in ("pickle", "joblib")]
        for node in tree.body:
            if isinstance(node, ast.Assign | ast.AnnAssign | ast.Expr) and node.value is not None:
                text = ast.unparse(node.value)
                if any(sign in text for sign in ("os.environ", "getenv", "datetime.now", "time.time(", ".read_text(")):
                    found.append(f"{path.relative_to(PACKAGE)}:{node.lineno} {text[:60]}")
    assert found == []


_BY_PART = defaultdict(list)
for _path in _modules():
    if "migrations" not in _path.parts and _path.name != "__main__.py":
        _BY_PART[_part(_path)].append(_module_name(_path))


@pytest.mark.parametrize("part", sorted(_BY_PART))
def test_a_part_can_be_imported_without_the_others(part: str) -> None:
    """Each part in a process of its own, its modules from the last to the first and every warning an error.

    A process a module would take minutes and tell no more: circles between files are refused above.
    """
    code = "import importlib, sys\nfor name in sys.argv[1:]: importlib.import_module(name)"
    names = sorted(_BY_PART[part], reverse=True)
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", code, *names], cwd=ROOT, capture_output=True, check=False
    )
    assert done.returncode == 0, done.stderr.decode()


_PACKAGES = {
    "PIL": "pillow", "distributed": "dask", "docx": "python-docx", "msoffcrypto": "msoffcrypto-tool", "pi_heif": "pi-heif",
    "underthesea_core": "underthesea-core", "pydantic_core": "pydantic-core",
}  # fmt: skip
"""Names that are not those of their distributions."""
_NOT_IMPORTED = {"psycopg", "rapidocr", "python-multipart", "underthesea"}
"""SQLAlchemy loads the driver of PostgreSQL by the URL, FastAPI what reads forms; of RapidOCR only the model files are
used, of underthesea its model of words."""


def test_what_is_imported_is_declared_and_what_is_declared_is_imported() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    lines = [*project["dependencies"], *(line for extra in project["optional-dependencies"].values() for line in extra)]
    declared = {re.split(r"[\[<>=~! ]", line)[0].lower() for line in lines}
    tops = {name.split(".")[0] for tree in _modules().values() for name in _imports(tree)} - {"pipeline"}
    imported = {_PACKAGES.get(name, name).lower() for name in tops - sys.stdlib_module_names}
    assert imported - declared == set()
    assert declared - imported - _NOT_IMPORTED == set()


def test_models_and_data_are_no_packages() -> None:
    for folder in ("models", "data"):
        assert not list((ROOT / folder).glob("__init__.py"))
    for tree in _modules().values():
        assert not {name for name in _imports(tree) if name.split(".")[0] in ("models", "data", "tests", "notebooks")}


def test_the_repository_names_no_place_of_its_making() -> None:
    """No paths of the makers' machines and no addresses of package registries in any text file of the repository."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=False)
    if listed.returncode:
        pytest.skip("not a git checkout")
    signs = ["/" + "work/", "pypi." + "org", "files.python" + "hosted", "/" + "opt/pypi"]
    found = []
    for name in filter(None, listed.stdout.decode().split("\0")):
        path = ROOT / name
        if path.is_file() and b"\0" not in (content := path.read_bytes())[:4096]:
            found += [f"{name}: {sign}" for sign in signs if sign.encode() in content]
    assert found == []


def test_files_that_comments_name_are_there() -> None:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=False)
    if listed.returncode:
        pytest.skip("not a git checkout")
    files = ["/" + name for name in listed.stdout.decode().split("\0")]
    named = {
        (str(path.relative_to(PACKAGE)), file)
        for path, tree in _modules().items()
        for node in ast.walk(tree)
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str)
        for file in re.findall(r"[\w/-]+\.(?:py|toml|txt|csv|tsv)\b", node.value.value)
    }
    assert {(path, file) for path, file in named if not any(name.endswith("/" + file) for name in files)} == set()


def test_the_tests_mirror_the_package() -> None:
    """A folder of tests is a part of the package, or one of three that look at what it makes; a file may test many."""
    folders = {path.parent.relative_to(ROOT / "tests").as_posix() for path in (ROOT / "tests").rglob("test_*.py")}
    parts = {path.relative_to(PACKAGE).as_posix() for path in PACKAGE.rglob("*") if path.is_dir()}
    assert folders - parts == {".", "notebooks", "samples"}


def test_python_is_new_enough() -> None:
    assert sys.version_info >= (3, 11)
