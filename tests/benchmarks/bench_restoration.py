"""Restoration by kind of noise: words right, characters wrong, what is changed in sound text, speed, load, memory.

    python tests/benchmarks/bench_restoration.py
        [--garbled FILE --truth FILE]     a real garbled layer and the true text
        [--held-out FILE ...]             sound text that no model was trained on: stripped of marks, and as it stands
        [--words 250000]                  how much of it
        [--pages FILE ...]                pages made by models/train/render_ocr.py from held-out text
        [--plans PLAN GOLD ...]           sound plans with gold records: spelling suspects against gold findings

Without arguments the repository's own sample plans are garbled: rendered and read by Tesseract in each language that is
installed, stripped, joined and cut, put into TCVN3. Words are runs between white space, punctuation included, NFC, one
tone style, aligned by edit distance.
"""

from __future__ import annotations

import argparse
import importlib.util
import itertools
import json
import random
import resource
import subprocess
import sys
import tempfile
import time
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from types import ModuleType

from rapidfuzz.distance import Levenshtein

from pipeline.restoration import restore, spelling_suspects
from pipeline.settings import RestoreSettings
from pipeline.text import encodings as legacy
from pipeline.text.unicode import nfc, place_tones

ROOT = Path(__file__).resolve().parents[2]
SAMPLES = ROOT / "data" / "samples" / "text"
TRAIN = ROOT / "models" / "train"
MARKS = {"\u0300", "\u0301", "\u0303", "\u0309", "\u0323", "\u0302", "\u0306", "\u031b"}
SKIPPED = "left out: give {} on the command line"


def words(text: str) -> list[str]:
    """Words as they are scored."""
    return place_tones(nfc(text)).split()


def score(truth: str, given: str) -> tuple[int, int, int, int]:
    """Words right, words of the truth, character errors, characters of the truth."""
    a, b = words(truth), words(given)
    right = sum(e.src_end - e.src_start for e in Levenshtein.opcodes(a, b) if e.tag == "equal")
    x, y = " ".join(a), " ".join(b)
    return right, len(a), Levenshtein.distance(x, y), len(x)


def row(name: str, pairs: Iterable[tuple[str, str]], restorer: Callable[[str], str]) -> None:
    """Prints one line of the table: before and after."""
    before, after = [0, 0, 0, 0], [0, 0, 0, 0]
    for truth, noisy in pairs:
        for total, text in ((before, noisy), (after, restorer(noisy))):
            for i, n in enumerate(score(truth, text)):
                total[i] += n
    if after[1]:
        print(
            f"{name:44s} {after[1]:7d}   {before[0] / before[1]:.4f} -> {after[0] / after[1]:.4f}   "
            f"{before[2] / before[3]:.4f} -> {after[2] / after[3]:.4f}"
        )


def strip(text: str) -> str:
    """Text without its marks."""
    bare = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    return "".join(c for c in bare if c not in MARKS)


def joined_and_cut(text: str, seed: int = 3) -> str:
    """Heavy noise: half of the words bare, signs for letters, every eighth space gone, some words cut."""
    rng = random.Random(seed)
    signs = {
        "ô": "6",
        "ố": "6",
        "ộ": "9",
        "ổ": "6",
        "ế": "8",
        "ệ": "~",
        "ề": "8",
        "á": "4",
        "ã": "3",
        "ứ": "ir",
        "ự": "v",
    }
    out = []
    for line in text.split("\n"):
        made = []
        for word in line.split(" "):
            new = "".join(signs.get(c, c) if rng.random() < 0.5 else c for c in word)
            new = strip(new) if rng.random() < 0.9 else new
            if len(new) > 4 and rng.random() < 0.05:
                at = rng.randrange(1, len(new) - 1)
                new = new[:at] + " " + new[at:]
            made.append(new)
            made.append("" if rng.random() < 0.12 and new.isalpha() else " ")
        out.append("".join(made).rstrip())
    return "\n".join(out)


def tcvn3(text: str) -> str:
    """The text as a TCVN3 font's bytes read as Windows-1252; capitals with marks become small."""
    table = {}
    for code in range(0x80, 0x100):
        sign = bytes([code]).decode("latin-1")
        made = legacy.decode_legacy(sign, "tcvn3")
        if made != sign and len(made) == 1:
            table.setdefault(made, sign)
    return "".join(table.get(c, table.get(c.lower(), c)) for c in text)


