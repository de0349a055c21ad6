"""The wheel, not the tree: built, installed into an empty environment, run from another folder."""

import json
import os
import subprocess
import sys
import sysconfig
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
SAMPLES = ROOT / "data" / "samples" / "text"

pytestmark = pytest.mark.slow


def _call(*command: str | Path, cwd: Path) -> str:
    environment = {key: value for key, value in os.environ.items() if not key.startswith(("PYTHON", "VIRTUAL_ENV"))}
    done = subprocess.run(
        [str(part) for part in command], cwd=cwd, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, f"{command}\n{done.stdout}\n{done.stderr}"
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from a copy of what is under version control so that nothing is left behind in the tree."""
    home = tmp_path_factory.mktemp("wheel")
    listed = _call("git", "ls-files", "-z", "--cached", "--others", "--exclude-standard", cwd=ROOT)
    for name in filter(None, listed.split("\0")):
        source, target = ROOT / name, home / "tree" / name
        if source.is_file() and not name.startswith(("tests/", "data/samples/")):
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(source.read_bytes())
    _call(
        sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation", "--no-index",
        "--wheel-dir", home, home / "tree", cwd=home,
    )  # fmt: skip
    (built,) = home.glob("kehoach-*.whl")
    return built


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of programs of a new environment that holds the wheel and sees the dependencies of this one."""
    home = tmp_path_factory.mktemp("environment")
    _call(sys.executable, "-m", "venv", "--without-pip", home, cwd=home)
    _call(
        sys.executable, "-m", "pip", "--python", home / "bin" / "python", "install", "--quiet", "--no-deps",
        "--no-index", wheel, cwd=home,
    )  # fmt: skip
    packages = next((home / "lib").glob("python3*/site-packages"))
    # The dependencies, without the .pth files that would lead back to the tree.
    (packages / "dependencies.pth").write_text(sysconfig.get_path("purelib") + "\n")
    return home / "bin"


def test_the_wheel_carries_what_the_package_reads(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
    shared = {name.split(".data/data/share/kehoach/")[1] for name in names if ".data/data/share/kehoach/" in name}
    manifest = json.loads((ROOT / "models" / "manifest.json").read_text(encoding="utf-8"))
    assert {f"models/{name}" for name in manifest["artefacts"]} <= shared
    listed = _call("git", "ls-files", "data", cwd=ROOT).split()
    wanted = {name for name in listed if not name.startswith(("data/samples/", "data/annotations/"))}
    assert wanted <= shared, "name the new folder in pyproject.toml, [tool.setuptools.data-files]"
    inside = _call("git", "ls-files", "pipeline", cwd=ROOT).split()
    assert set(inside) <= names
    assert not {name for name in names if name.startswith(("tests", "models", "data", "notebooks"))}


def test_the_installed_command_works_from_another_folder(installed: Path, tmp_path: Path) -> None:
    assert "Đọc kế hoạch" in _call(installed / "kehoach", "--help", cwd=tmp_path)
    where = "import pipeline, pipeline.assets as a; print(pipeline.__file__); print(a.data('registry'))"
    for line in _call(installed / "python", "-c", where, cwd=tmp_path).splitlines():
        assert line.startswith(str(installed.parent)), "the tree is used, not the wheel"
    sample = min(SAMPLES.glob("*.txt"))
    out = _call(installed / "kehoach", "run", sample, "--out", "tables", cwd=tmp_path)
    assert "plans.xlsx" in out
    record = json.loads((tmp_path / "tables" / "records" / f"{sample.stem}.json").read_text(encoding="utf-8"))
    assert record["legal_references"]
    assert record["targets"]
    assert _call(installed / "kehoach", "status", cwd=tmp_path)
