"""Error rates on scans: kehoach, and OCRmyPDF with pdftotext, on the sample plans at four levels of damage.

    python tests/benchmarks/bench_ocr.py                       error rates, exact symbols and dates
    python tests/benchmarks/bench_ocr.py --peer PATH           the same for OCRmyPDF (path of its command) + pdftotext
    python tests/benchmarks/bench_ocr.py --tables              F1 of each table against the text-layer PDF of the same plan
    python tests/benchmarks/bench_ocr.py --speed               pages a minute against bare tesseract, two processes
    python tests/benchmarks/bench_ocr.py --steps | --choices   what each picture step, resolution and language data is worth
    --plans N (default 4), --levels clean,office,fax,phone, --out FILE.json

Each system is measured against what it gives for the undamaged text-layer PDF, so that the order of columns does
not count. Rates are edit distance over words (WER) or characters (CER) of the clean text.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from pathlib import Path

import degrade
import pypdfium2
from PIL import Image
from rapidfuzz.distance import Levenshtein

from pipeline.process import read
from pipeline.records import Document
from pipeline.settings import ReadSettings

SAMPLES = Path(__file__).resolve().parents[2] / "data" / "samples"
LAYER = ReadSettings(ocr="never")
SCAN = ReadSettings(ocr="auto")
BODY = ("body", "item", "heading", "row")
SYMBOL = re.compile(r"\b\d{1,5}(?:/\d{4})?[/-][A-ZĐ][A-Za-zĐđ]*[-/][A-ZĐ][A-Za-zĐđ]+\b|\b\d+/\d{4}/QH\d+\b")
DATE = re.compile(
    r"\b\d{1,2}/\d{1,2}/\d{4}\b|\bngày \d{1,2} tháng \d{1,2} năm \d{4}\b|\bQuý [IV]+/\d{4}\b", re.IGNORECASE
)


@dataclass
class Rates:
    """Sums over documents."""

    words: int = 0
    errors: int = 0
    body_words: int = 0
    body_errors: int = 0
    chars: int = 0
    char_errors: int = 0
    facts: int = 0
    facts_right: int = 0
    loose_errors: int = 0
    missed: list[str] = field(default_factory=list)
    """Symbols and dates of the truth that were not read exactly."""

    def line(self) -> str:
        """WER of all, WER without regard to order, WER of the body, CER, share of symbols and dates read exactly."""
        body = f"{self.body_errors / self.body_words:.4f}" if self.body_words else "   -  "
        facts = f"{self.facts_right / self.facts:.4f} of {self.facts}" if self.facts else "-"
        loose = f"any order {self.loose_errors / self.words:.4f}"
        return f"WER {self.errors / self.words:.4f}  {loose}  body {body}  CER {self.char_errors / self.chars:.4f}  exact {facts}"

    def add(self, truth: str, found: str, kinds: Sequence[bool] = ()) -> None:
        """Compares two texts; `kinds` says of each word of the truth whether it stands in the body."""
        right, read_ = truth.split(), found.split()
        self.words += len(right)
        self.chars += len(truth)
        self.char_errors += Levenshtein.distance(" ".join(right), " ".join(read_))
        self.body_words += sum(kinds)
        wanted, got = Counter(right), Counter(read_)
        self.loose_errors += max(sum((wanted - got).values()), sum((got - wanted).values()))
        for op in Levenshtein.opcodes(right, read_):
            if op.tag == "equal":
                continue
            self.errors += max(op.src_end - op.src_start, op.dest_end - op.dest_start)
            if kinds:
                inside = sum(kinds[op.src_start : op.src_end])
                extra = op.tag == "insert" and kinds[min(op.src_start, len(kinds) - 1)]
                self.body_errors += (op.dest_end - op.dest_start) if extra else inside
        for pattern in (SYMBOL, DATE):
            wanted, got = Counter(pattern.findall(truth)), Counter(pattern.findall(found))
            self.facts += sum(wanted.values())
            self.facts_right += sum((wanted & got).values())
            self.missed += (wanted - got).elements()


def scan(pdf: Path, level: str, target: Path) -> None:
    """The plan as a PDF of damaged pictures, a seal over the signatory."""
    document = pypdfium2.PdfDocument(str(pdf))
    dpi = degrade.DPI[level]
    pictures: list[Image.Image] = []
    for number in range(len(document)):
        page = document[number]
        picture = page.render(scale=dpi / 72).to_pil().convert("RGB")
        spot = signatory(page)
        if spot is not None and level in ("office", "phone"):
            picture = degrade.seal(picture, spot, dpi, number)
        pictures.append(degrade.LEVELS[level](picture, number))
    pictures[0].save(target, save_all=True, append_images=pictures[1:], resolution=dpi, quality=85)


def signatory(page: pypdfium2.PdfPage) -> tuple[float, float] | None:
    """Where a seal would stand, as shares of the page: below the signing authority, left of the signature."""
    text = page.get_textpage()
    words = text.get_text_range()
    if "Nơi nhận" not in words:
        return None
    found = text.search("CHỦ TỊCH", match_case=True) if "CHỦ TỊCH" in words else text.search("Nơi nhận")
    spot = found.get_next()
    last = spot
    while spot is not None:
        last, spot = spot, found.get_next()
    if last is None:
        return None
    left, bottom, _, _ = text.get_charbox(last[0])
    width, height = page.get_size()
    return min(left / width, 0.7), min(1 - (bottom - 45) / height, 0.95)


def in_body(document: Document) -> list[bool]:
    """Of each word of the text, whether it stands in the body."""
    flags: list[bool] = []
    for block in document.blocks:
        flags += [block.kind in BODY] * len(document.text[block.start : block.end].split())
    return flags


def plans(count: int) -> list[Path]:
    """Sample plans spread over the set."""
    every = sorted((SAMPLES / "pdf").glob("*.pdf"))
    step = max(1, len(every) // count)
    return every[::step][:count]


def peer(command: str, scanned: Path, folder: Path) -> tuple[str, float]:
    """Text and seconds of OCRmyPDF with the same language data on two jobs, then pdftotext."""
    from pipeline.reading.ocr.tesseract import Tesseract

    out = folder / "peer.pdf"
    language = Tesseract(SCAN.ocr_language).language
    begun = time.perf_counter()
    subprocess.run(
        [command, "-q", "--jobs", "2", "-l", language, "--deskew", "--rotate-pages", "--output-type", "pdf", "-O0"]
        + [str(scanned), str(out)],
        check=True,
        capture_output=True,
        env={**os.environ, "OMP_THREAD_LIMIT": "1"},
    )
    return pdftotext(out), time.perf_counter() - begun


def pdftotext(pdf: Path) -> str:
    """What poppler's pdftotext gives, page breaks as white space."""
    return subprocess.run(["pdftotext", str(pdf), "-"], check=True, capture_output=True, text=True).stdout


