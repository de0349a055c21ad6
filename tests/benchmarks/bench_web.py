"""The review page over a store of the whole country: 3,321 plans with 50,000 targets, server time of every page.

    python tests/benchmarks/bench_web.py [--plans 3321] [--targets 50000] [--times 40]

Prints the median and the 95th percentile of every page in milliseconds, of the clock and of the processor (which is
what counts where others use the machine as well), and how long `kehoach serve` takes until it answers for the first
time. The bar is 300 ms at the 95th percentile, and 2 s.
"""

from __future__ import annotations

import argparse
import random
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from starlette.testclient import TestClient

from pipeline.settings import RunSettings
from pipeline.storage import Entry, Store
from pipeline.storage.decisions import Decision
from pipeline.storage.review import row_keys
from pipeline.web.app import create_app

_WORDS = [
    "trồng rừng",
    "giảm nghèo",
    "chuyển đổi số",
    "an toàn giao thông",
    "tiêm chủng",
    "du lịch",
    "nước sạch",
    "đào tạo nghề",
]
_BODIES = ("Phòng Kinh tế", "Phòng Văn hóa - Xã hội", "Công an xã", "Trạm Y tế", "Văn phòng HĐND và UBND")
_PER_PLAN = {"assignments": 20, "dates": 20, "legal_references": 8, "findings": 3}


