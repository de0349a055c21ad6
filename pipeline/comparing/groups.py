"""Targets of many plans brought together by what they measure, in time near linear in their number.

Equal wordings fall together first. Each wording then meets only the wordings that share its rarest terms; one that is
all but equal to an earlier one joins it, the others are leaders. Groups grow along the pairs of leaders, surest
first,
as long as the mean similarity between both sides stays above `same`. What lies between `perhaps` and `same` is listed
as such in the larger group and stays a group of its own.
"""

from __future__ import annotations

import hashlib
import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from pipeline.comparing import units
from pipeline.comparing.model import Group, Member
from pipeline.comparing.similarity import score
from pipeline.comparing.terms import Wording, in_context, weight, wording
from pipeline.records import Target
from pipeline.settings import CompareSettings
from pipeline.text.unicode import fold

_ABSORB = 0.995
_CANDIDATES = 24
_LOOKED_AT = 800
_EXEMPLARS = 6
_TOGETHER, _OTHERWISE = 2.0, 3.0
"""Nats taken from a pair that plans list side by side, under one heading and for one date; from a pair for which they
state other figures for one date, under any heading ("Kinh phí: 120 triệu đồng", "Tổng kinh phí: 300 triệu đồng")."""


@dataclass(slots=True)
class _Node:
    wording: Wording
    """With what the plan is about where the indicator's own words are scant."""
    own: Wording
    unit: str
    members: list[tuple[str, int]] = field(default_factory=list)
    labels: Counter[str] = field(default_factory=Counter)
    places: set[tuple[str, str | None, str | None]] = field(default_factory=set)
    figures: dict[tuple[str, str | None], set[float]] = field(default_factory=dict)
    """Plan and date -> the figures that it states."""


def group_targets(
    targets: Iterable[tuple[str, int, Target]],
    settings: CompareSettings | None = None,
    contexts: Mapping[str, str] | None = None,
) -> tuple[Group, ...]:
    """Groups of (stem, index, target), largest first; every target is a sure member of exactly one group.

    Args:
        targets: stem of the record, index in its `targets`, target.
        settings: thresholds of "same" and "perhaps".
        contexts: stem -> title of the plan, which tells what a scant wording ("mô hình điểm") is about.

    The result depends on the set of targets, not on their order.
    """
    settings = settings or CompareSettings()
    nodes = _nodes(targets, contexts or {})
    pairs = _Pairs(nodes)
    leader_of, edges = _leaders(nodes, pairs, settings.perhaps)
    clusters = _merge(edges, pairs, sorted(set(leader_of)), settings.same)
    return _told_apart(_groups(nodes, leader_of, edges, clusters, pairs, settings), contexts or {})


def _nodes(targets: Iterable[tuple[str, int, Target]], contexts: Mapping[str, str]) -> list[_Node]:
    found: dict[tuple[object, ...], _Node] = {}
    for stem, index, target in sorted(targets, key=lambda item: item[:2]):
        words = in_context(target.indicator, contexts.get(stem, ""))
        terms: object = frozenset(words.terms) if words.terms else words.text
        key = (terms, words.numbers, words.negated, units.noun(target.unit))
        node = found.get(key)
        if node is None:
            node = found[key] = _Node(words, wording(target.indicator), target.unit)
        node.members.append((stem, index))
        node.labels[" ".join(target.indicator.split())] += 1
        figure = units.convert(target.value, target.unit)[0]
        node.places.add((stem, target.section, target.due))
        node.figures.setdefault((stem, target.due), set()).add(figure)
    return sorted(
        found.values(), key=lambda node: (-len(node.members), len(node.wording.terms), node.wording.text, node.unit)
    )


