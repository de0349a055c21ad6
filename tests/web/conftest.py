"""A small store of plans really read, and a client of its page."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from starlette.testclient import TestClient

from pipeline.process import process
from pipeline.settings import RunSettings
from pipeline.storage import Entry, Store
from pipeline.web.app import create_app
from pipeline.web.security import Access

PLAN = """\
ỦY BAN NHÂN DÂN
XÃ SÔNG ĐẦM
Số: 21/KH-UBND

CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Sông Đầm, ngày 05 tháng 3 năm 2026

KẾ HOẠCH
Trồng rừng ngập mặn <script>alert("kế hoạch")</script> trên địa bàn xã năm 2026

Căn cứ Luật Tổ chức chính quyền địa phương số 72/2025/QH15 ngày 16 tháng 6 năm 2025;

Hộp dự phòng mang 4477 để ở kho.

I. MỤC TIÊU
1. Phấn đấu 90% hộ dân ven sông ký cam kết bảo vệ rừng trước ngày 30/9/2026.
2. Trồng mới ít nhất 25 ha rừng ngập mặn trong năm 2026.

II. TỔ CHỨC THỰC HIỆN
1. Phòng Kinh tế chủ trì, phối hợp với Công an xã kiểm tra hiện trường, báo cáo trước ngày 15/11/2026.
2. Văn phòng HĐND và UBND xã theo dõi, đôn đốc việc thực hiện Kế hoạch này.

TM. ỦY BAN NHÂN DÂN
CHỦ TỊCH
Lê Văn Thử
"""


class Asker(NamedTuple):
    """A client with what it talks to."""

    client: TestClient
    store: Store
    access: Access
    settings: RunSettings

    def get(self, address: str, **more: Any) -> str:
        """The text of a page that is there."""
        answer = self.client.get(address, **more)
        assert answer.status_code == 200, (answer.status_code, answer.text[:300])
        return answer.text

    def post(self, address: str, **more: Any) -> Any:
        """The answer to a change, sent as the page sends it."""
        headers = {"x-csrf-token": self.access.csrf, "hx-request": "true"} | more.pop("headers", {})
        return self.client.post(address, headers=headers, **more)

    def keys(self, table: str = "targets", plan: int = 1) -> list[str]:
        """Addresses of the rows of a table."""
        rows = self.client.get(f"/api/plans/{plan}/rows/{table}").json()["rows"]
        return [row["key"] for row in rows]


@pytest.fixture(scope="session")
def read_once(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, dict[str, Any]]:
    """A plan as a file of text, and its record."""
    path = tmp_path_factory.mktemp("plans") / "rung-ngap-man.txt"
    path.write_text(PLAN, encoding="utf-8")
    return str(path), process(str(path), RunSettings())


@pytest.fixture
def plan(read_once: tuple[str, dict[str, Any]], tmp_path: Path) -> tuple[Path, dict[str, Any]]:
    """The plan for one test: a file of its own, and the record."""
    path = tmp_path / "in" / "rung-ngap-man.txt"
    path.parent.mkdir(exist_ok=True)
    shutil.copy(read_once[0], path)
    return path, json.loads(json.dumps(read_once[1]))


@pytest.fixture
def line() -> Callable[..., Entry]:
    """Makes a line of the ledger."""
    from datetime import UTC, datetime

    def make(path: Path, **fields: Any) -> Entry:
        common: dict[str, Any] = {
            "path": str(path),
            "shown": path.name,
            "name": path.stem,
            "sha256": path.stem.ljust(64, "0"),
        }
        common |= {"size": path.stat().st_size if path.exists() else None, "settings": "s", "attempt": "t"}
        common |= {"version": "0", "state": "ok", "seconds": 0.2, "started": datetime(2026, 3, 6, tzinfo=UTC)}
        return Entry(**(common | fields))

    return make


@pytest.fixture(scope="session")
def empty_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store without a plan, whose tables were made once for all tests."""
    path = tmp_path_factory.mktemp("store") / "empty.db"
    with Store(str(path)):
        return path


@pytest.fixture
def open_site(tmp_path: Path, empty_store: Path) -> Iterator[Callable[..., Asker]]:
    """Opens the page over the store of the test: `open_site(token=..., read_only=..., work=...)`."""
    clients: list[TestClient] = []

    def make(work: str | None = None, settings: RunSettings | None = None, **rules: Any) -> Asker:
        settings = settings or RunSettings(db=f"sqlite:///{tmp_path}/k.db", out=str(tmp_path / "out"), workers=1)
        if not (tmp_path / "k.db").exists():
            shutil.copy(empty_store, tmp_path / "k.db")
        access = Access(**rules)
        app = create_app(settings, access, **({"work": work} if work else {}))
        client = TestClient(app, base_url="http://127.0.0.1", follow_redirects=False)
        client.__enter__()
        clients.append(client)
        return Asker(client, app.state.site.store, access, settings)

    yield make
    for client in clients:
        client.__exit__(None, None, None)


@pytest.fixture
def site(open_site: Callable[..., Asker], plan: Any, line: Callable[..., Entry], tmp_path: Path) -> Asker:
    """The page over three plans: one with its source, one whose source is gone, one that could not be read."""
    path, values = plan
    asker = open_site()
    asker.store.save(line(path), values)
    other = json.loads(json.dumps(values))
    other["document"] |= {"unit": "phường Đông Hà", "title": "Đào tạo nghề năm 2025", "issue_date": "2025-02-01"}
    other["targets"][0] |= {"confidence": 0.3}
    asker.store.save(line(tmp_path / "in" / "dao-tao-nghe.txt", size=5), other)
    failed = line(tmp_path / "in" / "hong.pdf", size=1)
    asker.store.save(failed._replace(state="failed", reason_vi="Tệp hỏng", reason_en="Damaged"), None)
    return asker
