"""The notebooks run from the first cell to the last, on the samples of the repository, without an error."""

from __future__ import annotations

import re
import warnings
from pathlib import Path
from typing import Any

import nbformat
import pytest

import pipeline

FOLDER = Path(pipeline.__file__).resolve().parents[1] / "notebooks"
NOTEBOOKS = sorted(FOLDER.glob("*.ipynb"))


def read(path: Path) -> Any:
    return nbformat.read(path, as_version=4)  # type: ignore[no-untyped-call]


def test_there_are_three() -> None:
    assert len(NOTEBOOKS) == 3


@pytest.mark.slow
@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_runs(path: Path) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of the notebook's machinery, not of ours
        from nbclient import NotebookClient

        notebook = read(path)
        place = {"metadata": {"path": str(FOLDER)}}
        NotebookClient(notebook, timeout=180, kernel_name="python3", resources=place).execute()
    outputs = [output for cell in notebook.cells for output in cell.get("outputs", [])]
    assert sum("image/png" in output.get("data", {}) for output in outputs) >= 1
    assert not [output for output in outputs if output.output_type == "stream" and output.name == "stderr"]


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_speaks_both_languages_and_names_no_machine(path: Path) -> None:
    notebook = read(path)
    prose = "\n".join(cell.source for cell in notebook.cells if cell.cell_type == "markdown")
    assert re.search(r"[ạảấầẩẫậắằẳẵặẹẻẽếềểễệ]", prose)
    assert re.search(r"\b(?:the|what|are)\b", prose)
    assert len(prose.split()) > 120
    assert not re.search(r"(?<![\w.])/(?:work|home|root|tmp|Users)/", path.read_text(encoding="utf-8"))
    assert all(cell.execution_count is not None for cell in notebook.cells if cell.cell_type == "code")
