"""Offices that ended, other units, names without a syllable, bodies that lead and help."""

from __future__ import annotations

import re
from random import Random

from planting.paper import Paper, Slip

_FORMER = (
    ("Bộ Nông nghiệp và Môi trường", ("Bộ Nông nghiệp và Phát triển nông thôn", "Bộ Tài nguyên và Môi trường")),
    (
        "Sở Nông nghiệp và Môi trường",
        ("Sở Nông nghiệp và Phát triển nông thôn", "Sở Tài nguyên và Môi trường", "Sở TN&MT"),
    ),
    ("Sở Tài chính", ("Sở Kế hoạch và Đầu tư", "Sở KH&ĐT")),
    ("Bộ Tài chính", ("Bộ Kế hoạch và Đầu tư",)),
    ("Sở Nội vụ", ("Sở Lao động - Thương binh và Xã hội", "Sở LĐTBXH")),
    ("Bộ Nội vụ", ("Bộ Lao động - Thương binh và Xã hội",)),
    ("Sở Xây dựng", ("Sở Giao thông vận tải",)),
    ("Bộ Xây dựng", ("Bộ Giao thông vận tải",)),
    ("Sở Khoa học và Công nghệ", ("Sở Thông tin và Truyền thông",)),
    ("Bộ Khoa học và Công nghệ", ("Bộ Thông tin và Truyền thông",)),
    ("UBND các xã, phường", ("UBND các huyện, thị xã, thành phố", "UBND cấp huyện")),
    ("Ủy ban nhân dân cấp xã", ("Ủy ban nhân dân cấp huyện", "Phòng Giáo dục và Đào tạo cấp huyện")),
    ("Ủy ban nhân dân các xã, phường", ("Ủy ban nhân dân các huyện, thành phố", "Công an cấp huyện")),
    ("Phòng Kinh tế", ("Phòng Tài nguyên và Môi trường", "Phòng Lao động - Thương binh và Xã hội")),
    ("Phòng Văn hóa - Xã hội", ("Phòng Văn hóa và Thông tin", "Phòng Y tế huyện")),
)


def former_office(paper: Paper, chance: Random) -> Slip | None:
    """An office that ended in 2025 charged in a paper of after 1 July 2025."""
    day = paper.record.document.issue_date or ""
    fit = [
        (found, others) for name, others in _FORMER for found in paper.finds(rf"(?<!\w){name}(?! \w*(?:tỉnh|và))(?!\w)")
    ]
    if not fit or day < "2025-07-01":
        return None
    found, others = chance.choice(fit)
    return paper.put(found.span(), chance.choice(others))


_PROVINCES = ("Lạng Sơn", "Cà Mau", "Nghệ An", "Đồng Tháp", "Lào Cai", "Tây Ninh", "Quảng Trị", "Gia Lai")


def other_unit(paper: Paper, chance: Random) -> Slip | None:
    """The name of another unit in one place of the wording."""
    unit = paper.record.document.unit or ""
    found = re.fullmatch(r"(?P<kind>tỉnh|thành phố|xã|phường|đặc khu)\s+(?P<name>.+)", unit, re.IGNORECASE)
    if found is None:
        return None
    fit = paper.finds(rf"(?<!\w){found['kind']}\s+(?P<name>{re.escape(found['name'])})(?!\w)")
    if not fit:
        return None
    local = found["kind"].lower() in ("xã", "phường", "đặc khu")
    names = ("Tân Hòa", "Bình Minh", "Phú Lộc", "An Thạnh") if local else _PROVINCES
    name = chance.choice([one for one in names if one != found["name"]])
    return paper.put(chance.choice(fit).span(), f"{found['kind'] if local else 'tỉnh'} {name}")


_BODIES = (
    "Ủy ban nhân dân",
    "Hội đồng nhân dân",
    "Mặt trận Tổ quốc Việt Nam",
    "Thủ tướng Chính phủ",
    "Hội Liên hiệp Phụ nữ",
    "Đoàn Thanh niên Cộng sản Hồ Chí Minh",
    "Văn phòng Ủy ban nhân dân",
    "Sở Giáo dục và Đào tạo",
    "Sở Tài chính",
    "Sở Nông nghiệp và Môi trường",
    "Sở Văn hóa, Thể thao và Du lịch",
    "Bộ Chỉ huy quân sự",
    "Sở Khoa học và Công nghệ",
    "Bộ Giáo dục và Đào tạo",
    "Bộ Nông nghiệp và Môi trường",
    "Văn phòng Chính phủ",
    "Hội Cựu chiến binh",
)


def lost_syllable(paper: Paper, chance: Random) -> Slip | None:
    """A body's name without one of its syllables."""
    fit = [found for name in _BODIES for found in paper.finds(rf"(?<!\w){name}(?!\w)", free=False)]
    if not fit:
        return None
    found = chance.choice(fit)
    words = found.group().split(" ")
    at = chance.randrange(1, len(words))
    return paper.put(found.span(), " ".join(words[:at] + words[at + 1 :]))


def lost_word(paper: Paper, chance: Random) -> Slip | None:
    """A word of the wording is left out from among four others in small letters."""
    fit = paper.finds(r"(?<= )[^\W\dA-ZĐ_]+ [^\W\dA-ZĐ_]+ (?P<n>[^\W\dA-ZĐ_]+ )[^\W\dA-ZĐ_]+(?= [^\W\d_])")
    return paper.put(chance.choice(fit).span("n"), "") if fit else None


def leads_and_helps(paper: Paper, chance: Random) -> Slip | None:
    """The body that leads a task stands among its partners."""
    fit = paper.finds(
        r"(?<!\w)(?P<who>(?:Sở|Công an|Văn phòng|Phòng|Ban|Trạm|Hội|Đoàn) [^,;.:|\n]{3,45}?) (?:chủ trì|là cơ quan chủ trì)"
        r",? phối hợp với (?:các )?(?P<at>)[^;.\n]{10,}"
    )
    rows = paper.finds(
        r"^\d+ \| [^|\n]{15,} \| (?P<who>(?:Sở|Công an|Phòng|Bộ|UBND) [^|\n,;]{3,60}?) \| (?P<at>)(?:Các|Sở|Bộ|Phòng|UBND)"
    )
    if not fit and not rows:
        return None
    one = chance.choice([*fit, *rows])
    at = one.start("at")
    return paper.put((at, at), f"{one['who'].strip()}, ", one.span("who"))
