"""The foot of a document: authority lines, signatories, recipients, archive line.

Nghị định 30/2020/NĐ-CP, annex I, part II, 7 and 9. A paper that two bodies issue together has two signatures side by
side, the one of the body that comes first on the left.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Any

from pipeline.assets import lines
from pipeline.extraction.context import Context
from pipeline.grammar.bodies import verb_first
from pipeline.records import Block, DocumentInfo, Evidence
from pipeline.text.spans import Span
from pipeline.text.unicode import fold, is_syllable, nfc, place_tones
from pipeline.vietnam.signing import (
    APPROVAL,
    ARCHIVED,
    PREPARED,
    families,
    name_in_capitals,
    name_syllables,
    without_rank,
)

_AUTHORITY = re.compile(r"(?:(?:TM|T/M|KT|K/T|TL|T/L|TUQ|T/UQ)\s?[.,]?|Q\s?\.)\s?[^\W\d_]{2}")
_OFFICE = re.compile(
    r"(?:PHÓ |QUYỀN |Q\. ?)?(?:TRƯỞNG|CHỦ TỊCH|CHỦ NHIỆM|GIÁM ĐỐC|TỔNG GIÁM ĐỐC|BÍ THƯ|CHÁNH|CỤC|CHI CỤC|VỤ|TỔ|ĐỘI|HẠT|"
    r"HIỆU|VIỆN|CHỈ HUY|THỨ TRƯỞNG|BỘ TRƯỞNG|THỦ TƯỚNG|TỔNG BÍ THƯ|ỦY VIÊN|UỶ VIÊN|CHÍNH TRỊ VIÊN|"
    r"TỔNG CỤC|THỦ TRƯỞNG|ĐỒN|TRẠM)(?!\w)"
)
_SIGNED = re.compile(r"(?:ĐÃ )?KÝ(?!\w)|SAO Y")
_HEADING = re.compile(r"(?:Chương|Phần|Mục|Điều|Phụ lục|Biểu|Phụ biểu|Bảng)(?!\w)", re.IGNORECASE)
_SHORT = 70  # characters of a line of a signature block at most
_ABOVE = 12  # lines above the recipients among which signatures may stand
_END = 30  # lines at the end of a paper among which the archive's stands
_DASH = re.compile(r"^[-–—+•*]\s*")
_RECIPIENT = re.compile(r"[-–—+•*]\s*\S.{0,160}[;,]")  # of a list without its heading
_LISTED = re.compile(r"[;:]\s*$")


class Fields:
    """The fields found so far, with their places."""

    def __init__(self, context: Context) -> None:
        self.context = context
        self.info = DocumentInfo()
        self.evidence: dict[str, Evidence] = {}

    def put(self, name: str, value: Any, span: Span | None) -> None:
        self.info = replace(self.info, **{name: value})
        if span is not None:
            self.evidence[name] = self.context.locator.evidence(span)


@dataclass
class _Signature:
    authority: list[str] = field(default_factory=list)
    office: str | None = None
    office_span: Span = (0, 0)
    names: list[tuple[str, Span]] = field(default_factory=list)

    @property
    def name(self) -> tuple[str, Span] | None:
        """The last line that bears a family's name, else the last that looks like a name: above it stand strokes."""
        known = [name for name in self.names if name[0].split()[0] in families()]
        return (known or self.names or [None])[-1]  # type: ignore[list-item]


def read_foot(fields: Fields) -> None:
    """Recipients, archive and signatories of the document."""
    blocks = [block for block in fields.context.document.blocks if block.part == 0]
    foot = [block for block in blocks if block.kind == "foot"]
    _recipients(fields, foot)
    if fields.info.archive is None:
        _list_without_heading(fields, blocks[-_END:])
    first = blocks.index(foot[0]) if foot else len(blocks)
    around = _without_approval(fields.context, [*_lines_above(fields.context, blocks, first), *foot])
    *beside, last = _signatures(fields.context, around)
    _put_signed(fields, [one for one in beside if one and one.office and one.name] + ([last] if last else []))


def _put_signed(fields: Fields, signed: Sequence[_Signature]) -> None:
    """For whom, in what office and by whom the paper is signed."""
    authority = tuple(line for one in signed for line in one.authority)
    if authority:
        fields.put("authority", authority, None)
    offices = [one for one in signed if one.office]
    if offices:
        fields.put("signer_title", "; ".join(one.office or "" for one in offices), offices[-1].office_span)
    names = [name for one in signed if (name := one.name) is not None]
    if names:
        fields.put("signer", "; ".join(_as_printed(fields.context, *name) for name in names), names[-1][1])


def _as_printed(context: Context, name: str, span: Span) -> str:
    """A person's name with its tone marks where the paper puts them: a name keeps the spelling of its bearer."""
    place = context.locator.evidence(span)
    raw = " ".join(nfc(context.document.raw[place.raw_start : place.raw_end]).split())
    raw = " ".join(map(str.capitalize, raw.split())) if raw.isupper() else raw
    return raw if place_tones(raw) == name else name


