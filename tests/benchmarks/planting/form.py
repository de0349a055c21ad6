"""Blanks, annexes, cross-references, abbreviations, symbols and parts of the paper."""

from __future__ import annotations

import re
from itertools import pairwise
from random import Random

from planting.labels import ROMANS, STYLES, value_of
from planting.paper import Paper, Slip


def blank(paper: Paper, chance: Random) -> Slip | None:
    """Dots or nothing for a number or day: the paper's own, that of a citation, or a deadline's."""
    own = paper.finds(r"^Số: ?(?P<n>\d+)(?=/)", everywhere=True, free=False)[:1]
    day = paper.finds(r", ngày (?P<n>\d{1,2})(?=\s+tháng)", everywhere=True, free=False)[:1]
    cited = paper.finds(
        r"(?:Kế hoạch|Quyết định|Công văn|Nghị quyết|Tờ trình|Báo cáo) số (?P<n>\d+)(?=[/-])", free=False
    )
    cited += paper.finds(r"(?:[Tt]rước|[Xx]ong|[Tt]ừ) ngày (?P<n>\d{1,2})(?=/\d{1,2}/| tháng \d)")
    cited += paper.finds(r"(?:/\w+-\w+) ngày (?P<n>\d{1,2})(?=/\d{1,2}/| tháng \d)", free=False)
    groups = [group for group in (own, day, cited, cited) if group]
    if not groups:
        return None
    one = chance.choice(chance.choice(groups))
    return paper.put(one.span("n"), chance.choice(("...", "....", "…", "  ", "……", "___")))


def no_annex(paper: Paper, chance: Random) -> Slip | None:
    """An annex that is announced and not there."""
    if re.search(r"phụ lục|biểu|danh mục|danh sách|kèm theo", paper.text.lower()) or len(paper.document.parts) > 1:
        return None
    fit = paper.finds(r"^- [^\n]{30,}[^\W\d](?=[.;]$)", free=False)
    if not fit:
        return None
    at = chance.choice(fit).end()
    words = (
        " (chi tiết tại Phụ lục kèm theo)",
        " (có Phụ lục kèm theo)",
        " theo Phụ lục đính kèm Kế hoạch này",
        " (theo biểu mẫu gửi kèm)",
        " (có danh sách kèm theo)",
        " (Phụ lục I, Phụ lục II kèm theo)",
        " (nội dung cụ thể theo biểu chi tiết đính kèm)",
    )
    return paper.put((at, at), chance.choice(words))


def unannounced_annex(paper: Paper, chance: Random) -> Slip | None:
    """An annex that the wording never names."""
    heads = [part for part in paper.document.parts if part.kind == "annex"]
    if not heads:
        return None
    low, _ = paper.body
    limit = paper.raw(heads[0].start, heads[0].end)[0]
    text = paper.text[low:limit]
    new = re.sub(
        r"\([^()\n]*(?:[Pp]hụ lục|kèm theo)[^()\n]*\)|[Pp]hụ lục(?: (?:số )?[\dIVX]+)?(?: (?:đính )?kèm(?: theo)?)?",
        "",
        text,
    )
    if new == text or re.search(r"kèm|phụ lục", new, re.IGNORECASE):
        return None
    return Slip(paper.text[:low] + new + paper.text[limit:], (), "no word of the annex")


def no_such_place(paper: Paper, chance: Random) -> Slip | None:
    """An article, part or point of the paper itself that it does not have."""
    kind = (paper.record.document.type or "").capitalize()
    fit = paper.finds(r"^(?:- |\d\. )?[^\n|]{40,}[^\W\d](?=[.;]$)", free=False)
    if not fit or kind not in ("Kế hoạch", "Quyết định", "Nghị quyết", "Chỉ thị"):
        return None
    at = chance.choice(fit).end()
    articles = [int(one["n"]) for one in paper.finds(STYLES["Điều 1."], everywhere=True, free=False)]
    romans = [value_of(one["n"]) for one in paper.finds(STYLES["I."], everywhere=True, free=False)]
    ways = []
    if articles:
        far = max(articles) + chance.randrange(1, 4)
        ways += [f" theo quy định tại Điều {far} {kind} này", f" (nêu tại khoản 1 Điều {far} của {kind} này)"]
        ways += [f" quy định tại Điều {far} của {kind} này", f" tại các Điều 1, {far} {kind} này"]
    if romans and max(romans) < 12:
        far_part = ROMANS[max(romans) + chance.randrange(1, 3)]
        ways += [f" theo nội dung tại mục {far_part} {kind} này", f" (nêu tại Phần {far_part} {kind} này)"]
        ways += [f" tại điểm 2 mục {far_part} của {kind} này", f" như đã nêu ở mục {far_part} nêu trên"]
    if not ways:
        return None
    return paper.put((at, at), chance.choice(ways))


