"""Render pages of corpus text in office fonts, damage them like a scanner, read them with the wrong OCR language.

One JSON object a page goes to the output: the truth lines, the OCR lines and the settings.  ``learn_channel.py``
aligns the two.  Damage is drawn at random from what office scans show: 110 to 300 dpi, blur, bilevel thresholds that
thin or thicken strokes, salt and pepper, JPEG blocks, a tilt below half a degree; spacing is justified as in Word.

Usage: python models/train/render_ocr.py TEXT_FILE... --pages 800 --engine eng --seed 1 --out pages.jsonl
"""

from __future__ import annotations

import argparse
import io
import json
import os
import random
import subprocess
import tempfile
import time
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw, ImageFilter, ImageFont

FONT_ROOTS = (Path("/usr/share/fonts"), Path("/usr/share/texmf/fonts"))
FAMILIES = {
    "liberation": ("LiberationSerif-{}.ttf", ("Regular", "Bold", "Italic", "BoldItalic"), 5),
    "tinos": ("Tinos-{}.ttf", ("Regular", "Bold", "Italic", "BoldItalic"), 4),
    "freeserif": ("FreeSerif{}.ttf", ("", "Bold", "Italic", "BoldItalic"), 2),
    "termes": ("texgyretermes-{}.otf", ("regular", "bold", "italic", "bolditalic"), 2),
    "sans": ("LiberationSans-{}.ttf", ("Regular", "Bold", "Italic", "BoldItalic"), 1),
    "dejavu": ("DejaVuSerif{}.ttf", ("", "-Bold", "-Italic", "-BoldItalic"), 1),
}


def find_fonts() -> dict[str, list[Path]]:
    """Paths of the four cuts of each family that is installed."""
    files = {p.name: p for root in FONT_ROOTS if root.exists() for p in root.rglob("*.[to]tf")}
    found = {}
    for family, (pattern, cuts, _) in FAMILIES.items():
        paths = [files.get(pattern.format(cut)) for cut in cuts]
        if all(paths):
            found[family] = [p for p in paths if p]
    return found


class Page:
    """One page: draws paragraphs, keeps the truth of every line."""

    def __init__(self, rng: random.Random, fonts: dict[str, list[Path]], max_lines: int, harsh: bool = False) -> None:
        self.rng = rng
        self.harsh = harsh
        families = [f for f in FAMILIES if f in fonts]
        self.family = rng.choices(families, [FAMILIES[f][2] for f in families])[0]
        self.dpi = rng.choices((110, 130, 150, 200, 250, 300), (1, 2, 4, 8, 3, 6))[0]
        if harsh:
            self.dpi = rng.choice((85, 95, 105, 115, 130, 150))
        self.points = rng.choices((11, 12, 13, 14), (1, 2, 4, 4))[0]
        self.px = round(self.points * self.dpi / 72)
        self.cuts = [ImageFont.truetype(str(p), self.px) for p in fonts[self.family]]
        self.width = round(8.27 * self.dpi)
        self.height = round(11.69 * self.dpi)
        self.image = Image.new("L", (self.width, self.height), 255)
        self.draw = ImageDraw.Draw(self.image)
        self.left = round(1.0 * self.dpi)
        self.right = self.width - round(0.7 * self.dpi)
        self.y = round(0.7 * self.dpi)
        self.leading = self.px * rng.choice((1.25, 1.35, 1.5))
        self.ink = rng.choice((0, 0, 20, 50))
        self.lines: list[tuple[str, str]] = []
        self.max_lines = max_lines

    def full(self) -> bool:
        """No room for another line."""
        return self.y + 2 * self.leading > self.height - 0.6 * self.dpi or len(self.lines) >= self.max_lines

    def paragraph(self, text: str) -> None:
        """Wrap and draw one paragraph."""
        style = self.rng.choices(("regular", "bold", "italic", "bolditalic", "upper"), (70, 8, 8, 4, 10))[0]
        if style == "upper":
            text = text.upper()
        number = {"regular": 0, "bold": 1, "italic": 2, "bolditalic": 3}.get(style)
        cut = self.cuts[self.rng.choice((0, 1)) if number is None else number]
        indent = round(0.4 * self.dpi)
        space = cut.getlength(" ") * (self.rng.uniform(0.45, 1.0) if self.harsh else 1.0)
        words, row, used = text.split(), [], indent
        rows: list[tuple[list[str], bool]] = []
        for word in words:
            wide = cut.getlength(word)
            if row and used + space + wide > self.right - self.left:
                rows.append((row, False))
                row, used = [], 0
            used += (space if row else 0) + wide
            row.append(word)
        if row:
            rows.append((row, True))
        justify = self.rng.random() < 0.7
        for number, (row, last) in enumerate(rows):
            if self.full():
                return
            x = self.left + (indent if number == 0 else 0)
            natural = sum(cut.getlength(w) for w in row)
            gap = space
            if justify and not last and len(row) > 1:
                gap = (self.right - x - natural) / (len(row) - 1)
            for word in row:
                self.draw.text((x, self.y), word, font=cut, fill=self.ink)
                x += cut.getlength(word) + gap
            self.lines.append((" ".join(row), style))
            self.y += round(self.leading)
        self.y += round(self.leading * self.rng.choice((0, 0.2, 0.4)))

    def damage(self) -> tuple[Image.Image, str]:
        """The page as a scanner would give it, and what was done."""
        rng, image, notes = self.rng, self.image, []
        if rng.random() < 0.5:
            angle = rng.uniform(-0.4, 0.4)
            image = image.rotate(angle, fillcolor=255, resample=Image.Resampling.BILINEAR)
            notes.append(f"rot{angle:.2f}")
        if rng.random() < 0.65:
            radius = rng.uniform(0.2, 0.9) * self.dpi / (120 if self.harsh else 200)
            image = image.filter(ImageFilter.GaussianBlur(radius))
            notes.append(f"blur{radius:.2f}")
        pixels = np.asarray(image, dtype=np.float32)
        noise = np.random.default_rng(rng.randrange(1 << 30))
        if rng.random() < 0.5:
            sigma = rng.uniform(3, 22)
            pixels = pixels + noise.normal(0, sigma, pixels.shape).astype(np.float32)
            notes.append(f"noise{sigma:.0f}")
        if rng.random() < 0.55:
            cutoff = rng.uniform(85, 205)
            pixels = np.where(pixels < cutoff, 0, 255)
            notes.append(f"bilevel{cutoff:.0f}")
            if rng.random() < 0.3:
                specks = noise.random(pixels.shape)
                pixels = np.where(specks < 0.0006, 0, np.where(specks > 0.9985, 255, pixels))
                notes.append("specks")
        image = Image.fromarray(np.clip(pixels, 0, 255).astype(np.uint8))
        if rng.random() < 0.3:
            buffer = io.BytesIO()
            quality = rng.randint(20, 60)
            image.save(buffer, "JPEG", quality=quality)
            image = Image.open(io.BytesIO(buffer.getvalue())).convert("L")
            notes.append(f"jpeg{quality}")
        return image, " ".join(notes)