def _place(chance: random.Random, number: int) -> dict[str, Any]:
    start = number * 120
    place = {"page": 1 + number // 12, "start": start, "end": start + 80, "raw_start": start, "raw_end": start + 80}
    return place | {"bbox": [80.0, 60.0 + number % 12 * 50, 480.0, 74.0 + number % 12 * 50]}


def _items(chance: random.Random, table: str, count: int) -> list[dict[str, Any]]:
    found = []
    for number in range(count):
        what = chance.choice(_WORDS)
        own: dict[str, Any] = {
            "targets": {"value": float(chance.randint(1, 99)), "value_max": None, "unit": "%", "comparator": ">=",
                        "indicator": f"tỷ lệ {what} ở thôn {number}", "due": "2026-12", "group": None, "section": "II.1",
                        "indicator_id": None, "responsible": None, "baseline": None},
            "assignments": {"body": chance.choice(_BODIES), "role": "lead", "task": f"chủ trì {what} đợt {number}",
                            "partners": ["Công an xã"], "due": "2026-11-15", "report_to": None, "section": "III",
                            "body_id": None, "product": None, "target_ids": []},
            "dates": {"edtf": f"2026-{chance.randint(1, 12):02}", "role": "deadline", "recurring": False},
            "legal_references": {"type": "Quyết định", "number": str(number), "symbol": "QĐ-UBND", "date": "2026-01-09",
                                 "canonical": f"{number}/QĐ-UBND", "issuer": None, "title": None, "article": None,
                                 "role": "basis", "repeats": None, "resolved": None, "verdict": "unknown"},
            "findings": {"kind": "missing-number", "about": f"số {number}", "explanation": "Thiếu số.", "basis": None,
                         "explanation_en": "No number.", "severity": "warning", "rule": "F01", "suggestion": None},
        }[table]  # fmt: skip
        common = {
            "id": f"{table[0]}{number}",
            "quote": f"câu thứ {number} về {what}",
            "evidence": _place(chance, number),
        }
        found.append(own | common | {"confidence": chance.randint(40, 99) / 100, "by": "rule"})
    return found


def _record(chance: random.Random, number: int, targets: int) -> dict[str, Any]:
    keys = ("type", "number", "symbol", "issuer", "unit", "province", "place", "issue_date", "title", "period", "signer",
            "signer_title", "archive")  # fmt: skip
    info: dict[str, Any] = dict.fromkeys(keys) | {"authority": [], "recipients": [], "evidence": {}}
    info |= {
        "unit": f"xã Thử {number}",
        "number": str(number),
        "symbol": "KH-UBND",
        "issue_date": f"2026-{1 + number % 12:02}-05",
    }
    info |= {"title": f"{chance.choice(_WORDS).capitalize()} trên địa bàn xã Thử {number} năm 2026", "type": "Kế hoạch"}
    pages = [{"page": page, "text_source": "layer", "score": 1.0, "reason": None} for page in range(1, 9)]
    source = {"path": f"{number}.pdf", "sha256": f"{number:064d}", "media_type": "application/pdf", "method": "text-layer",
              "pages": pages, "restored": False, "quality": 1.0, "engines": {}, "faults": []}  # fmt: skip
    tables = {name: _items(chance, name, count) for name, count in {"targets": targets, **_PER_PLAN}.items()}
    return {"source": source, "document": info, "sections": [], **tables, "schema_version": 1}


def fill(url: str, plans: int, targets: int) -> None:
    """Makes the store; 30 of its plans have been reviewed in part."""
    chance = random.Random(5)
    with Store(url) as store:
        for number in range(1, plans + 1):
            share = targets * number // plans - targets * (number - 1) // plans
            values = _record(chance, number, share)
            entry = Entry(path=f"/plans/{number}.pdf", shown=f"{number}.pdf", name=f"ke-hoach-{number}", sha256=f"{number:064d}",
                          size=1, settings="s", attempt="t", version="0", state="ok",
                          started=datetime(2026, 3, 1, tzinfo=UTC))  # fmt: skip
            store.save(entry, values)
            if number % (plans // 30 or 1) == 0:
                key, item = row_keys("targets", values["targets"])[0], values["targets"][0]
                word = Decision(sha256=entry.sha256 or "", table="targets", row=key, action="edit", field="value",
                                machine=item, human=1.0, who="Lan")  # fmt: skip
                store.decisions.add(word)


def _pages(plans: int) -> dict[str, list[str]]:
    chance = random.Random(7)
    some = [chance.randint(1, plans) for _ in range(200)]
    return {
        "plans": [f"/?page={1 + n % (plans // 50 or 1)}" for n in some],
        "plans, search": [f"/?q=xa thu {n}" for n in some],
        "plans, filter": [f"/?q={word}&since=2026-0{1 + n % 9}-01&review=none" for n, word in zip(some, _WORDS * 25, strict=True)],
        "plan, targets": [f"/plans/{n}" for n in some],
        "plan, assignments": [f"/plans/{n}?tab=assignments" for n in some],
        "a row's place": [f"/plans/{n}/source?tab=targets" for n in some],
        "queue": ["/queue"] * 200,
        "queue, next": ["/queue/next"] * 200,
        "findings": [f"/findings?page={1 + n % 60}" for n in some],
        "ledger": [f"/ledger?page={1 + n % 60}" for n in some],
        "compare, 5 plans": ["/compare?" + "&".join(f"plan={(n + k * 31) % plans + 1}" for k in range(5)) for n in some],
        "compare, 8 plans": ["/compare?" + "&".join(f"plan={(n + k * 31) % plans + 1}" for k in range(8)) for n in some],
    }  # fmt: skip


def _start(url: str) -> float:
    """Seconds from the command to the first answer."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    began = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, "-m", "pipeline", "serve", "--db", url, "--port", str(port)], stderr=subprocess.DEVNULL
    )
    try:
        while time.perf_counter() - began < 60:
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=20).read()
                return time.perf_counter() - began
            except (urllib.error.URLError, ConnectionError):
                time.sleep(0.02)
    finally:
        process.terminate()
        process.wait()
    raise SystemExit("serve did not answer")


def main() -> None:
    """Prints the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--plans", type=int, default=3321)
    parser.add_argument("--targets", type=int, default=50_000)
    parser.add_argument("--times", type=int, default=40)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{folder}/k.db"
        began = time.perf_counter()
        fill(url, given.plans, given.targets)
        size = (Path(folder) / "k.db").stat().st_size / 2**20
        print(
            f"{given.plans} plans, {given.targets} targets: {size:.0f} MiB, made in {time.perf_counter() - began:.0f} s"
        )
        starts = sorted(_start(url) for _ in range(3))
        print(f"serve until its first answer: {', '.join(f'{s:.2f}' for s in starts)} s")
        app = create_app(RunSettings(db=url, out=f"{folder}/out"))
        print(f"{'page':<20}{'median':>9}{'p95':>9}{'CPU':>9}{'CPU p95':>9}  ms")
        with TestClient(app, base_url="http://127.0.0.1", follow_redirects=False) as client:
            for name, addresses in _pages(given.plans).items():
                client.get(addresses[-1])
                taken, worked = [], []
                for address in addresses[: given.times]:
                    began, spent = time.perf_counter(), time.process_time()
                    answer = client.get(address)
                    taken.append((time.perf_counter() - began) * 1000)
                    worked.append((time.process_time() - spent) * 1000)
                    assert answer.status_code in (200, 303), (address, answer.status_code)
                late = int(len(taken) * 0.95) - 1
                figures = (
                    statistics.median(taken),
                    sorted(taken)[late],
                    statistics.median(worked),
                    sorted(worked)[late],
                )
                print(f"{name:<20}" + "".join(f"{figure:9.0f}" for figure in figures), flush=True)


if __name__ == "__main__":
    main()
