"""Legal references: numbered documents, laws by name, short forms; one entry a mention (rulings 1-2)."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from pipeline.extraction.citations import Mention, completed, issuer_end_at, kind_words
from pipeline.extraction.context import Context
from pipeline.extraction.kinds_before import LAWS, Opening, number_word_start, opening_of
from pipeline.extraction.unnumbered import KNOWN_LAWS, UNNUMBERED, find_laws
from pipeline.grammar import bodies
from pipeline.grammar.symbols import Symbol, find
from pipeline.records import LegalReference
from pipeline.text.letters import CODE
from pipeline.text.spans import Span
from pipeline.text.unicode import fold
from pipeline.vietnam.issuers import contradicts_symbol


def find_mentions(text: str) -> list[Mention]:
    """All mentions in a bare text, in reading order; head and own number, unknown here, are not left out."""
    return _shared(text, _mentions(text, find(text)))


def find_references(context: Context) -> tuple[list[LegalReference], list[Mention], list[Mention]]:
    """All mentions in reading order, as record items and as raw mentions; last, the plan's mentions of itself."""
    text = context.text
    mentions = _mentions(text, [symbol for symbol in context.symbols if not _passed_over(context, symbol.start)])
    own_symbol = _own_symbol(context)
    own_mentions = [mention for mention in mentions if _is_own(context, mention, own_symbol)]
    mentions = _shared(text, [mention for mention in mentions if mention not in own_mentions])
    return _items(context, mentions), mentions, own_mentions


def _mentions(text: str, symbols: Sequence[Symbol]) -> list[Mention]:
    mentions = _numbered(text, symbols)
    numbered = list(mentions)
    mentions += [law for law in find_laws(text) if not _is_part(law, numbered)]
    taken = [mention.span for mention in mentions]
    mentions += [mention for mention in UNNUMBERED.find(text) if not _covered(mention.span, taken)]
    return sorted(mentions, key=lambda mention: mention.span)


def _is_part(law: Mention, numbered: Sequence[Mention]) -> bool:
    """Whether a law's name is that of a numbered mention; one that a numbered law amends is a mention of its own."""
    for mention in numbered:
        if law.span[0] < mention.span[1] and mention.span[0] < law.span[1]:
            named = fold(mention.title or "").startswith(fold(law.title or ""))
            amended = mention.title is not None and mention.type == law.type and not named
            if not (amended and law.core[1] < mention.core[0]) and not law.core[1] >= mention.core[1] > law.core[0]:
                return True
    return False


def _passed_over(context: Context, at: int) -> bool:
    block = context.document.blocks[context.block_index(at)]
    head = block.kind == "head" and block.part == 0 and not _SUBJECT.match(context.text, block.start)
    return head or context.repeated(at)


_SUBJECT = re.compile(r"\s*V/v\s", re.IGNORECASE)
"""What a letter is about, in its head: "V/v triển khai Quyết định số ..."."""


def _covered(span: Span, taken: Sequence[Span]) -> bool:
    return any(span[0] < end and start < span[1] for start, end in taken)


def _numbered(text: str, symbols: Sequence[Symbol]) -> list[Mention]:
    mentions: list[Mention] = []
    for index, symbol in enumerate(symbols):
        floor = symbols[index - 1].end if index else 0
        limit = symbols[index + 1].start if index + 1 < len(symbols) else len(text)
        opening = opening_of(text, symbol, floor)
        previous = mentions[-1] if mentions else None
        if opening is None:
            start = number_word_start(text, symbol.start)
            opening = Opening(_listed_kind(text, previous, start, symbol) or symbol.kind or "", start)
        mention = Mention(
            (opening.start, symbol.end), opening.kind or None, symbol.number, symbol.symbol, symbol.canonical,
            issuer=opening.issuer, issuer_span=opening.issuer_span, title=opening.title, core=symbol.span,
            by=symbol.by,
        )  # fmt: skip
        mentions.append(completed(text, mention, limit))
    return mentions


