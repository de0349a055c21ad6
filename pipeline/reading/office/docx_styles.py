"""What Word keeps apart from the text: styles with their inheritance, and the labels of automatic numbering."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.reading.office.word_xml import Tree, W

_LEVELS = 9
_CHAIN = 20  # styles based on one another; a loop ends here
_BULLETS = {
    "\uf0b7": "•", "\uf0a7": "▪", "\uf0d8": "➢", "\uf0fc": "✓", "\uf02d": "-", "\uf02b": "+", "o": "○", "\uf0be": "-",
    "\u2010": "-", "\u2011": "-", "\u00ad": "-", "\uf06f": "○", "\uf0d2": "-", "\u2212": "-",
}  # fmt: skip
_ROMAN = (
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"),
    (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip


def value(element: Tree | None, name: str = "val") -> str | None:
    """The attribute w:`name` of an element, None where either is missing."""
    found = None if element is None else element.get(W + name)
    return None if found is None else str(found)


def number(element: Tree | None, default: int, name: str = "val") -> int:
    """The attribute as an integer, `default` where it is missing or none."""
    try:
        return int(float(value(element, name) or default))
    except (ValueError, OverflowError):
        return default


def is_on(properties: Tree | None, name: str) -> bool | None:
    """A toggle property (w:b, w:caps, w:vanish): True, False, or None where it is not stated."""
    element = None if properties is None else properties.find(W + name)
    if element is None:
        return None
    return value(element) not in ("0", "false", "off", "none")


class Styles:
    """Paragraph and character styles by id."""

    def __init__(self, root: Tree | None) -> None:
        self._by_id = {} if root is None else {value(s, "styleId"): s for s in root.iterfind(f"{W}style")}
        default = None if root is None else root.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr")
        self._default = default
        self.normal = next(
            (
                i
                for i, s in self._by_id.items()
                if value(s, "type") == "paragraph" and value(s, "default") in ("1", "true")
            ),
            None,
        )

    def chain(self, style: str | None) -> Iterator[Tree]:
        """The style and those that it is based on, nearest first."""
        for _ in range(_CHAIN):
            element = self._by_id.get(style)
            if element is None:
                return
            yield element
            style = value(element.find(f"{W}basedOn"))

    def is_heading(self, style: str | None) -> bool:
        """Whether a style is a heading by its name or its outline level."""
        for element in self.chain(style):
            name = (value(element.find(f"{W}name")) or "").lower()
            if re.match(r"(?:heading|tiêu đề|đề mục)\s*\d", name):
                return True
            outline = element.find(f"{W}pPr/{W}outlineLvl")
            if outline is not None:
                return number(outline, 9) < 9
        return False

    def toggle(self, name: str, styles: tuple[str | None, ...], own: Tree | None) -> bool:
        """A run's toggle property, from the run itself, then its styles."""
        for sheet in self._sheets(styles, own):
            stated = is_on(sheet, name)
            if stated is not None:
                return stated
        return False

    def is_raised(self, styles: tuple[str | None, ...], own: Tree | None) -> bool:
        """Whether a run is set as a superscript, by name or by the height of its baseline."""
        for sheet in self._sheets(styles, own):
            align = value(sheet.find(f"{W}vertAlign"))
            if align is not None:
                return align == "superscript"
            if number(sheet.find(f"{W}position"), 0) > 0:
                return True
        return False

    def font(self, styles: tuple[str | None, ...], own: Tree | None) -> str | None:
        """A run's font for Latin letters."""
        for sheet in (*self._sheets(styles, own), *(() if self._default is None else (self._default,))):
            fonts = sheet.find(f"{W}rFonts")
            name = value(fonts, "ascii") or value(fonts, "hAnsi")
            if name:
                return name
        return None

    def _sheets(self, styles: tuple[str | None, ...], own: Tree | None) -> Iterator[Tree]:
        """The run's own properties, then those of its styles, nearest first."""
        if own is not None:
            yield own
        for style in styles:
            for element in self.chain(style):
                properties = element.find(f"{W}rPr")
                if properties is not None:
                    yield properties

    def numbering(self, style: str | None) -> tuple[Tree, str | None] | None:
        """The w:numPr that a style brings and the id of the style that states it."""
        for element in self.chain(style):
            found = element.find(f"{W}pPr/{W}numPr")
            if found is not None:
                return found, value(element, "styleId")
        return None

    def of(self, style: str | None) -> Tree | None:
        """The style's element."""
        return self._by_id.get(style)


