"""What the stored plans agree on, proposed as entries for a registry; never taken over by itself."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from rapidfuzz import fuzz

from pipeline.linking.entries import Entry
from pipeline.linking.registry import Registry
from pipeline.records import LegalReference
from pipeline.text.unicode import fold
from pipeline.vietnam.document_symbols import parse
from pipeline.vietnam.issuers import spelt

_NO_NAME = re.compile(r"(?:^|\s)(?:tinh|thanh pho|xa|phuong|dac khu|tinh uy|thanh uy|dang uy|dan)$")


@dataclass(frozen=True, slots=True)
class Proposal:
    """An entry that several plans agree on, with who says so and who says otherwise."""

    entry: Entry
    plans: tuple[str, ...]
    """Plans that state this date (and no other issuer), by name."""
    dissent: tuple[tuple[str, str], ...]
    """(plan, date) of plans that date the same document otherwise."""


def propose(
    plans: Iterable[tuple[str, Iterable[LegalReference]]], registry: Registry, *, least: int = 3, as_of: str = ""
) -> tuple[Proposal, ...]:
    """Documents that the registry does not know and that several plans of different issuers date alike.

    Args:
        plans: (issuer of the plan, its references); plans of one issuer count once.
        registry: what is known already; its entries are not proposed again.
        least: how many independent plans must agree on number and date.
        as_of: ISO date that the proposals bear.
    """
    stated: dict[tuple[str, str], dict[str, LegalReference]] = defaultdict(dict)
    for plan, references in plans:
        for reference in references:
            number = parse(reference.canonical) if reference.canonical else None
            if number is None or reference.resolved or not reference.date or len(reference.date) < 10:
                continue
            place = "" if number.central else spelt(reference.issuer or "")
            if not number.central and (not place or _NO_NAME.search(place)):
                continue  # "UBND thành phố" does not say which
            stated[(number.key, place)][plan] = reference
    found = []
    for mentions in stated.values():
        proposal = _proposal(mentions, least, as_of)
        if proposal is not None and registry.get(proposal.entry.id) is None:
            found.append(proposal)
    return tuple(sorted(found, key=lambda one: (-len(one.plans), one.entry.number)))


def _proposal(mentions: dict[str, LegalReference], least: int, as_of: str) -> Proposal | None:
    days = Counter(reference.date for reference in mentions.values())
    (day, votes), *others = days.most_common()
    if votes < least or (others and others[0][1] * 3 > votes):
        return None
    backing = {plan: reference for plan, reference in mentions.items() if reference.date == day}
    number = Counter(reference.canonical for reference in backing.values()).most_common(1)[0][0] or ""
    kind = Counter(reference.type for reference in backing.values() if reference.type).most_common(1)
    issuer = Counter(reference.issuer for reference in backing.values() if reference.issuer).most_common(1)
    entry = Entry(
        type=kind[0][0] if kind else "",
        number=number,
        date=day,
        issuer=issuer[0][0] if issuer else None,
        title=_title([reference.title for reference in backing.values() if reference.title]),
        source=f"{votes} kế hoạch thống nhất / plans agree",
        as_of=as_of,
    )
    dissent = tuple((plan, reference.date or "") for plan, reference in mentions.items() if reference.date != day)
    return Proposal(entry, tuple(sorted(backing)), dissent)


def _title(titles: list[str]) -> str:
    """The title that is nearest to all others; "" where no plan gives one."""
    if not titles:
        return ""
    return max(titles, key=lambda one: (sum(fuzz.ratio(fold(one), fold(other)) for other in titles), -len(one)))