def _listed_kind(text: str, previous: Mention | None, at: int, symbol: Symbol) -> str | None:
    """The kind of a list's first entry, where this entry stands in the same list and can be of that kind."""
    if previous is None or at - previous.span[1] > 60 or symbol.canonical.split("/")[-1][:2] == "QH" and symbol.kind:
        return None
    between = text[previous.span[1] : at]
    if not re.fullmatch(r"(?:[\s,;]|và|số)*", between):
        return None
    if symbol.kind in (None, "Công văn") or symbol.kind == previous.type:
        return previous.type
    return None


def _own_symbol(context: Context) -> tuple[str | None, str | None]:
    """The plan's own number and symbol as its head prints them; None where blank."""
    for block in context.document.blocks:
        if block.kind == "head":
            found = _OWN.search(context.text, block.start, block.end)
            if found:
                return found.group("number") or None, re.sub(r"\s", "", found.group("symbol"))
    return None, None


_OWN = re.compile(rf"Số\s*:?\s*(?P<number>\d*(?:/\d{{4}})?)\s*[/\-–]\s*(?P<symbol>[{CODE}][^\s,;]*)")


_OWN_LABEL = re.compile(r"\s*Số\s*:?\s*")
_NOTE_MOST = 260
"""Characters, at most, in a paragraph that only notes what an annex belongs to."""


def _is_own(context: Context, mention: Mention, own: tuple[str | None, str | None]) -> bool:
    """The plan's own number, as its annexes repeat it ("Kèm theo Kế hoạch số ..."); that of a further paper's head."""
    before = fold(context.text[max(0, mention.core[0] - 60) : mention.core[0]])
    block = context.document.blocks[context.block_index(mention.span[0])]
    if _heads_paper(context, mention):
        return True
    if mention.symbol is None or mention.symbol != own[1] or own[0] not in (None, mention.number):
        return False
    attached = re.search(r"(?P<note>\((?:\w+ ){0,3})?(?:kem theo|ban hanh theo|ban hanh kem)\b[^()]*$", before)
    return attached is not None and (attached["note"] is not None or block.end - block.start < _NOTE_MOST)


def _heads_paper(context: Context, mention: Mention) -> bool:
    """Whether a mention is the number in the head of a further paper of the file."""
    block = context.document.blocks[context.block_index(mention.core[0])]
    own = _OWN_LABEL.match(context.text, block.start)
    return block.kind == "head" and block.part > 0 and own is not None and own.end() >= mention.core[0]


_BETWEEN = re.compile(r"(?:[\s,;]|và|các|số)*")
"""Between two mentions of one list."""


def _shared(text: str, mentions: list[Mention]) -> list[Mention]:
    """Issuer and date of a list: after it ("A, B và C của Chính phủ"), or before ("các Quyết định của X: A")."""
    out = list(mentions)
    for index in range(len(out) - 2, -1, -1):
        out[index] = _with_issuer_of(text, _with_date_of(text, out[index], out[index + 1]), out[index + 1])
    return [_announced(text, mention) for mention in out]


def _with_date_of(text: str, here: Mention, after: Mention) -> Mention:
    """The mention with the date of the next in its list."""
    listed = _BETWEEN.fullmatch(text, here.span[1], after.span[0])
    if here.date is None and after.date and listed and after.date_span and _bare_list(text, here, after):
        return replace(here, date=after.date, date_span=after.date_span)
    return here


def _with_issuer_of(text: str, here: Mention, after: Mention) -> Mention:
    """The mention with the issuer of the next in its list."""
    if here.issuer or not after.issuer or after.issuer_span is None or here.by in KNOWN_LAWS:
        return here
    between = text[here.span[1] : after.span[0]]
    alike = here.type == after.type or (";" not in between and here.type not in LAWS)
    behind = after.issuer_span[0] > here.span[1] and not contradicts_symbol(after.issuer, here.canonical or "")
    if alike and behind and _BETWEEN.fullmatch(_behind_title(here, after, between)):
        return replace(here, issuer=after.issuer, issuer_span=after.issuer_span)
    return here


def _behind_title(here: Mention, after: Mention, between: str) -> str:
    """What stands between two mentions, the title of the first left out where the second has one before its issuer."""
    titled = here.title and here.type == after.type and "\n" not in between and ";" not in between
    apart = after.issuer_span is not None and after.issuer_span[0] > after.span[1] + 8
    if titled and apart and len(between) < _TITLE_MOST:
        return between[between.rfind(",") :] if "," in between[-30:] else between[-4:]
    return between