def abbreviation(paper: Paper, chance: Random) -> Slip | None:
    """The initials of some words of the paper stand once in their place, never explained."""
    fit = paper.finds(r"(?<=[ ,])(?P<w>[a-zđ][^\W\d_]+(?: [a-zđ][^\W\d_]+){3})(?=[ ,.;])")
    fit = [
        one
        for one in fit
        if paper.text.count(one["w"]) > 2
        and not re.search(r"\b(?:và|các|của|cho|trên|trong|theo|với|từ|để|tại|về)\b", one["w"])
    ]
    if not fit:
        return None
    one = chance.choice(fit)
    return paper.put(one.span("w"), "".join(word[0] for word in one["w"].split()).upper())


def as_above(paper: Paper, chance: Random) -> Slip | None:
    """Recipients "Như trên" in a paper that addresses nobody, or as an article that it has not."""
    found = re.search(r"^(?:-\s*)?Như (?:trên|Điều \d+)\s*(?=;)|(?<=^Nơi nhận:\n)(?=- )", paper.text, re.MULTILINE)
    if found is None or "Kính gửi" in paper.text or "Điện:" in paper.text:
        return None
    articles = [int(one["n"]) for one in paper.finds(STYLES["Điều 1."], everywhere=True, free=False)]
    words = chance.choice(("- Như trên", "- Như kính gửi", f"- Như Điều {max(articles, default=1) + 3}"))
    if found.group() == words:
        return None
    return paper.put(found.span(), words if found.group() else words + ";\n")


def own_symbol(paper: Paper, chance: Random) -> Slip | None:
    """The paper's own symbol is that of another kind or issuer."""
    info = paper.record.document
    if not info.symbol or not info.number:
        return None
    found = re.search(rf"{re.escape(info.number)}\s?[/-]\s?(?P<s>{re.escape(info.symbol)})", paper.text)
    parts = re.fullmatch(r"(KH|QĐ|NQ|CT|TB)-(UBND|HĐND|TTg|BYT|BTC)", info.symbol)
    if found is None or parts is None:
        return None
    kind, who = parts.groups()
    kinds = [one for one in ("KH", "QĐ", "NQ", "CT", "TB", "BC") if one != kind]
    others = [one for one in ("UBND", "HĐND", "SNV", "BYT") if one != who]
    words = chance.choice((f"{chance.choice(kinds)}-{who}", f"{kind}-{chance.choice(others)}"))
    return paper.put(found.span("s"), words)


def lost_part(paper: Paper, chance: Random) -> Slip | None:
    """A part of every paper left out: motto, recipients, archive, place and day, line of authority."""
    text = paper.text
    ways = [
        r"^CỘNG H[ÒO][^\n]+\n(?:CHỦ NGHĨA[^\n]+\n)?Độc lập[^\n]+\n",
        r"^Nơi nhận:\n(?:- [^\n]+\n)+",
        r"^-? ?Lưu:[^\n]+\n",
        r"^(?:TM|KT)\. [^\n]+\n(?!KT)",
        r"^Số: [^\n]+\n",
        r"^ĐẢNG CỘNG SẢN VIỆT NAM\n",
    ]
    fit = [found for way in ways if (found := re.search(way, text, re.MULTILINE)) and found.start() < len(text)]
    if not fit:
        return None
    found = chance.choice(fit)
    said = " ".join(found.group().split())[:60]
    return Slip(text[: found.start()] + text[found.end() :], (), f"without: {said}")


def task_twice(paper: Paper, chance: Random) -> Slip | None:
    """A list item stands twice, with others between or none."""
    fit = [
        (a, b)
        for a, b in pairwise(paper.finds(r"^[-+] [^\n|]{60,}$"))
        if b.start() - a.end() < 3 and not re.search(r"\d", a.group())
    ]
    if not fit:
        return None
    first, second = chance.choice(fit)
    at = chance.choice((first.end(), second.end()))
    return paper.put((at, at), "\n" + first.group(), first.span(), second.span())