class Numbering:
    """Counts the numbered paragraphs as they go by and writes their labels."""

    def __init__(self, root: Tree | None, styles: Styles) -> None:
        self._styles = styles
        self._nums: dict[str | None, Tree] = {}
        self._abstract: dict[str | None, Tree] = {}
        if root is not None:
            self._nums = {value(n, "numId"): n for n in root.iterfind(f"{W}num")}
            self._abstract = {value(a, "abstractNumId"): a for a in root.iterfind(f"{W}abstractNum")}
        self._counters: dict[str, list[int | None]] = {}
        self._started: set[tuple[str, int]] = set()

    def label(self, properties: Tree | None, style: str | None) -> str:
        """The label of a paragraph with the white space after it ("1.1. "); "" where it has none. Counts it."""
        found = self._place(properties, style)
        if found is None:
            return ""
        num_id, level = found
        abstract_id, abstract = self._resolve(num_id)
        if abstract is None:
            return ""
        counters = self._counters.setdefault(abstract_id, [None] * _LEVELS)
        levels = [self._level(num_id, abstract, index) for index in range(_LEVELS)]
        self._count(num_id, level, counters, levels)
        return _written(level, counters, levels)

    def _place(self, properties: Tree | None, style: str | None) -> tuple[str, int] | None:
        own = None if properties is None else properties.find(f"{W}numPr")
        inherited = self._styles.numbering(style)
        num_id = None if own is None else value(own.find(f"{W}numId"))
        level = None if own is None else own.find(f"{W}ilvl")
        stated_by: str | None = None
        if num_id is None and inherited is not None:
            num_id, stated_by = value(inherited[0].find(f"{W}numId")), inherited[1]
            level = inherited[0].find(f"{W}ilvl") if level is None else level
        if num_id is None or num_id == "0" or num_id not in self._nums:
            return None
        if level is None and stated_by is not None:
            return num_id, self._level_of_style(num_id, stated_by)
        return num_id, min(max(number(level, 0), 0), _LEVELS - 1)

    def _level_of_style(self, num_id: str, style: str) -> int:
        _, abstract = self._resolve(num_id)
        for level in () if abstract is None else abstract.iterfind(f"{W}lvl"):
            if value(level.find(f"{W}pStyle")) == style:
                return min(number(level, 0, "ilvl"), _LEVELS - 1)
        return 0

    def _resolve(self, num_id: str) -> tuple[str, Tree | None]:
        for _ in range(_CHAIN):
            abstract_id = value(self._nums[num_id].find(f"{W}abstractNumId")) or ""
            abstract = self._abstract.get(abstract_id)
            link = None if abstract is None else value(abstract.find(f"{W}numStyleLink"))
            inherited = self._styles.numbering(link) if link else None
            other = None if inherited is None else value(inherited[0].find(f"{W}numId"))
            if other is None or other not in self._nums or other == num_id:
                return abstract_id, abstract
            num_id = other
        return "", None

    def _level(self, num_id: str, abstract: Tree, index: int) -> tuple[Tree | None, int | None]:
        """The definition of a level and the start that the list overrides it with."""
        level = next((e for e in abstract.iterfind(f"{W}lvl") if number(e, 0, "ilvl") == index), None)
        for override in self._nums[num_id].iterfind(f"{W}lvlOverride"):
            if number(override, 0, "ilvl") == index:
                own = override.find(f"{W}lvl")
                start = override.find(f"{W}startOverride")
                return (level if own is None else own), (None if start is None else number(start, 1))
        return level, None

    def _count(
        self, num_id: str, level: int, counters: list[int | None], levels: list[tuple[Tree | None, int | None]]
    ) -> None:
        definition, override = levels[level]
        start = 1 if definition is None else number(definition.find(f"{W}start"), 1)
        before = counters[level]
        if override is not None and (num_id, level) not in self._started:
            counters[level] = override
        else:
            counters[level] = start if before is None else before + 1
        self._started.add((num_id, level))
        for deeper in range(level + 1, _LEVELS):
            below = levels[deeper][0]
            restart = None if below is None else below.find(f"{W}lvlRestart")
            after = deeper if restart is None else number(restart, deeper)
            if after != 0 and level < after:
                counters[deeper] = None


def _written(level: int, counters: list[int | None], levels: list[tuple[Tree | None, int | None]]) -> str:
    definition = levels[level][0]
    if definition is None:
        return ""
    pattern = value(definition.find(f"{W}lvlText")) or ""
    form = value(definition.find(f"{W}numFmt")) or "decimal"
    gap = "" if value(definition.find(f"{W}suff")) == "nothing" else " "
    if form == "bullet":
        glyph = pattern.strip()[:1]
        glyph = _BULLETS.get(glyph, "•" if "\ue000" <= glyph <= "\uf8ff" else glyph)
        return glyph + " " if glyph else ""
    if form == "none":
        text = re.sub(r"%[1-9]", "", pattern)
        return text + gap if text.strip() else ""
    legal = is_on(definition, "isLgl")

    def part(found: re.Match[str]) -> str:
        index = int(found.group(1)) - 1
        other = levels[index][0]
        count = counters[index]
        if count is None:
            count = 1 if other is None else number(other.find(f"{W}start"), 1)
        shape = "decimal" if legal or other is None else value(other.find(f"{W}numFmt")) or "decimal"
        return formatted(count, shape)

    text = re.sub(r"%([1-9])", part, pattern)
    return text + gap if text.strip() else ""


def formatted(count: int, form: str) -> str:
    """A count in one of Word's number formats ("upperRoman" 4 -> "IV"); an unknown format reads as decimal."""
    if form in ("upperRoman", "lowerRoman") and 0 < count < 4000:
        roman = ""
        for amount, sign in _ROMAN:
            roman += sign * (count // amount)
            count %= amount
        return roman if form == "upperRoman" else roman.lower()
    if form in ("upperLetter", "lowerLetter") and 0 < count < 1000:
        letter = chr(ord("a") + (count - 1) % 26) * ((count - 1) // 26 + 1)
        return letter.upper() if form == "upperLetter" else letter
    if form == "decimalZero":
        return f"{count:02d}"
    if form == "numberInDash":
        return f"- {count} -"
    return str(count)