class _Pairs:
    """Similarities of nodes, each worked out once."""

    def __init__(self, nodes: Sequence[_Node]) -> None:
        self._nodes = nodes
        self._known: dict[tuple[int, int], float] = {}

    def __call__(self, a: int, b: int) -> float:
        if a == b:
            return 1.0
        key = (a, b) if a < b else (b, a)
        found = self._known.get(key)
        if found is None:
            left, right = self._nodes[a], self._nodes[b]
            found = score(left.wording, right.wording, left.unit, right.unit)
            scant = (left.own is not left.wording) + (right.own is not right.wording)
            if scant:
                bare = score(left.own, right.own, left.unit, right.unit)
                found = max(found, bare) if scant == 1 else min(found, bare)
            together = len(left.places & right.places) / min(len(left.places), len(right.places))
            both = left.figures.keys() & right.figures.keys()
            apart = sum(left.figures[at].isdisjoint(right.figures[at]) for at in both)
            otherwise = apart / min(len(left.figures), len(right.figures))
            if (together or otherwise) and 0.0 < found < 1.0:
                odds = math.log(found / (1 - found)) - _TOGETHER * together - _OTHERWISE * otherwise
                found = 1 / (1 + math.exp(-odds))
            self._known[key] = found
        return found


def _leaders(nodes: Sequence[_Node], pairs: _Pairs, least: float) -> tuple[list[int], list[tuple[float, int, int]]]:
    """The leader that stands for each node, and the pairs of leaders from `least` on, surest first."""
    postings: dict[str, list[int]] = defaultdict(list)
    leader_of: list[int] = []
    edges: list[tuple[float, int, int]] = []
    for at, node in enumerate(nodes):
        shared: dict[int, float] = {}
        looked = 0
        keys = node.wording.terms or tuple(node.wording.text.split())
        for term in sorted(keys, key=lambda term: len(postings[term])):
            if looked and looked + len(postings[term]) > _LOOKED_AT:
                break
            looked += len(postings[term])
            worth = weight(term)
            for other in postings[term]:
                shared[other] = shared.get(other, 0.0) + worth
        best = sorted(shared, key=lambda other: (-shared[other], other))[:_CANDIDATES]
        found = sorted(((pairs(at, other), other) for other in best), reverse=True)
        if found and found[0][0] >= _ABSORB and nodes[found[0][1]].unit == node.unit:
            leader_of.append(found[0][1])
            continue
        leader_of.append(at)
        edges.extend((value, other, at) for value, other in found if value >= least)
        for term in keys:
            postings[term].append(at)
    edges.sort(key=lambda edge: (-edge[0], edge[1:]))
    return leader_of, edges


def _merge(
    edges: Sequence[tuple[float, int, int]], pairs: _Pairs, leaders: Sequence[int], same: float
) -> dict[int, list[int]]:
    """Cluster id -> its leaders. Exemplars (the first few leaders) stand for a large cluster in the mean."""
    clusters = {leader: [leader] for leader in leaders}
    home = {leader: leader for leader in leaders}
    for value, a, b in edges:
        if value < same:
            break
        left, right = home[a], home[b]
        if left == right or _mean(clusters[left], clusters[right], pairs) < same:
            continue
        if (len(clusters[left]), -left) < (len(clusters[right]), -right):
            left, right = right, left
        for leader in clusters[right]:
            home[leader] = left
        clusters[left] = sorted(clusters[left] + clusters.pop(right))
    return clusters


def _mean(a: Sequence[int], b: Sequence[int], pairs: _Pairs) -> float:
    values = [pairs(x, y) for x in a[:_EXEMPLARS] for y in b[:_EXEMPLARS]]
    return sum(values) / len(values)