def error_rates(arguments: argparse.Namespace) -> dict[str, object]:
    """Prints a line a level and system."""
    result: dict[str, object] = {}
    chosen = plans(arguments.plans)
    truths = {pdf: read(pdf, LAYER) for pdf in chosen}
    for level in arguments.levels:
        ours, theirs = Rates(), Rates()
        seconds = [0.0, 0.0]
        pages = 0
        with tempfile.TemporaryDirectory() as name:
            for pdf in chosen:
                scanned = Path(name) / f"{pdf.stem}.pdf"
                scan(pdf, level, scanned)
                begun = time.perf_counter()
                found = read(scanned, SCAN)
                seconds[0] += time.perf_counter() - begun
                pages += len(found.pages)
                ours.add(truths[pdf].text, found.text, in_body(truths[pdf]))
                if arguments.peer:
                    text, took = peer(arguments.peer, scanned, Path(name))
                    seconds[1] += took
                    theirs.add(pdftotext(pdf), text)
        print(f"{level:7} kehoach   {ours.line()}  {60 * pages / seconds[0]:.0f} pages a minute", flush=True)
        result[level] = ours.__dict__
        if ours.missed:
            print(f"{level:7} not exact: {'; '.join(ours.missed)}", flush=True)
        if arguments.peer:
            print(f"{level:7} ocrmypdf  {theirs.line()}  {60 * pages / seconds[1]:.0f} pages a minute", flush=True)
            result[f"{level}-ocrmypdf"] = theirs.__dict__
            print(f"{level:7} speed    kehoach / ocrmypdf {seconds[1] / seconds[0]:.2f}", flush=True)
    return result