def renderer() -> ModuleType:
    """The training script that renders pages."""
    spec = importlib.util.spec_from_file_location("render_ocr", TRAIN / "render_ocr.py")
    if spec is None or spec.loader is None:
        raise SystemExit("models/train/render_ocr.py is missing")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def read_samples(engine: str, harsh: bool, count: int) -> Iterator[tuple[str, str]]:
    """Sample plans, rendered and read by a Tesseract language: (truth, OCR) a page."""
    render = renderer()
    fonts = render.find_fonts()
    plans = [p.read_text("utf-8") for p in sorted(SAMPLES.glob("*.txt"))]
    for number, text in enumerate(plans[:count]):
        rng = random.Random(f"{engine}{harsh}{number}")
        page = render.Page(rng, fonts, 45, harsh)
        for paragraph in text.split("\n"):
            if len(paragraph.split()) > 3 and not page.full():
                page.paragraph(nfc(" ".join(paragraph.split())))
        image, _ = page.damage()
        yield "\n".join(t for t, _ in page.lines), nfc("\n".join(render.read_page(image, engine, page.dpi)))


def page_pairs(paths: list[Path]) -> dict[str, list[tuple[str, str]]]:
    """Pages of `render_ocr.py` by engine."""
    found: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for path in paths:
        for record in map(json.loads, path.read_text("utf-8").splitlines()):
            pair = nfc("\n".join(record["truth"])), nfc("\n".join(record["ocr"]))
            found[f"{path.stem}: {record['engine']}"].append(pair)
    return found


def sound(name: str, texts: Iterable[str], how: str) -> None:
    """Prints how much of sound text is changed."""
    total = changed = figures = 0
    for text in texts:
        result = restore(text, RestoreSettings(restore=how))  # type: ignore[arg-type]
        total += len(text.split())
        made = [c for c in result.changes if c.kind != "doubt"]
        changed += len(made)
        figures += sum([d for d in c.raw if d.isdigit()] != [d for d in c.restored if d.isdigit()] for c in made)
    print(f"{name:44s} {total:7d}   changed {changed} ({changed / total:.5%}), with a digit in it {figures}")


def stripped_syllables(text: str) -> None:
    """Syllables right on text stripped of its marks, and the best open restorer beside it if it is installed."""
    lines = [line for line in text.split("\n") if line.strip()]
    bare = [strip(line) for line in lines]
    start = time.process_time()
    ours = restore("\n".join(bare)).text.split("\n")
    took = time.process_time() - start
    rivals: dict[str, list[str]] = {"kehoach": ours}
    try:
        from underthesea import restore_diacritics  # not in every release
    except ImportError:
        print("underthesea's restorer: not in the installed release")
    else:
        rivals["underthesea"] = [restore_diacritics(line) for line in bare]
    for name, made in rivals.items():
        right = total = 0
        for truth, line in zip(lines, made, strict=True):
            for a, b in itertools.zip_longest(words(truth), words(line)):
                if a is not None and any(c.isalpha() for c in a):
                    total += 1
                    right += a == b
        print(f"stripped, {name:34s} {total:7d}   {right / total:.4f}")
    print(f"stripped: {len(text.split()) / took:.0f} words a second of processor time")


def spelling(plans: list[Path]) -> None:
    """Suspects against the findings of kind spelling in gold records."""
    right = given = wanted = found = 0
    for plan, gold in zip(plans[::2], plans[1::2], strict=True):
        text = nfc(plan.read_text("utf-8"))
        slips = [f for f in json.loads(gold.read_text("utf-8"))["findings"] if f["kind"] == "spelling"]
        suspects = spelling_suspects(text)
        hits = [any(s.word in slip["about"].split() for slip in slips) for s in suspects]
        right, given = right + sum(hits), given + len(suspects)
        wanted += len(slips)
        found += sum(any(s.word in slip["about"].split() for s in suspects) for slip in slips)
    print(f"spelling suspects: precision {right}/{given}, recall {found}/{wanted}")


def cost(garbled: str) -> None:
    """Load and memory in a fresh process, speed on text met for the first time."""
    code = (
        "import sys,time,pipeline.restoration.repair as r, numpy;"
        "t=time.perf_counter();r.reader('foreign');d=time.perf_counter()-t;"
        "r.restore(open(sys.argv[1],encoding='utf-8').read());"
        "peak=[x for x in open('/proc/self/status') if x.startswith('VmHWM')][0].split()[1];"
        "print(f'load {d:.2f} s, peak memory with a plan of {len(open(sys.argv[1]).read().split())} words restored '"
        "f'{int(peak)/1024:.0f} MB')"
    )
    with tempfile.NamedTemporaryFile("w", suffix=".txt", encoding="utf-8") as plan:
        plan.write(garbled)
        plan.flush()
        done = subprocess.run([sys.executable, "-c", code, plan.name], capture_output=True, text=True, check=True)
    print(done.stdout.strip())


