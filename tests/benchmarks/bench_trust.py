"""The trust test on a labelled set: does the text layer of a page deserve belief?

    python tests/benchmarks/bench_trust.py                    the set that the sample plans give (> 300 pages)
    python tests/benchmarks/bench_trust.py --corpus FILE ...  further pages cut from text files (.txt, .txt.xz), label "believe"
    python tests/benchmarks/bench_trust.py --engine           pages garbled by Tesseract with English and French data too,
                                                              and whole PDFs: hidden layers over scans, partial, foreign, none

A page's label follows from how it was made. "believe" expects the layer to stand, "reject" that it does not.
"""

from __future__ import annotations

import argparse
import csv
import io
import lzma
import random
import re
import subprocess
import sys
import tempfile
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path

import degrade
import pypdfium2
from PIL import Image
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from pipeline.assets import resource
from pipeline.reading.pdf.pdfium import PdfFile
from pipeline.reading.pdf.reader import read_pdf
from pipeline.reading.trust import judge
from pipeline.settings import ReadSettings

SAMPLES = Path(__file__).resolve().parents[2] / "data" / "samples"
FONT = Path("/usr/share/fonts/truetype/liberation2/LiberationSerif-Regular.ttf")
PAGE = 1900  # characters
ENGLISH = (
    "The People's Committee of the commune shall report to the Department of Finance on the use of the funds by the end "
    "of each quarter. The project is funded by the World Bank and the procedures of the Bank for the selection of "
    "consultants have been followed. All payments are subject to the approval of the provincial authorities, which have "
    "been informed of the schedule and of the changes that were made to it in the second year of the programme. "
)


def own_pages() -> list[str]:
    """Pages of the sample plans, as the text layer gives them."""
    pages = []
    for path in sorted((SAMPLES / "pdf").glob("*.pdf")):
        with PdfFile(path) as pdf:
            reading = read_pdf(path, ReadSettings(ocr="never"))
            for number in range(1, len(pdf) + 1):
                text = "\n".join(line.text for line in reading.lines if line.page == number)
                if text:
                    pages.append(text)
    return pages


def corpus_pages(paths: list[Path], count: int) -> Iterator[str]:
    """Pages cut from text files at random places, a few files' worth of variety."""
    chance = random.Random(7)
    for path in paths:
        with lzma.open(path) if path.suffix == ".xz" else path.open("rb") as stream:
            text = stream.read(40_000_000).decode("utf-8", errors="ignore")
        for _ in range(count):
            at = chance.randrange(max(1, len(text) - PAGE))
            yield text[text.find("\n", at) + 1 :][:PAGE]


def good_variants(pages: list[str]) -> Iterator[tuple[str, str]]:
    """Layers to be believed: as they are, short, upper case, decomposed, tables of figures, English."""
    chance = random.Random(1)
    for page in pages:
        yield "plain", page
    for page in pages[::3]:
        lines = [line for line in page.split("\n") if line.strip()]
        yield "short page", "\n".join(lines[-3:])
        yield "decomposed", unicodedata.normalize("NFD", page)
    for page in pages[::5]:
        yield "upper case", page.upper()
        rows = (
            f"{n}\t{chance.randrange(10_000)}\t{chance.random() * 100:.1f}%\t{chance.randrange(1, 29)}/12/2026\tha"
            for n in range(30)
        )
        yield "figures", "STT\tChỉ tiêu\tTỷ lệ\tThời hạn\tĐơn vị\n" + "\n".join(rows)
        yield "links", page[:600] + " https://dichvucong.gov.vn/p/home/dvc-trang-chu.html vanthu@angiang.gov.vn " * 4
    for cut in range(0, 180, 30):
        yield "English", (ENGLISH * 4)[cut : cut + 900]


def encoded(text: str, encoding: str) -> str:
    """Unicode text as a TCVN3 or VNI font's characters."""
    table: dict[str, str] = {}
    name = "legacy/tcvn3.csv" if encoding == "tcvn3" else "legacy/vni.csv"
    for row in resource(name).read_text(encoding="utf-8").splitlines():
        if row.startswith(("#", "byte", "sequence")):
            continue
        key, char = row.split(",")
        table.setdefault(char, chr(int(key, 16)) if encoding == "tcvn3" else key)
    return "".join(table.get(c, table.get(c.lower(), c)) for c in unicodedata.normalize("NFC", text))


