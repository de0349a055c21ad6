"""Rebuild the artefacts of `pipeline.restoration` from a folder of corpora: what `make train` runs.

    python models/train/restoration.py CORPUS_DIR --plans PLANS_DIR [--work DIR] [--pages 735] [--harsh-pages 280]

1. `filter_corpora.py`  takes the wording of the measuring plans (PLANS_DIR) out of the corpora
2. `unit_names.py`      adds the names of the administrative units, filtered likewise
3. `train_language_model.py`  counts syllables, estimates, prunes
4. `render_ocr.py`      renders pages of the corpora and reads them with the wrong OCR language (eng, fra, Latin, and
                        vie, Vietnamese on bad scans; Debian: tesseract-ocr-fra, -vie, -script-latn, -script-viet)
5. `train_channel.py`   learns what OCR makes of each letter, once for foreign OCR and once for Vietnamese
6. `register.py`        writes the sums into models/manifest.json

Steps whose output lies in the work folder already are not done again. About 5 minutes for the language model and 40
for the pages on one core; 4 GB of memory.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
TARGET = HERE.parent / "restoration"
TRAINING = ("tlnb_tnt305", "phapdien_saladnga", "vbpl_phanbst", "uts_vlc", "vietnews")
"""What the language model is counted on. tvpl_johnpa02 is held out for testing, the encyclopedia adds nothing."""

RENDERED = ("tlnb_tnt305", "vbpl_phanbst", "phapdien_saladnga", "uts_vlc", "tlnb_tnt305", "vietnews")
LICENCE = "MIT; counts only, of texts of law, administrative papers and news, see models/README.md"


def step(script: str, *arguments: object, out: Path | None = None) -> None:
    """Runs one script unless its output is there."""
    if out is not None and out.exists():
        sys.stderr.write(f"have {out}\n")
        return
    command = [sys.executable, str(HERE / script), *map(str, arguments)]
    sys.stderr.write(" ".join(command) + "\n")
    subprocess.run(command, check=True, env={**os.environ, "PYTHONPATH": str(ROOT)})


def main() -> None:
    """All steps."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--plans", type=Path, required=True, help="folder of plans (*.txt) to keep out of training")
    parser.add_argument("--work", type=Path, default=ROOT / "out" / "train")
    parser.add_argument("--pages", type=int, default=735)
    parser.add_argument("--harsh-pages", type=int, default=280)
    args = parser.parse_args()
    clean, units, pages = args.work / "clean", args.work / "units", args.work / "pages"
    for folder in (units, pages, TARGET):
        folder.mkdir(parents=True, exist_ok=True)
    step("filter_corpora.py", args.corpus, args.plans, clean, out=clean / "filter_report.json")
    step("unit_names.py", units / "units.txt", out=units / "units.txt")
    step("filter_corpora.py", units, args.plans, args.work / "clean-units", out=args.work / "clean-units" / "units.txt")
    texts = [clean / f"{name}.txt" for name in TRAINING]
    model = TARGET / "language.npz"
    step("train_language_model.py", model, *texts, args.work / "clean-units" / "units.txt")
    rendered = [clean / f"{name}.txt" for name in RENDERED]
    engines = "eng,eng,fra,eng,eng,Latin,eng,eng,vie,eng"
    step("render_ocr.py", *rendered, "--pages", args.pages, "--engines", engines, "--seed", 5,
         "--out", pages / "office.jsonl", out=pages / "office.jsonl")  # fmt: skip
    engines = "eng,vie,fra,eng,Vietnamese,Latin"
    step("render_ocr.py", *rendered[:5], "--pages", args.harsh_pages, "--engines", engines, "--seed", 6, "--harsh",
         "--out", pages / "harsh.jsonl", out=pages / "harsh.jsonl")  # fmt: skip
    both = pages / "office.jsonl", pages / "harsh.jsonl"
    step("train_channel.py", model, TARGET / "channel-foreign.npz", *both)
    step("train_channel.py", model, TARGET / "channel-vietnamese.npz", *both,
         "--engines", "vie,Vietnamese", "--stripped", 0.002, "--same", 0.3)  # fmt: skip
    names = [f"restoration/{name}.npz" for name in ("language", "channel-foreign", "channel-vietnamese")]
    step("register.py", *names, "--made-by", "models/train/restoration.py", "--licence", LICENCE)


if __name__ == "__main__":
    main()