def is_name(words: str) -> bool:
    """Whether a line can be a person's name: two to six capitalised words, nothing else."""
    parts = words.replace("’", "'").split()
    return (
        2 <= len(parts) <= 6
        and not _HEADING.match(words)
        and all(
            part[0].isupper() and part.replace("'", "").isalpha() and not (part.isupper() and len(part) > 1)
            for part in parts
        )
    )


def two_names(words: str) -> tuple[str, str] | None:
    """The names of two signatories side by side on a line, of three or four words each; None where it holds none.

    Example:
        >>> two_names("Lê Văn Thử Nguyễn Thị Mẫu")
        ('Lê Văn Thử', 'Nguyễn Thị Mẫu')
    """
    parts = words.split()
    if not 6 <= len(parts) <= 8 or parts[0] not in families():
        return None
    for cut in range(3, len(parts) - 2):
        left, right = " ".join(parts[:cut]), " ".join(parts[cut:])
        if parts[cut] in families() and is_name(left) and is_name(right):
            return left, right
    return None


def _lines_above(context: Context, blocks: Sequence[Block], first: int) -> list[Block]:
    """The short lines right above the foot: a paper may list its recipients below the signatures."""
    start = first
    while start > max(first - _ABOVE, 0):
        block = blocks[start - 1]
        words = context.text[block.start : block.end]
        if (
            block.kind in ("row", "title", "head")
            or len(words) > _SHORT
            or block.label
            or words.rstrip().endswith((";", "."))
        ):
            break
        start -= 1
    return list(blocks[start:first])


def _signatures(context: Context, blocks: Sequence[Block]) -> list[_Signature | None]:
    """The signature of each column from the left, that of the paper's own hand last."""
    own = [block for block in blocks if block.column not in ("left", "middle")]
    sides = [[block for block in blocks if block.column == side] for side in ("left", "middle")]
    return [_signature(context, column) for column in (*sides, own)]


def _signature(context: Context, blocks: Sequence[Block]) -> _Signature | None:
    """The first signature among the lines, None where there is none."""
    found = _Signature()
    for words, span, block in _unwrapped(_written(context, blocks)):
        if not _take(found, words, span, listed=block.label is not None or bool(_LISTED.search(words))):
            return found
    if found.authority and found.office is None and not _ACTS_FOR.match(found.authority[-1]):
        found.office = found.authority.pop()
    return found if found.authority or found.office or found.names else None


_ACTS_FOR = re.compile("TM|T/M|KT|K/T|TL|T/L|TUQ")


def _take(found: _Signature, words: str, span: Span, *, listed: bool) -> bool:
    """Takes a line into the signature; False where the line is of another one, or of no signature any more."""
    upper = words.isupper() or words.split("(")[0].strip().isupper() or _in_small_letters(found, words)
    if upper and not listed and (_AUTHORITY.match(words) or _is_office(found, words)):
        if not found.names:
            _take_office(found, words, span)
        return not found.names
    if not listed and found.office and not found.names and _is_rest_of_office(found.office, words):
        found.office, found.office_span = f"{found.office} {words}", (found.office_span[0], span[1])
    elif not listed and (pair := two_names(words)):
        found.names.append(("; ".join(pair), span))
    elif found.authority or found.office:
        return _take_name(found, words, span, listed=listed)
    return True


def _is_office(found: _Signature, words: str) -> bool:
    """Whether a line in capitals names an office, or goes on the authority above."""
    return bool(_OFFICE.match(words.upper())) or (bool(found.authority) and _goes_on(found, words))


def _take_office(found: _Signature, words: str, span: Span) -> None:
    """Takes a line that says for whom, or in what office, somebody signs."""
    if _AUTHORITY.match(words):
        found.authority.append(words)
    elif _goes_on(found, words):
        found.authority[-1] = f"{found.authority[-1]} {words}"
    elif found.office is None or _OF_A_DEPUTY.match(words):  # else an office that he holds besides
        found.office, found.office_span = words, span


def _take_name(found: _Signature, words: str, span: Span, *, listed: bool) -> bool:
    """Takes a name; False for a long line behind one, with which the signature has ended."""
    name = without_rank(words)[1]
    if not listed and (is_name(name) or (found.office and name_in_capitals(name))):
        found.names.append((name_in_capitals(name) or name, span))
        return True
    return not (found.names and len(words) > _SHORT)


_OF_A_DEPUTY = re.compile("phó|quyền", re.IGNORECASE)


def _in_small_letters(found: _Signature, words: str) -> bool:
    """Whether a line is an authority, or an office below one, that is not written in capitals: "KT. Chủ tịch"."""
    if len(words) > _SHORT or words.endswith((".", ";", ",")):
        return False
    if words.upper() in _offices():
        return not found.names
    return bool(_AUTHORITY.match(words)) or (
        bool(found.authority) and not found.names and bool(_OFFICE.match(words.upper()))
    )


@cache
def _offices() -> frozenset[str]:
    return frozenset(entry for entry in lines("signing.txt") if _OFFICE.match(entry))