def table_scores(arguments: argparse.Namespace) -> dict[str, object]:
    """Prints F1 of each table of the records, text layer and scans, against the samples' gold."""
    import pipeline
    from pipeline.evaluation import evaluate
    from pipeline.records.codec import to_dict

    result: dict[str, object] = {}
    chosen = [pdf for pdf in plans(arguments.plans) if (SAMPLES / "gold" / f"{pdf.stem}.json").exists()]
    golds = [json.loads((SAMPLES / "gold" / f"{pdf.stem}.json").read_text(encoding="utf-8")) for pdf in chosen]
    with tempfile.TemporaryDirectory() as name:
        for level in ["text-layer", *arguments.levels]:
            records = []
            for pdf in chosen:
                source, settings = pdf, LAYER
                if level != "text-layer":
                    source, settings = Path(name) / f"{pdf.stem}-{level}.pdf", SCAN
                    scan(pdf, level, source)
                records.append(to_dict(pipeline.extract(read(source, settings))))
            scores = evaluate(zip(golds, records, strict=True))
            told = {score.name: round(score.f1, 3) for score in scores}
            print(f"{level:10}", "  ".join(f"{key} {value:.3f}" for key, value in told.items()), flush=True)
            result[level] = told
    return result


def pictures(arguments: argparse.Namespace, level: str = "office") -> Iterator[tuple[Path, int, Image.Image]]:
    """Degraded pages of the plans: plan, page number, picture."""
    for pdf in plans(arguments.plans):
        document = pypdfium2.PdfDocument(str(pdf))
        for number in range(len(document)):
            page = document[number].render(scale=degrade.DPI[level] / 72).to_pil().convert("RGB")
            spot = signatory(document[number])
            if spot is not None and level in ("office", "phone"):
                page = degrade.seal(page, spot, degrade.DPI[level], number)
            yield pdf, number + 1, degrade.LEVELS[level](page, number)


def speed(arguments: argparse.Namespace) -> dict[str, object]:
    """Pages a minute over the same JPEG files: kehoach, and two bare tesseract processes; taken in turns."""
    from pipeline.reading.ocr.pages import Pages
    from pipeline.reading.ocr.tesseract import Tesseract

    engine = Tesseract(SCAN.ocr_language)
    settings = replace(SCAN, ocr_jobs=2)
    ratios = []
    with tempfile.TemporaryDirectory() as name:
        files = []
        for pdf, number, picture in pictures(arguments):
            files.append(Path(name) / f"{pdf.stem}-{number}.jpg")
            picture.save(files[-1], quality=90, dpi=(200, 200))
        command = ["tesseract", "-l", engine.language, "--psm", "3", "--dpi", "200"]
        env = {**os.environ, "OMP_THREAD_LIMIT": "1"}

        def bare(file: Path) -> None:
            arguments_ = [command[0], str(file), str(file.with_suffix("")), *command[1:]]
            subprocess.run(arguments_, check=True, capture_output=True, env=env)

        for _ in range(3):
            begun = time.perf_counter()
            with ThreadPoolExecutor(2) as pool:
                list(pool.map(bare, files))
            middle = time.perf_counter()
            with Pages(engine, settings) as pages:
                for index, file in enumerate(files):
                    with Image.open(file) as image:
                        image.load()
                        pages.put(image.copy(), 200, index + 1)
                pages.results()
            ended = time.perf_counter()
            ratios.append((middle - begun) / (ended - middle))
            rates = 60 * len(files) / (middle - begun), 60 * len(files) / (ended - middle)
            print(
                f"bare tesseract {rates[0]:.1f}, kehoach {rates[1]:.1f} pages a minute: ratio {ratios[-1]:.2f}",
                flush=True,
            )
    print(f"median ratio {sorted(ratios)[1]:.2f}")
    return {"ratio": sorted(ratios)[1]}


