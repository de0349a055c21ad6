"""Where a run of bodies falls into single ones: at which of its commas and conjunctions another body begins."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from pipeline.grammar.body_words import heads
from pipeline.grammar.pieces import UPPER
from pipeline.grammar.rule import Choice, Choices

_SHORT_NAME = re.compile(
    rf"(?!PTNT)[{UPPER}]{{3,8}}\d{{0,2}}(?=\s*(?:[,;.]|$|\svà\s))|[{UPPER}]\d{{1,2}}(?=\s*(?:[,;.]|$))"
)
"""A body that a run names by its letters alone: "VTV, VOV", "P3"; not the end of "Nông nghiệp và PTNT"."""
_JOINT = re.compile(r"(?:\s*[,;]\s*(?:và\s+)?|\s+(?:và|cùng(?: với)?|hoặc)\s+)")
_LEVELS = (
    r"(?:xã|phường|đặc khu|thị trấn|thị xã|tỉnh|thành phố|quận|huyện|thôn|ấp|bản|xóm|khu phố|tổ dân phố|khu dân cư)"
)
_MORE_LEVELS = re.compile(rf"(?:cấp\s+)?{_LEVELS}(?![ \u00a0]+[{UPPER}])(?!\w)")
"""Levels that continue a list of levels: "UBND xã, phường", "Ban Chỉ huy cấp tỉnh, cấp xã"."""
_ENDS_IN_LEVEL = re.compile(rf"(?:^|\s){_LEVELS}$")
_AFTER_LEVEL = re.compile(r"\s(?:xã|phường|tỉnh|thành phố|huyện|đặc khu)$")
"""A name that ends in its level is whole: what follows a comma is another body."""
_GENERIC_OPENING = re.compile(r"(?:các|những|mọi|toàn thể|từng|tất cả|cả các)\s", re.IGNORECASE)


_GENERIC_FIRST = re.compile(r"(?:Cơ quan|Đơn vị|Tổ chức|Địa phương)(?=,|\svà\s)")
"""A generic noun with a capital, as it opens a cell: "Cơ quan, tổ chức và doanh nghiệp liên quan"."""
_STOCK = re.compile(
    rf"(?:cấp\s+)?(?:{_LEVELS}|sở|ban|ngành|bộ|phòng|hội|quận|đoàn thể|cơ quan|đơn vị|tổ chức|cá nhân|địa phương|"
    r"lực lượng|đoàn|các|(?:đội|tổ)(?! trưởng)|bộ phận|khối)(?!\w)"
)
"""Generic words that make one run without "các" too ("sở, ban, ngành"); kinds of bodies stand alone there."""


_COMRADES = re.compile(r"[Cc]ác (?:đ/c|đồng chí)\s")
_POST = re.compile(r"(?:Phó|Trưởng|Bí thư|Chủ tịch|Ủy viên|Chuyên viên)\s")
_SHARED_OFFICE = re.compile(r"(?:Văn phòng|VP)\s+(?:HĐND|Hội đồng nhân dân|Đoàn\s)")
_COUNCIL = re.compile(r"(?:UBND|Ủy ban nhân dân|HĐND|Hội đồng nhân dân)")
_IN_NAMES = re.compile(r"(?:Hội nhập|Tổ chức|Đoàn kết|Công an nhân dân|Bản quyền|Báo chí|Xã hội)\b")
"""Words with which a body could begin, and which go on the name of one."""


@dataclass(frozen=True)
class Joint:
    """A comma, semicolon or conjunction in a run of bodies.

    Attributes:
        opened: where the body before it begins.
        mark: where the joint begins.
        at: where the words behind it begin.
        end: where the run ends.
    """

    text: str
    opened: int
    mark: int
    at: int
    end: int

    @cached_property
    def before(self) -> str:
        """The end of the body before the joint: more than any level takes."""
        return self.text[max(self.opened, self.mark - _LEVEL_MOST) : self.mark]

    @cached_property
    def begins(self) -> bool:
        """Whether what stands behind could be the name of a body."""
        return bool(heads().match(self.text, self.at, self.end) or _SHORT_NAME.match(self.text, self.at, self.end))

    @cached_property
    def comma(self) -> bool:
        """Whether a comma is, or is part of, the joint."""
        return "," in self.text[self.mark : self.at]

    @cached_property
    def in_bracket(self) -> bool:
        """Whether a bracket is open that the body before the joint opened."""
        return self.text.count("(", self.opened, self.at) > self.text.count(")", self.opened, self.at)


def _goes_on_generic(text: str, opened: int, at: int) -> bool:
    """Whether what follows is a lower-case generic noun that continues a run opened by "các" or another such noun."""
    word = text[at : at + 24]
    if _GENERIC_OPENING.match(word):
        return False
    if word[:1].isupper():
        return False
    bare = heads().fullmatch(text[opened : opened + 1].lower() + text[opened + 1 : at].rstrip(" ,"))
    if _GENERIC_FIRST.match(text, opened):
        return True
    if text[opened : opened + 1].islower() and not _GENERIC_OPENING.match(text, opened):
        return bool(_STOCK.match(text, opened) or _STOCK.match(text, at))
    return bool(bare) or bool(re.search(r"(?:^|\s)(?:các|Các|những)\s", text[opened:at]))


JOINTS: Choices[Joint, bool] = Choices(
    (
        Choice(
            "joint-in-bracket",
            False,
            lambda joint: joint.in_bracket,
            examples=(("Sở Nội vụ (Ban Tôn giáo, Chi cục Lưu trữ)", ("one",)),),
            counterexamples=("Sở Nội vụ, Chi cục Lưu trữ",),
        ),
        Choice(
            "joint-of-levels",
            False,
            lambda joint: _MORE_LEVELS.match(joint.text, joint.at) and _ENDS_IN_LEVEL.search(joint.before),
            examples=(("UBND xã, phường", ("one",)), ("Ban Chỉ huy cấp tỉnh, cấp xã", ("one",))),
            counterexamples=("UBND xã, phường Tân An",),
        ),
        Choice(
            "joint-behind-level",
            True,
            lambda joint: joint.comma and joint.text[joint.at].isupper() and _AFTER_LEVEL.search(joint.before),
            examples=(("Ban Chỉ huy Quân sự xã, Hiệp hội Vận tải", ("two",)), ("UBND xã, Xã hội học tập", ("two",))),
            counterexamples=("Ban Chỉ huy Quân sự, Hiệp hội Vận tải",),
        ),
        Choice(
            "joint-of-nothing",
            False,
            lambda joint: not joint.begins,
            examples=(("Sở Khoa học và Công nghệ", ("one",)), ("các ngành, lĩnh vực", ("one",))),
            counterexamples=("Sở Khoa học và Sở Công nghệ",),
        ),
        Choice(
            "joint-of-posts",
            False,
            lambda joint: _COMRADES.match(joint.text, joint.opened) and _POST.match(joint.text, joint.at),
            examples=(("Các đồng chí Bí thư, Trưởng thôn", ("one",)),),
            counterexamples=("Bí thư, Trưởng thôn",),
        ),
        Choice(
            "joint-of-office",
            False,
            lambda joint: _SHARED_OFFICE.match(joint.text, joint.opened) and _COUNCIL.match(joint.text, joint.at),
            examples=(("Văn phòng HĐND và UBND xã", ("one",)),),
            counterexamples=("Phòng Kinh tế và UBND xã",),
        ),
        Choice(
            "joint-in-name",
            False,
            lambda joint: _IN_NAMES.match(joint.text, joint.at),
            examples=(("Phòng Văn hóa, Xã hội", ("one",)), ("Ban Đối ngoại và Hội nhập", ("one",))),
            counterexamples=("Phòng Văn hóa, Hội Nông dân",),
        ),
        Choice(
            "joint-generic",
            False,
            lambda joint: _goes_on_generic(joint.text, joint.opened, joint.at),
            examples=(("các trường học, thôn", ("one",)), ("Cơ quan, tổ chức liên quan", ("one",))),
            counterexamples=("các trường học, các thôn", "các trường học, Trạm Y tế"),
        ),
        Choice(
            "joint-of-bodies",
            True,
            lambda joint: True,
            examples=(("Phòng Kinh tế, Trạm Y tế", ("two",)), ("các trường học và các thôn", ("two",))),
            counterexamples=("Văn phòng HĐND và UBND xã",),
        ),
    )
)
"""Whether another body begins behind a joint (ruling 5)."""


_LEVEL_MOST = 40  # characters
_NAMES_MOST = 2000  # characters of a name beyond which no further one is looked for
Told = tuple[Joint, Choice[Joint, bool]]


def joints_of(text: str, start: int, end: int, table: Choices[Joint, bool]) -> Iterator[Told]:
    """The joints of a run, each with the choice that says whether another body begins behind it."""
    opened = start
    for found in _JOINT.finditer(text[start:end]):
        if start + found.end() - opened > _NAMES_MOST:
            break
        joint = Joint(text, opened, start + found.start(), start + found.end(), end)
        told = table.of(joint)
        if told.says:
            opened = joint.at
        yield joint, told


def cuts(text: str, start: int, end: int) -> list[int]:
    """Where in a run of bodies further ones begin."""
    return [joint.at for joint, told in joints_of(text, start, end, JOINTS) if told.says]