def _without_approval(context: Context, blocks: Sequence[Block]) -> Sequence[Block]:
    """The lines of signatures without those of a superior who approves the paper; all where nobody else signs it.

    What stands at the right of an approval is signed by somebody else, be his name lost; but not where it says only
    who drew the paper up.
    """
    rest: list[Block] = []
    column: str | None = None
    inside = approved = False
    for words, _, block in _written(context, blocks):
        if words.isupper() and APPROVAL.match(words):
            inside, column = True, block.column
            approved = column == "left"
        elif not inside or block.column != column:
            rest.append(block)
        inside = inside and not (block.column == column and is_name(without_rank(words)[1]))
    aside = [words for words, _, block in _written(context, rest) if approved and block.column == "right"]
    others = bool(aside) and not PREPARED.match(aside[0])
    return rest if others or any(one and one.office and one.name for one in _signatures(context, rest)) else blocks


def _is_rest_of_office(office: str, words: str) -> bool:
    """Whether a line in capitals is the rest of an office too long for one line: "TRƯỞNG PHÒNG VĂN" / "HÓA"."""
    named = _OFFICE.match(office)
    cut = named is not None and " " in office[named.end() :].strip()
    whole = cut or words == "THƯỜNG TRỰC"
    other = _SIGNED.match(words) or name_in_capitals(words)
    return words.isupper() and whole and not other and all(map(is_syllable, words.split()))


def _goes_on(found: _Signature, words: str) -> bool:
    """Whether a line continues the authority above it: "TM. ỦY BAN NHÂN" / "DÂN", "KT. BỘ TRƯỞNG," / "CHỦ NHIỆM"."""
    if not found.authority or found.office is not None:
        return False
    return found.authority[-1].endswith((",", "-")) or " " not in words or not _OFFICE.match(words.upper())


def _written(context: Context, blocks: Sequence[Block]) -> Iterator[tuple[str, Span, Block]]:
    for block in blocks:
        words = context.text[block.start : block.end].strip(" *_")
        if words:
            yield words, (block.start, block.end), block


def _unwrapped(lines: Iterable[tuple[str, Span, Block]]) -> Iterator[tuple[str, Span, Block]]:
    """The lines of a signature, an office or a name that a narrow column cut in two as one: "Nguyễn Văn" / "Thử"."""
    before: tuple[str, Span, Block] | None = None
    for words, span, block in lines:
        if before is not None and _is_cut(before[0], words):
            before = f"{before[0]} {words}", (before[1][0], span[1]), block
            continue
        if before is not None:
            yield before
        before = words, span, block
    if before is not None:
        yield before


def _is_cut(above: str, below: str) -> bool:
    """Whether two lines are one office, or the family's and the other words of one name."""
    if above.isupper() and below.isupper():
        return " " not in above and not _OFFICE.match(above) and _OFFICE.fullmatch(f"{above} {below}") is not None
    one, other = without_rank(above)[1].split(), below.split()
    if not 3 <= len(one) + len(other) <= 5 or not is_name(" ".join((*one, *other))):
        return False
    if any(word not in name_syllables() for word in (*one, *other)) or one[0] not in families():
        return False
    family, middle, _ = name_syllables()[other[0]]
    ended = len(other) == 1 and (len(one) == 2 or one[1:2] == ["Thị"])  # else the name above is whole without it
    return ended or (len(one) == 1 and family < middle)


def _list_without_heading(fields: Fields, blocks: Sequence[Block]) -> None:
    """Archive and recipients of a paper whose words "Nơi nhận" a reader has lost."""
    above: list[tuple[str, Span]] = []
    for words, place, block in _written(fields.context, blocks):
        found = ARCHIVED.match(words)
        if found:
            fields.put("archive", words[found.start(found.lastgroup or 0) :].rstrip(" .;,"), place)
            if above:
                span = above[0][1][0], above[-1][1][1]
                fields.put("recipients", tuple(_DASH.sub("", item).rstrip(" ;,") for item, _ in above), span)
        listed = _RECIPIENT.fullmatch(words) or (block.kind == "foot" and words.endswith(";"))
        above = [*above, (words, place)] if listed and not verb_first(_DASH.sub("", words)) else []


def _recipients(fields: Fields, blocks: Sequence[Block]) -> None:
    inside = False
    names: list[str] = []
    span: Span | None = None
    for words, place, block in _written(fields.context, blocks):
        if fold(words).startswith("noi nhan"):
            inside = True
            words = words.partition(":")[2].strip()
        if not inside or block.column == "right":
            continue
        item = _DASH.sub("", words)
        if fold(item).startswith("luu") and not is_name(item):
            archive = re.sub(r"^[Ll]ưu\s*:?\s*", "", item).rstrip(" .;,")
            fields.put("archive", archive or None, place)
            inside = False
            continue
        dashed = words != item
        if dashed or (item.endswith((";", ".", ",")) and not item.isupper()):
            names.append(re.sub(r"[;.,:]+\s*$", "", item).strip())
            span = (span[0] if span else place[0], place[1])
    if names:
        fields.put("recipients", tuple(names), span)