def stripped(text: str) -> str:
    """Without marks."""
    text = text.replace("đ", "d").replace("Đ", "D")
    return "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))


def confused(text: str, chance: random.Random) -> str:
    """As an OCR with the wrong alphabet leaves it: marked letters become others, digits or signs."""
    choices = {"a": "aaad4@", "o": "o06dé", "e": "eéE6", "u": "u1iư"[:3], "i": "iil1", "y": "yyv", "d": "d&l"}
    out = []
    for char in unicodedata.normalize("NFC", text):
        base = stripped(char).lower()
        marked = char != stripped(char) or char in "đĐ"
        out.append(chance.choice(choices.get(base, base)) if marked and chance.random() < 0.8 else char)
    return "".join(out)


BAD: dict[str, Callable[[str, random.Random], str]] = {
    "TCVN3": lambda text, chance: encoded(text, "tcvn3"),
    "VNI": lambda text, chance: encoded(text, "vni"),
    "stripped": lambda text, chance: stripped(text),
    "foreign OCR": confused,
    "marked letters lost": lambda text, chance: "".join(c for c in text if ord(c) < 128),
    "cid": lambda text, chance: "".join(c if c.isspace() else f"(cid:{ord(c) % 900})" for c in text[:700]),
    "shifted codes": lambda text, chance: "".join(c if c.isspace() else chr((ord(c) - 29) % 0x250 or 33) for c in text),
    "no Unicode": lambda text, chance: "".join(c if c.isspace() or chance.random() < 0.6 else "\ufffd" for c in text),
    "private area": lambda text, chance: "".join(c if ord(c) < 128 else chr(0xE000 + ord(c) % 0x1000) for c in text),
    "letters apart": lambda text, chance: " ".join(text),
    "marks apart": lambda text, chance: re.sub(r"([ạảấầẩẫậắằẳẵặẹẻẽếềểễệịỉọỏốồổỗộớờởỡợụủứừửữự])", r" \1 ", text),
    "glued": lambda text, chance: text.replace(" ", ""),
    "wrong code page": lambda text, chance: text.encode("utf-8").decode("cp1252", "replace"),
}  # fmt: skip


def engine_garbled(count: int) -> Iterator[tuple[str, str]]:
    """Pages that Tesseract read with the wrong language."""
    done = 0
    for path in sorted((SAMPLES / "pdf").glob("*.pdf")):
        document = pypdfium2.PdfDocument(str(path))
        for number in range(len(document)):
            if done >= count:
                return
            image = degrade.office(document[number].render(scale=200 / 72).to_pil(), number)
            for language in ("eng", "fra"):
                buffer = io.BytesIO()
                image.save(buffer, "PNG")
                told = subprocess.run(
                    ["tesseract", "-", "-", "-l", language, "--psm", "3"], input=buffer.getvalue(), capture_output=True
                )
                if told.returncode == 0:
                    yield f"Tesseract {language}", told.stdout.decode("utf-8")
            done += 1