def page_rates(
    arguments: argparse.Namespace, level: str, settings: ReadSettings, steps: frozenset[str] | None
) -> Rates:
    """Rates over single pages, tables apart, with some picture steps left out."""
    from pipeline.reading.ocr import pictures as module
    from pipeline.reading.ocr.pages import read_page
    from pipeline.reading.ocr.repairs import applied
    from pipeline.reading.ocr.tesseract import Tesseract

    engine = Tesseract(settings.ocr_language)
    rates = Rates()
    usual = module.STEPS
    module.STEPS = usual if steps is None else steps
    try:
        truths: dict[Path, Document] = {}
        for pdf, number, picture in pictures(arguments, level):
            truth = truths.setdefault(pdf, read(pdf, LAYER))
            if any(block.kind == "row" and block.page == number for block in truth.blocks):
                continue
            page = truth.pages[number - 1]
            found = read_page(picture, degrade.DPI[level], number, None, engine, settings)
            rates.add(
                truth.raw[page.raw_start : page.raw_end], "\n".join(applied(x.text, x.edits) for x in found.lines)
            )
    finally:
        module.STEPS = usual
    return rates


def steps(arguments: argparse.Namespace) -> dict[str, object]:
    """Error rates with each picture step left out."""
    from pipeline.reading.ocr.pictures import STEPS

    result: dict[str, object] = {}
    for level in arguments.levels:
        for name, kept in [("all steps", STEPS), ("none", frozenset[str]())] + [
            (f"no {s}", STEPS - {s}) for s in sorted(STEPS)
        ]:
            rates = page_rates(arguments, level, SCAN, kept)
            print(f"{level:7} {name:10} {rates.line()}", flush=True)
            result[f"{level} {name}"] = rates.__dict__
    return result


def choices(arguments: argparse.Namespace) -> dict[str, object]:
    """Error rates of resolutions and language data."""
    result: dict[str, object] = {}
    for level in arguments.levels:
        for language in ("Vietnamese", "vie"):
            for dpi in (150, 200, 250, 300):
                settings = replace(SCAN, ocr_language=language, ocr_dpi=dpi)
                begun = time.perf_counter()
                rates = page_rates(arguments, level, settings, None)
                print(
                    f"{level:7} {language:10} {dpi} dpi  {rates.line()}  {time.perf_counter() - begun:.0f} s",
                    flush=True,
                )
                result[f"{level} {language} {dpi}"] = rates.__dict__
    return result


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--plans", type=int, default=4)
    parser.add_argument("--levels", default="clean,office,fax,phone", type=lambda text: text.split(","))
    parser.add_argument("--peer", nargs="?", const="ocrmypdf")
    parser.add_argument("--out", type=Path)
    for name in ("tables", "speed", "steps", "choices"):
        parser.add_argument(f"--{name}", action="store_true")
    arguments = parser.parse_args()
    if arguments.peer and shutil.which(arguments.peer) is None:
        print(f"{arguments.peer} is not installed: the peer is left out", file=sys.stderr)
        arguments.peer = None
    jobs = {"tables": table_scores, "speed": speed, "steps": steps, "choices": choices}
    chosen = [job for name, job in jobs.items() if getattr(arguments, name)] or [error_rates]
    result = {job.__name__: job(arguments) for job in chosen}
    if arguments.out:
        arguments.out.write_text(json.dumps(result, ensure_ascii=False, indent=1), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