_TITLE_MOST = 160  # characters


def _bare_list(text: str, here: Mention, after: Mention) -> bool:
    """Whether two numbers stand under one kind, named before the first alone: "số 12/CĐ-X và số 13/CĐ-X ngày ..."."""
    if text[here.core[0] : here.core[1]].isdigit():  # "số 12, 13/2025/NĐ-CP ngày ..."
        return True
    same_symbol = here.symbol == after.symbol and here.type == after.type and "/" not in (here.number or "")
    return same_symbol and bool(re.fullmatch(r"\s*(?:số\s*:?\s*)?", text[after.span[0] : after.core[0]]))


_LIST_MOST = 3000  # characters of a list behind the words that open it


def _announced(text: str, mention: Mention) -> Mention:
    """The issuer of a list from the words that open it: "các Quyết định của X: ...", "Nghị định của X ... (số ...)"."""
    if mention.issuer or not mention.type or mention.type in LAWS or not mention.canonical:
        return mention
    start = max(text.rfind("\n", 0, mention.span[0]) + 1, mention.span[0] - _LIST_MOST)
    named = bool(
        kind_words().match(text, mention.span[0])
    )  # "Quyết định số 12" follows a colon, a bare "số 12" a bracket
    openings = [*re.finditer(rf"(?<!\w){mention.type}\s+của\s+", text[start : mention.span[0]], re.IGNORECASE)]
    if not openings:
        return mention
    at = start + openings[-1].end()
    end = issuer_end_at(text, at, mention.span[0])
    opened = re.search(r":" if named else r"[:(]", text[end : mention.core[0]])
    if end == at or opened is None or contradicts_symbol(text[at:end], mention.canonical):
        return mention
    return replace(mention, issuer=bodies.normal(text[at:end]), issuer_span=(at, end))


def _items(context: Context, mentions: Sequence[Mention]) -> list[LegalReference]:
    in_basis = _basis(context)
    first: dict[str, str] = {}
    items = []
    for index, mention in enumerate(mentions):
        key = _key(mention)
        identity = f"r{index + 1}"
        antecedent = first.get(key) or (_antecedent(mention, mentions[:index]) if mention.canonical is None else None)
        first.setdefault(key, identity)
        items.append(
            LegalReference(
                id=identity,
                type=mention.type,
                number=mention.number,
                symbol=mention.symbol,
                canonical=mention.canonical,
                date=mention.date,
                issuer=mention.issuer,
                title=mention.title,
                article=mention.article,
                role="basis" if in_basis(mention.span[0]) else "body",
                repeats=antecedent,
                quote=context.text[mention.span[0] : mention.span[1]],
                evidence=context.locator.evidence(mention.span),
                confidence=mention.confidence,
                by=mention.by,
            )
        )
    return items


def _basis(context: Context) -> Callable[[int], bool]:
    """Whether a place stands in the opening căn cứ block or in the title of a plan of the file (ruling 11).

    A footnote stands outside of the block, wherever its page ends: "Căn cứ Kế hoạch số 12/KH-UBND¹;".
    """
    basis_end, document = context.basis_end(), context.document
    notes = [(block.start, block.end) for block in document.blocks if block.kind == "note"]
    titles = [
        (block.start, block.end) for block in document.blocks
        if block.kind == "title" and block.part and document.paper(block) == "plan"
    ]  # fmt: skip

    def within(at: int, spans: Sequence[Span]) -> bool:
        return any(start <= at < end for start, end in spans)

    return lambda at: (at < basis_end and not within(at, notes)) or within(at, titles)


def _key(mention: Mention) -> str:
    if mention.canonical:
        return mention.canonical.upper()
    return f"{mention.type} {mention.number or (mention.title or '').lower()}"


def _antecedent(mention: Mention, before: Sequence[Mention]) -> str | None:
    """The first mention that a short form ("Nghị quyết 57") repeats: same kind, same number."""
    for index, earlier in enumerate(before):
        if mention.number and earlier.number == mention.number and earlier.type == mention.type:
            return f"r{index + 1}"
    return None