def speed(name: str, text: str) -> None:
    """Words a second on one core, nothing remembered, and when all forms were met before."""
    from pipeline.restoration.models import reader

    cold = []
    for _ in range(3):
        reader.cache_clear()
        reader("foreign")
        start = time.process_time()
        restore(text)
        cold.append(len(text.split()) / (time.process_time() - start))
    start = time.process_time()
    restore(text)
    warm = len(text.split()) / (time.process_time() - start)
    print(f"{name}: {max(cold):.0f} words a second of processor time at first sight, {warm:.0f} again")


def _plain(text: str) -> str:
    return restore(text).text


def _always(text: str) -> str:
    return restore(text, RestoreSettings(restore="always")).text


def of_samples(samples: list[str], rendered: int) -> None:
    """The samples, their text spoilt by rule and their pictures read by each engine."""
    row("samples: stripped", ((t, strip(t)) for t in samples), _plain)
    row("samples: joined, cut, half bare", ((t, joined_and_cut(t)) for t in samples), _plain)
    row("samples: TCVN3 as Windows-1252", ((t, tcvn3(t)) for t in samples), _plain)
    listed = subprocess.run(["tesseract", "--list-langs"], capture_output=True, text=True, check=False).stdout.split()
    for engine in ("eng", "fra", "Latin", "vie", "Vietnamese"):
        if engine not in listed:
            print(f"samples read by {engine}: left out, Tesseract's data for it is not installed")
            continue
        for harsh in (False, True):
            pairs = list(read_samples(engine, harsh, rendered))
            name = f"samples: {engine}, {'bad' if harsh else 'office'} scan"
            row(name, pairs, _plain)
            if engine in ("vie", "Vietnamese"):
                row(f"{name}, --restore always", pairs, _always)


def of_layer(name: str, garbled: str, truth: str) -> None:
    """A real garbled layer against what its paper says."""
    # Score from the truth's first line on: a layer may hold a letterhead that the truth lacks.
    row(name, [(truth, garbled)], _plain)
    restored = restore(garbled).text
    head = place_tones(nfc(truth)).split("\n", 1)[0].strip()
    if head and head in restored:
        row("the same from the truth's first line", [(truth, restored[restored.index(head) :])], lambda text: text)
    speed(name, garbled)


def of_held_out(path: Path, words: int) -> None:
    """So many words of a text that no model was trained on, its lines shuffled."""
    lines = nfc(path.read_text("utf-8")).split("\n")
    random.Random(1).shuffle(lines)
    chosen, count = [], 0
    for line in lines:
        chosen.append(line)
        count += len(line.split())
        if count >= words:
            break
    stripped_syllables("\n".join(chosen))
    sound(f"sound text: {path.name}, auto", ["\n".join(chosen)], "auto")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--garbled", type=Path)
    parser.add_argument("--truth", type=Path)
    parser.add_argument("--held-out", type=Path, nargs="+", default=[])
    parser.add_argument("--words", type=int, default=250_000)
    parser.add_argument("--pages", type=Path, nargs="+", default=[])
    parser.add_argument("--plans", type=Path, nargs="+", default=[])
    parser.add_argument("--samples", type=int, default=8, help="sample plans to render for each engine")
    args = parser.parse_args()
    print(f"{'noise':44s} {'words':>7s}   words right         characters wrong")
    samples = [nfc(p.read_text("utf-8")) for p in sorted(SAMPLES.glob("*.txt"))]
    of_samples(samples, args.samples)
    for name, found in sorted(page_pairs(args.pages).items()):
        row(name, found, _plain)
        if "vie" in name.lower().split(": ")[1]:
            row(f"{name}, --restore always", found, _always)
    sound("sound text: samples, auto", samples, "auto")
    sound("sound text: samples, always", samples, "always")
    garbled = joined_and_cut(samples[0])
    if args.garbled and args.truth:
        garbled, truth = (nfc(p.read_text("utf-8")) for p in (args.garbled, args.truth))
        of_layer(args.garbled.name, garbled, truth)
    else:
        print("real garbled layer: " + SKIPPED.format("--garbled and --truth"))
        speed("samples, joined and cut", joined_and_cut("\n".join(samples)))
    for path in args.held_out:
        of_held_out(path, args.words)
    if not args.held_out:
        print("stripped text held out from training: " + SKIPPED.format("--held-out"))
    if args.plans:
        sound("sound text: plans, auto", [nfc(p.read_text("utf-8")) for p in args.plans[::2]], "auto")
        spelling(args.plans)
    else:
        print("spelling suspects: " + SKIPPED.format("--plans PLAN GOLD ..."))
    cost(garbled)
    print(f"peak memory of this run {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


if __name__ == "__main__":
    main()