def scanned_pdf(plan: Path, kind: str, target: Path) -> list[str]:
    """The plan as pictures with a hidden text layer of some kind; gives what each page's method should be."""
    pdfmetrics.registerFont(TTFont("Hidden", str(FONT)))
    document = pypdfium2.PdfDocument(str(plan))
    canvas = Canvas(str(target))
    want = []
    chance = random.Random(3)
    with PdfFile(plan) as pdf:
        layers = [pdf.layer(number + 1) for number in range(len(document))]
    for number, layer in enumerate(layers):
        picture = degrade.office(document[number].render(scale=200 / 72).to_pil(), number)
        canvas.setPageSize((layer.width, layer.height))
        canvas.drawImage(ImageReader(picture.convert("RGB")), 0, 0, layer.width, layer.height)
        this = ("right", "other page", "stamp", "none", "garbled")[number % 5] if kind == "mixed" else kind
        tokens = {"right": layer, "garbled": layer, "other page": layers[(number + 1) % len(layers)]}.get(this)
        canvas.setFont("Hidden", 10)
        for token in tokens.tokens if tokens else ():
            text = confused(token.text, chance) if this == "garbled" else token.text
            hidden = canvas.beginText(token.box[0], layer.height - token.baseline)
            hidden.setFont("Hidden", token.size * 0.8)
            hidden.setTextRenderMode(3)
            hidden.textOut(text + " ")
            canvas.drawText(hidden)
        if this == "stamp":
            hidden = canvas.beginText(350, layer.height - 30)
            hidden.setFont("Hidden", 8)
            hidden.textOut("Ký bởi: Ủy ban nhân dân xã; Thời gian ký: 12/01/2026 10:15:00 +07:00")
            canvas.drawText(hidden)
        want.append({"right": "layer", "none": "ocr"}.get(this, "layer-rejected"))
        canvas.showPage()
    canvas.save()
    return want


def whole_files(count: int) -> tuple[int, list[str]]:
    """Pages right and the mistakes, over whole PDFs."""
    right, wrong = 0, []
    with tempfile.TemporaryDirectory() as folder:
        for plan in sorted((SAMPLES / "pdf").glob("*.pdf"))[:count]:
            for kind in ("right", "mixed"):
                path = Path(folder) / f"{plan.stem}-{kind}.pdf"
                want = scanned_pdf(plan, kind, path)
                for page, expected in zip(read_pdf(path, ReadSettings()).pages, want, strict=True):
                    if page.method == expected:
                        right += 1
                    else:
                        wrong.append(f"{path.name} page {page.number}: {page.method}, not {expected} ({page.reason})")
            for page in read_pdf(plan, ReadSettings()).pages:
                if page.method == "layer":
                    right += 1
                else:
                    wrong.append(f"{plan.name} page {page.number}: {page.method}, not layer ({page.reason})")
    return right, wrong


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpus", nargs="*", type=Path, default=[])
    parser.add_argument("--engine", action="store_true")
    parser.add_argument("--plans", type=int, default=3, help="plans made into whole PDFs with --engine")
    arguments = parser.parse_args()
    pages = own_pages()
    chance = random.Random(5)
    labelled = [(kind, text, True) for kind, text in good_variants(pages)]
    labelled += [("corpus", text, True) for text in corpus_pages(arguments.corpus, 120)]
    for number, (kind, spoil) in enumerate(BAD.items()):
        labelled += [(kind, spoil(page, chance), False) for page in pages[number % 3 :: 3]]
    if arguments.engine:
        labelled += [(kind, text, False) for kind, text in engine_garbled(30)]
    right: Counter[str] = Counter()
    total: Counter[str] = Counter()
    scores: dict[str, list[float]] = defaultdict(list)
    wrong: list[tuple[str, float, str]] = []
    for kind, text, good in labelled:
        verdict = judge(text)
        total[kind] += 1
        right[kind] += verdict.believed == good
        scores[kind].append(verdict.score)
        if verdict.believed != good:
            wrong.append((kind, verdict.score, " ".join(text.split())[:110]))
    table = csv.writer(sys.stdout, delimiter="\t", lineterminator="\n")
    table.writerow(("kind", "pages", "right", "lowest score", "highest score"))
    for kind in total:
        table.writerow((kind, total[kind], right[kind], f"{min(scores[kind]):.2f}", f"{max(scores[kind]):.2f}"))
    pages_right, pages_all = sum(right.values()), sum(total.values())
    for kind, score, text in wrong[:20]:
        print(f"wrong: {kind} {score:.2f} {text}")
    print(f"texts: {pages_right} of {pages_all} right, {pages_right / pages_all:.4f}")
    if arguments.engine:
        good_pages, mistakes = whole_files(arguments.plans)
        for mistake in mistakes:
            print("wrong:", mistake)
        print(f"whole PDFs: {good_pages} of {good_pages + len(mistakes)} pages right")
    return 0


if __name__ == "__main__":
    Image.MAX_IMAGE_PIXELS = None
    sys.exit(main())
