"""Reads text-layer PDFs with kehoach and with its peers: milliseconds a page, peak memory, ratios in one run.

    python tests/benchmarks/bench_reading.py [PDF ...]        default: the samples, and a made plan of 300 pages

Each reader works in a process of its own, once to warm up (the imports) and then for the measure. kehoach gives lines
with columns, tables, notes and a box for every word; "pdfium" gives bare text, pdfplumber words with boxes.
"""

from __future__ import annotations

import multiprocessing
import resource
import sys
import tempfile
import time
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PAGES = 300
WORDS = "Thực hiện nhiệm vụ phát triển kinh tế xã hội trên địa bàn theo kế hoạch được giao trong năm"


def kehoach(path: str) -> int:
    """Lines, columns, tables, boxes."""
    from pipeline.reading.pdf.reader import read_pdf
    from pipeline.settings import ReadSettings

    return len(read_pdf(path, ReadSettings(ocr="never")).pages)


def document(path: str) -> int:
    """kehoach's whole Document: paragraphs, sections, alignment."""
    from pipeline.reading import read
    from pipeline.settings import ReadSettings

    return len(read(path, ReadSettings(ocr="never")).pages)


def pdfium(path: str) -> int:
    """Bare text."""
    import pypdfium2

    pdf = pypdfium2.PdfDocument(path)
    for page in pdf:
        page.get_textpage().get_text_range()
        page.close()
    return len(pdf)


def pdfplumber(path: str) -> int:
    """Words with boxes, and tables, pages closed."""
    import pdfplumber as plumber

    with plumber.open(path) as pdf:
        for page in pdf.pages:
            page.extract_words()
            page.extract_tables()
            page.close()
        return len(pdf.pages)


def pypdf(path: str) -> int:
    """Bare text."""
    import pypdf as module

    reader = module.PdfReader(path)
    for page in reader.pages:
        page.extract_text()
    return len(reader.pages)


def measure(name: str, path: str, warm: str, out: multiprocessing.Queue[tuple[float, float, int]]) -> None:
    """Runs one reader; puts seconds, peak MiB and pages."""
    reader: Callable[[str], int] = globals()[name]
    reader(warm)
    started = time.perf_counter()
    pages = reader(path)
    seconds = time.perf_counter() - started
    out.put((seconds, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, pages))


def made(folder: Path) -> Path:
    """A plan of 300 pages: justified text, each tenth page a ruled table."""
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont
    from reportlab.pdfgen.canvas import Canvas

    pdfmetrics.registerFont(TTFont("F", "/usr/share/fonts/truetype/liberation2/LiberationSerif-Regular.ttf"))
    path = folder / "made.pdf"
    canvas = Canvas(str(path), pagesize=(595, 842))
    words = WORDS.split()
    for page in range(PAGES):
        canvas.setFont("F", 13)
        canvas.drawCentredString(300, 805, str(page + 1))
        for row in range(34):
            y = 780 - 21 * row
            if page % 10 == 9:
                canvas.line(60, y + 15, 540, y + 15)
                for x in (64, 104, 304, 424):
                    canvas.line(x - 4, y + 15, x - 4, y - 6)
                    canvas.drawString(x, y, words[(row + x) % len(words)])
                canvas.line(540, y + 15, 540, y - 6)
            else:
                for index in range(11):
                    canvas.drawString(70 + 43 * index, y, words[(row * 7 + index + page) % len(words)])
        canvas.showPage()
    canvas.save()
    return path


def main(paths: list[str]) -> None:
    """Prints a table a file."""
    with tempfile.TemporaryDirectory() as folder:
        samples = sorted(str(path) for path in (ROOT / "data" / "samples" / "pdf").glob("*.pdf"))
        files = paths or [*samples[:3], str(made(Path(folder)))]
        warm = (samples or files)[0]
        context = multiprocessing.get_context("spawn")
        names = ["kehoach", "document", "pdfium", "pdfplumber", *(["pypdf"] if find_spec("pypdf") else [])]
        for path in files:
            print(f"\n{Path(path).name}")
            base = 0.0
            for name in names:
                out: multiprocessing.Queue[tuple[float, float, int]] = context.Queue()
                process = context.Process(target=measure, args=(name, path, warm, out))
                process.start()
                seconds, peak, pages = out.get()
                process.join()
                base = base or seconds
                each, ratio = 1000 * seconds / pages, seconds / base
                print(f"  {name:<11}{pages:>5} pages {each:>8.1f} ms a page {peak:>6.0f} MiB {ratio:>7.2f} x kehoach")


if __name__ == "__main__":
    main(sys.argv[1:])
