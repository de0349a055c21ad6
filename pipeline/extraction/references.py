"""Legal references: numbered documents, laws by name, short forms; one entry a mention (rulings 1-2)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from pipeline.extraction.citations import OF, Mention, completed, issuer_end_at, kind_names, kind_words
from pipeline.extraction.context import Context
from pipeline.extraction.unnumbered import LAW_WORD, find_laws, find_short_forms
from pipeline.grammar import bodies
from pipeline.records import LegalReference
from pipeline.text.spans import Span
from pipeline.text.unicode import fold
from pipeline.vietnam.document_symbols import Symbol

_NUMBER_WORD = r"(?:\(?\s?số\s?[:.]?\s?|số\s+hiệu\s+)"


def find_references(context: Context) -> tuple[list[LegalReference], list[Mention], list[Mention]]:
    """All mentions in reading order, as record items and as raw mentions; last, the plan's mentions of itself."""
    text = context.text
    mentions = _numbered(text, [symbol for symbol in context.symbols if not _passed_over(context, symbol.start)])
    taken = [mention.span for mention in mentions]
    mentions += [m for m in find_laws(text) if not _covered(m.span, taken)]
    taken = [mention.span for mention in mentions]
    mentions += [m for m in find_short_forms(text) if not _covered(m.span, taken)]
    own_symbol = _own_symbol(context)
    mentions.sort(key=lambda mention: mention.span)
    own_mentions = [mention for mention in mentions if _is_own(context, mention, own_symbol)]
    mentions = _shared(text, [mention for mention in mentions if mention not in own_mentions])
    return _items(context, mentions), mentions, own_mentions


def _passed_over(context: Context, at: int) -> bool:
    block = context.document.blocks[context.block_index(at)]
    return (block.kind == "head" and block.part == 0) or context.repeated(at)


def _covered(span: Span, taken: Sequence[Span]) -> bool:
    return any(span[0] < end and start < span[1] for start, end in taken)


def _numbered(text: str, symbols: Sequence[Symbol]) -> list[Mention]:
    mentions: list[Mention] = []
    for index, symbol in enumerate(symbols):
        floor = symbols[index - 1].end if index else 0
        limit = symbols[index + 1].start if index + 1 < len(symbols) else len(text)
        opening = _opening(text, symbol.start, floor)
        previous = mentions[-1] if mentions else None
        if opening is None:
            kind, start, issuer, issuer_span, title = None, symbol.start, None, None, None
        else:
            kind, start, issuer, issuer_span, title = opening
        if kind is None:
            start = _number_word_start(text, symbol.start)
            kind = _listed_kind(text, previous, start, symbol) or symbol.kind
        mention = Mention(
            (start, symbol.end), kind, symbol.number, symbol.symbol, symbol.canonical,
            issuer=issuer, issuer_span=issuer_span, title=title, core=(symbol.start, symbol.end),
        )  # fmt: skip
        mentions.append(completed(text, mention, limit))
    return mentions


def _opening(text: str, at: int, floor: int) -> tuple[str, int, str | None, Span | None, str | None] | None:
    """The kind named before a number: "Quyết định số", "Luật Đất đai số", "Quyết định của X số"."""
    window_start = max(floor, at - 160, text.rfind("\n", 0, at) + 1)
    window = text[window_start:at]
    number_word = re.search(rf"\s*{_NUMBER_WORD}?$", window, re.IGNORECASE)
    cut = number_word.start() if number_word else len(window)
    lead = window[:cut]
    kinds = list(kind_words().finditer(lead))
    if not kinds:
        return None
    last = kinds[-1]
    name = kind_names()[last.group("kind").lower()]
    between = lead[last.end() :]
    start = window_start + last.start()
    if not between.strip(" :,(-"):
        return name, start, None, None, None
    if name in ("Luật", "Bộ luật", "Pháp lệnh"):
        law = _law_before(lead)
        if law:
            return law[0], window_start + law[1], None, None, law[2]
    of = OF.match(between)
    if of:
        issuer_start = window_start + last.end() + of.end()
        issuer_end = issuer_end_at(text, issuer_start, window_start + cut)
        rest = text[issuer_end : window_start + cut].strip(" ,(")
        if issuer_end > issuer_start and not rest:
            return name, start, bodies.normal(text[issuer_start:issuer_end]), (issuer_start, issuer_end), None
    if re.fullmatch(r"\s*(?:liên tịch|hành động|phối hợp|công tác|liên ngành|tóm tắt|cá biệt|kết luận)\s*", between):
        return name, start, None, None, None
    return None


def _law_before(lead: str) -> tuple[str, int, str] | None:
    for found in reversed(list(LAW_WORD.finditer(lead))):
        name = lead[found.end() :].strip(" ,(")
        if len(name) < 130 and ";" not in name and "\n" not in name:
            name = re.sub(r"\s+(?:năm\s+)?(?:19|20)\d{2}$", "", name)
            return found.group("kind"), found.start(), f"{found.group('kind')} {name}"
    return None


def _number_word_start(text: str, at: int) -> int:
    found = re.search(rf"{_NUMBER_WORD}$", text[max(0, at - 12) : at], re.IGNORECASE)
    return at - len(found.group()) if found else at


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


_OWN = re.compile(r"Số\s*:?\s*(?P<number>\d*)\s*[/\-–]\s*(?P<symbol>[A-ZĐ][^\s,;]*)")


def _is_own(context: Context, mention: Mention, own: tuple[str | None, str | None]) -> bool:
    """The plan's own number, as its annexes repeat it ("Kèm theo Kế hoạch số ...")."""
    before = fold(context.text[max(0, mention.core[0] - 60) : mention.core[0]])
    block = context.document.blocks[context.block_index(mention.span[0])]
    if mention.symbol is None or mention.symbol != own[1] or own[0] not in (None, mention.number):
        return False
    return bool(re.search(r"(?:kem theo|ban hanh theo|ban hanh kem)\b", before)) and block.end - block.start < 260


def _shared(text: str, mentions: list[Mention]) -> list[Mention]:
    """An issuer named once after a list is the issuer of each entry ("A, B và C của Chính phủ")."""
    out = list(mentions)
    for index in range(len(out) - 2, -1, -1):
        here, after = out[index], out[index + 1]
        if here.issuer or not after.issuer or after.issuer_span is None or here.by == "law-lexicon":
            continue
        between = text[here.span[1] : after.span[0]]
        titled = here.title and here.type == after.type and "\n" not in between and ";" not in between
        if titled and after.issuer_span[0] > after.span[1] + 8 and len(between) < 160:
            between = between[between.rfind(",") :] if "," in between[-30:] else between[-4:]
        alike = here.type == after.type or (";" not in between and here.type not in ("Luật", "Bộ luật", "Pháp lệnh"))
        if alike and re.fullmatch(r"(?:[\s,;]|và|các|số)*", between) and after.issuer_span[0] > here.span[1]:
            out[index] = replace(here, issuer=after.issuer, issuer_span=after.issuer_span)
    return out


def _items(context: Context, mentions: Sequence[Mention]) -> list[LegalReference]:
    basis_end = context.basis_end()
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
                role="basis" if mention.span[0] < basis_end else "body",
                repeats=antecedent,
                quote=context.text[mention.span[0] : mention.span[1]],
                evidence=context.locator.evidence(mention.span),
                confidence=mention.confidence,
                by=mention.by,
            )
        )
    return items


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
