import pytest

from pipeline.reading.layout.assemble import assemble
from pipeline.reading.lines import Line, LineCell, PageInfo, Reading


def _table(rows, number=1):
    lines = []
    for index, cells in enumerate(rows):
        spans, at = [], 0
        for cell in cells:
            spans.append(LineCell(at, at + len(cell)))
            at += len(cell) + 1
        lines.append(Line("\t".join(cells), kind="row", table=number, header=index == 0, cells=tuple(spans)))
    return lines


@pytest.fixture
def document():
    """Makes a Document of a text of whole paragraphs, with tables behind it where given."""

    def make(text, *tables):
        lines = [Line(line, whole=True) for line in text.strip("\n").split("\n")]
        for number, rows in enumerate(tables, 1):
            lines += _table(rows, number)
        return assemble(Reading(tuple(lines), (PageInfo(1),), "text"), "plan.txt", "", "text/plain")

    return make


@pytest.fixture
def record(document):
    """Makes the record of such a text."""
    from pipeline.extraction import extract

    return lambda text, *tables: extract(document(text, *tables))