def read_page(image: Image.Image, engine: str, dpi: int) -> list[str]:
    """Lines that Tesseract finds on the page."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "p.png"
        image.save(path, compress_level=1)
        command = ["tesseract", str(path), "stdout", "-l", engine, "--psm", "6", "--dpi", str(dpi)]
        environment = {**os.environ, "OMP_THREAD_LIMIT": "1"}
        done = subprocess.run(command, capture_output=True, text=True, env=environment, timeout=120, check=False)
    return [line for line in done.stdout.splitlines() if line.strip()]


def paragraphs(paths: list[Path], rng: random.Random) -> list[str]:
    """Paragraphs of prose from the files, shuffled; tables and links are left out."""
    pool: list[str] = []
    for path in paths:
        lines = path.read_text("utf-8").splitlines()
        pool.extend(rng.sample(lines, min(len(lines), 60000)))
    pool = [p for p in pool if 20 <= len(p) <= 900 and "|" not in p and p.isprintable()]
    rng.shuffle(pool)
    return pool


def main() -> None:
    """Render and read pages until the count or the time is reached."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("texts", type=Path, nargs="+")
    parser.add_argument("--pages", type=int, default=800)
    parser.add_argument("--lines", type=int, default=45, help="most lines a page")
    parser.add_argument("--engines", default="eng", help="comma list of Tesseract languages, taken in turn")
    parser.add_argument("--seconds", type=float, default=1e9)
    parser.add_argument("--harsh", action="store_true", help="bad scans: 85 to 150 dpi, tight spacing, strong blur")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args()
    rng = random.Random(args.seed)
    fonts = find_fonts()
    pool = iter(paragraphs(args.texts, rng))
    engines = args.engines.split(",")
    started = time.monotonic()
    with args.out.open("w", encoding="utf-8") as sink:
        for number in range(args.pages):
            if time.monotonic() - started > args.seconds:
                break
            engine = engines[number % len(engines)]
            page = Page(rng, fonts, args.lines, args.harsh)
            while not page.full():
                page.paragraph(next(pool))
            image, notes = page.damage()
            lines = read_page(image, engine, page.dpi)
            record = {
                "engine": engine,
                "font": page.family,
                "dpi": page.dpi,
                "points": page.points,
                "damage": notes,
                "truth": [t for t, _ in page.lines],
                "style": [s for _, s in page.lines],
                "ocr": lines,
            }
            sink.write(json.dumps(record, ensure_ascii=False) + "\n")
            sink.flush()


if __name__ == "__main__":
    main()
