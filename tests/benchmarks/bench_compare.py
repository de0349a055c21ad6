"""Groups the targets of many synthetic plans, then looks for shared passages: seconds, peak memory, growth.

    python tests/benchmarks/bench_compare.py [PLANS ...]        default: 415 830 1660 3321

Each plan has 15 targets: indicators drawn from the wordings that the similarity was fitted on, each in one of many
rewordings (other verbs, places, years, word order, slips), so that some thousands of distinct wordings meet.
"""

from __future__ import annotations

import random
import resource
import sys
import time
from pathlib import Path

from pipeline.comparing.groups import group_targets
from pipeline.comparing.overlap import find_overlap
from pipeline.records import Evidence, Target

ROOT = Path(__file__).resolve().parents[2]
WORDINGS = ROOT / "models" / "train" / "similarity" / "wordings.txt"
OPENINGS = ("", "phấn đấu ", "bảo đảm ", "tỷ lệ ", "duy trì ", "nâng tỷ lệ ", "có ")
CLOSINGS = (
    "",
    " trên địa bàn xã",
    " trong năm 2026",
    " theo quy định",
    " của xã",
    " đến năm 2030",
    " tại các thôn",
    " hằng năm",
)
FILLERS = (
    "đúng thời gian", "vùng khó khăn", "đạt chất lượng", "kịp thời", "công khai", "tại khu trung tâm",
    "gắn với chuyển đổi số",
    "trong giờ hành chính", "có kiểm tra, giám sát", "theo từng quý", "được ngân sách hỗ trợ",
    "của các thôn đặc biệt khó khăn",
)  # fmt: skip
EVIDENCE = Evidence(1, 0, 1, 0, 1)


def wordings() -> list[tuple[str, str]]:
    found = []
    unit = "%"
    for line in WORDINGS.read_text(encoding="utf-8").splitlines():
        if line.startswith("= "):
            unit = line.split("|", 1)[1].strip()
        elif line.strip() and line[0] not in "#=?":
            text, _, own = line.partition("|")
            found.append((text.strip(), own.strip() or unit))
    return found


def reworded(text: str, draw: random.Random) -> str:
    words = text.split()
    if draw.random() < 0.15 and len(words) > 6:
        words.pop(draw.randrange(1, len(words)))
    if draw.random() < 0.35:
        words.append(draw.choice(FILLERS))
    if draw.random() < 0.1:
        words.append(draw.choice(FILLERS))
    return draw.choice(OPENINGS) + " ".join(words) + draw.choice(CLOSINGS)


def targets(plans: int, seed: int = 7) -> list[tuple[str, int, Target]]:
    draw = random.Random(seed)
    known = wordings()
    found = []
    for plan in range(plans):
        for index, (text, unit) in enumerate(draw.sample(known, 15)):
            indicator = reworded(text, draw)
            found.append((f"plan-{plan:05}", index, Target(
                id=f"t{index}", value=float(draw.randint(1, 100)), unit=unit, comparator="=", indicator=indicator,
                quote=indicator, evidence=EVIDENCE, confidence=1.0, by="bench", section=f"II.{index % 4}",
            )))  # fmt: skip
    return found


def texts(plans: int, seed: int = 11) -> list[tuple[str, str]]:
    """Plans by one template of 60 paragraphs: two thirds kept as they are, the others reworded."""
    draw = random.Random(seed)
    known = [text for text, _ in wordings()]
    template = [f"Tổ chức thực hiện {a}, {b} trên địa bàn xã" for a, b in zip(known[:60], known[60:120], strict=True)]
    return [
        (f"plan-{at:05}", "\n".join(line if draw.random() < 0.67 else reworded(line, draw) for line in template))
        for at in range(plans)
    ]


def main() -> int:
    sizes = [int(argument) for argument in sys.argv[1:]] or [415, 830, 1660, 3321]
    print("plans  targets  wordings  groups  seconds  s/1000 targets  peak MiB")
    for plans in sizes:
        items = targets(plans)
        start = time.perf_counter()
        groups = group_targets(items)
        seconds = time.perf_counter() - start
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        distinct = len({target.indicator for _, _, target in items})
        print(
            f"{plans:5}  {len(items):7}  {distinct:8}  {len(groups):6}  {seconds:7.1f}  "
            f"{1000 * seconds / len(items):14.2f}  {peak:8.0f}"
        )
    print("\nplans  passages  shared  seconds  s/1000 plans  peak MiB")
    for plans in sizes:
        pairs = texts(plans)
        start = time.perf_counter()
        passages = find_overlap(pairs, "plan-00000")
        seconds = time.perf_counter() - start
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        shared = sum(passage.kind in ("parent", "shared") for passage in passages)
        print(f"{plans:5}  {len(passages):8}  {shared:6}  {seconds:7.1f}  {1000 * seconds / plans:12.2f}  {peak:8.0f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
