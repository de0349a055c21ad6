"""A correct plan to plant slips in, and the way from its text to findings."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline.extraction import extract
from pipeline.process import check as verify
from pipeline.reading import read
from pipeline.records import Document, Finding, Record
from pipeline.settings import CheckSettings

PLAN = """\
ỦY BAN NHÂN DÂN
XÃ SÔNG ĐẦM
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc

Số: 45/KH-UBND
Sông Đầm, ngày 16 tháng 3 năm 2026

KẾ HOẠCH
Nâng cao chất lượng công tác văn thư năm 2026 trên địa bàn xã Sông Đầm

Căn cứ Luật Tổ chức chính quyền địa phương số 72/2025/QH15 ngày 16 tháng 6 năm 2025;

Căn cứ Nghị định số 30/2020/NĐ-CP ngày 05 tháng 3 năm 2020 của Chính phủ về công tác văn thư;

Thực hiện Kế hoạch số 92/KH-UBND ngày 27 tháng 02 năm 2026 của UBND tỉnh Lào Cai về công tác văn thư năm 2026.

Ủy ban nhân dân xã Sông Đầm ban hành Kế hoạch nâng cao chất lượng công tác văn thư năm 2026 như sau:

I. MỤC ĐÍCH, YÊU CẦU

1. Mục đích

- Nâng cao nhận thức của cán bộ, công chức trên địa bàn xã về công tác văn thư.

2. Yêu cầu

- Mỗi nhiệm vụ phải rõ người làm, rõ thời hạn.

II. CHỈ TIÊU

1. Tỷ lệ văn bản đi được ký số đạt 100% trong năm 2026.

2. Ít nhất 90% hồ sơ công việc được lập trên môi trường điện tử trước ngày 31/12/2026.

III. NHIỆM VỤ

1. Các thôn cử người tham gia tập huấn; trưởng thôn thông báo đến các hộ trong thôn.

2. Rà soát danh mục hồ sơ của UBND xã trước ngày 30/6/2026.

IV. TỔ CHỨC THỰC HIỆN

1. Văn phòng HĐND và UBND xã

- Chủ trì, phối hợp với Phòng Văn hóa - Xã hội tổ chức tập huấn; báo cáo UBND xã trước ngày 30/11/2026.

2. Phòng Kinh tế

- Bố trí kinh phí thực hiện Kế hoạch.

Trên đây là Kế hoạch nâng cao chất lượng công tác văn thư năm 2026 của xã Sông Đầm, đề nghị các đơn vị thực hiện./.

Nơi nhận:
- UBND tỉnh;
- Thường trực Đảng ủy, HĐND xã;
- Các phòng, đơn vị thuộc xã;
- Các thôn;
- Lưu: VT.

TM. ỦY BAN NHÂN DÂN
CHỦ TỊCH

Nguyễn Văn Thử
"""


@pytest.fixture
def plan_text() -> str:
    """A plan without any slip, of 16 March 2026."""
    return PLAN


@pytest.fixture
def read_text(tmp_path: Path) -> Callable[[str], tuple[Document, Record]]:
    """Takes the words of a plan through reading and extraction."""

    def make(text: str) -> tuple[Document, Record]:
        file = tmp_path / "ke-hoach.txt"
        file.write_text(text, encoding="utf-8")
        document = read(file)
        return document, extract(document)

    return make


@pytest.fixture
def findings(read_text: Callable[[str], tuple[Document, Record]]) -> Callable[..., tuple[Finding, ...]]:
    """The findings on a text, spelling left to its own tests."""

    def make(text: str, **settings: object) -> tuple[Finding, ...]:
        document, record = read_text(text)
        given = {"disabled": ("S01",), **settings}
        return verify(record, document, CheckSettings(**given)).findings  # type: ignore[arg-type]

    return make


@pytest.fixture
def planted(findings: Callable[..., tuple[Finding, ...]]) -> Callable[..., list[tuple[str, str]]]:
    """The (rule, about) of what is found once `old` is replaced by `new` in the correct plan."""

    def make(*changes: tuple[str, str], **settings: object) -> list[tuple[str, str]]:
        text = PLAN
        for old, new in changes:
            assert old in text, old
            text = text.replace(old, new)
        return [(one.rule, one.about) for one in findings(text, **settings)]

    return make


def _changed(text: str, changes: tuple[str, str] | tuple[tuple[str, str], ...]) -> str:
    for old, new in (changes,) if isinstance(changes[0], str) else changes:
        assert old in text, old
        text = text.replace(old, new)
    return text


@pytest.fixture
def only_the_excuse(findings: Callable[..., tuple[Finding, ...]]) -> Callable[..., None]:
    """Sees that a rule is silent on a plan with a slip and its excuse, and speaks once the excuse is gone."""

    def see(rule: str, excused: tuple[tuple[str, str], ...], slip: tuple[tuple[str, str], ...]) -> None:
        text = _changed(PLAN, excused)
        assert rule not in {finding.rule for finding in findings(text)}
        assert rule in {finding.rule for finding in findings(_changed(text, slip))}

    return see