def _groups(
    nodes: Sequence[_Node],
    leader_of: Sequence[int],
    edges: Sequence[tuple[float, int, int]],
    clusters: dict[int, list[int]],
    pairs: _Pairs,
    settings: CompareSettings,
) -> tuple[Group, ...]:
    home = {leader: cluster for cluster, members in clusters.items() for leader in members}
    inside: dict[int, list[int]] = defaultdict(list)
    for node, leader in enumerate(leader_of):
        inside[home[leader]].append(node)
    size = {cluster: sum(len(nodes[node].members) for node in found) for cluster, found in inside.items()}
    perhaps: dict[int, dict[int, float]] = defaultdict(dict)
    for _, a, b in edges:
        left, right = home[a], home[b]
        if left == right:
            continue
        large, small = (
            ((left, a), (right, b)) if (size[left], -left) >= (size[right], -right) else ((right, b), (left, a))
        )
        value = _mean([small[1]], clusters[large[0]], pairs)
        if value >= settings.perhaps:
            perhaps[large[0]][small[1]] = value
    groups = [
        _group(nodes, found, perhaps[cluster], inside, leader_of, pairs) for cluster, found in sorted(inside.items())
    ]
    return tuple(sorted(groups, key=lambda g: (-len({m.document for m in g.sure}), -len(g.sure), g.label, g.id)))


def _group(
    nodes: Sequence[_Node],
    found: Sequence[int],
    perhaps: dict[int, float],
    inside: dict[int, list[int]],
    leader_of: Sequence[int],
    pairs: _Pairs,
) -> Group:
    few = found[:_EXEMPLARS]
    middle = max(few, key=lambda n: (len(nodes[n].members), _mean([n], few, pairs), -len(nodes[n].wording.text), -n))
    label = max(nodes[middle].labels.items(), key=lambda item: (item[1], -len(item[0]), item[0]))[0]
    members = [
        Member(stem, index, round(pairs(middle, node), 4)) for node in found for stem, index in nodes[node].members
    ]
    for leader, value in perhaps.items():
        followers = [
            node for cluster in inside.values() if leader in cluster for node in cluster if leader_of[node] == leader
        ]
        members += [
            Member(stem, index, round(value, 4), True) for node in followers for stem, index in nodes[node].members
        ]
    members.sort(key=lambda m: (m.perhaps, m.document, m.target))
    unit = units.noun(nodes[middle].unit)
    return Group(_identity(label, unit), label, unit, tuple(members))


_SUBJECT_END = re.compile(
    r",?\s+(?:trên địa bàn|năm (?:học )?(?:19|20)\d\d|giai đoạn|đến năm|của (?:xã|phường|tỉnh|thành phố|đặc khu))\b.*",
    re.IGNORECASE | re.DOTALL,
)
_SUBJECT_MOST = 60  # characters


def _told_apart(groups: Sequence[Group], contexts: Mapping[str, str]) -> tuple[Group, ...]:
    """Groups whose wording and unit are one and whose plans are about other things, named with what they are about.

    "Kinh phí" of plans on fire safety and of plans on schools are two rows, and must read as two.
    """
    alike = Counter(group.id for group in groups)
    taken: set[str] = set()
    out = []
    for group in groups:
        if alike[group.id] > 1:
            about = _subject(group, contexts)
            label = f"{group.label} ({about})" if about else group.label
            group = replace(group, label=label, id=_identity(label, group.unit))
        at, name = 1, group.id
        while name in taken:
            at, name = at + 1, f"{group.id}-{at + 1}"
        taken.add(name)
        out.append(replace(group, id=name))
    return tuple(out)


def _subject(group: Group, contexts: Mapping[str, str]) -> str:
    """What most plans of a group are about, in a few words of their titles."""
    said = Counter(
        subject for member in group.sure if (subject := _SUBJECT_END.sub("", contexts.get(member.document, "").strip()))
    )
    if not said:
        return ""
    words = max(said.items(), key=lambda item: (item[1], -len(item[0]), item[0]))[0]
    return words if len(words) <= _SUBJECT_MOST else words[:_SUBJECT_MOST].rsplit(" ", 1)[0] + " …"


def _identity(label: str, unit: str) -> str:
    """A name that a reader can tell and that stays the same from run to run: words of the label and a short hash."""
    slug = "-".join(re.findall(r"[a-z0-9]+", fold(label))[:6])
    return f"{slug[:48]}-{hashlib.sha256(f'{label}|{unit}'.encode()).hexdigest()[:6]}"
