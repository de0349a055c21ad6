"""What a comparison holds: plans, groups of targets, versions of one plan, and what could not be compared."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

from pipeline.records import Record, Target
from pipeline.settings import CompareSettings
from pipeline.vietnam.units import split

_PROVINCES = frozenset(("tỉnh", "thành phố"))

Mark = Literal["lower", "later", "absent", "stricter", "equal", "only-here", "outlier", "reference", "none"]


@dataclass(frozen=True, slots=True)
class Note:
    """Something that the reader must know: what could be compared and what could not."""

    code: str
    vi: str
    en: str

    def say(self, lang: str = "vi") -> str:
        """The note in Vietnamese, or in English for any other `lang`."""
        return self.vi if lang == "vi" else self.en


@dataclass(frozen=True, slots=True)
class Plan:
    """One plan of the comparison."""

    stem: str
    record: Record
    name: str
    """What the column is headed: the unit, with number or date where two plans would read alike."""
    parent: bool = False
    """Whether it is the plan that the others are held against."""
    related: bool = True
    """Whether it carries out the parent plan (cites it, bears a like title or shares targets with it); always where
    there is no parent. Of an unrelated plan nothing is said to be absent."""
    version_of: str | None = None
    """Stem of the better version of the same plan; None for the plan that stands for itself."""


@dataclass(frozen=True, slots=True)
class Member:
    """A target in a group."""

    document: str
    """Stem of its record."""
    target: int
    """Index into the record's `targets`."""
    similarity: float
    """0..1 with the group's label wording."""
    perhaps: bool = False
    """A careful reader could hold either view. A perhaps member belongs to a group of its own as well."""


@dataclass(frozen=True, slots=True)
class Group:
    """Targets that measure one thing."""

    id: str
    label: str
    """The wording that stands for the group: of a member, the most usual one."""
    unit: str
    """Base unit of the label's target."""
    members: tuple[Member, ...]

    @property
    def sure(self) -> tuple[Member, ...]:
        """The members that are not "perhaps"."""
        return tuple(member for member in self.members if not member.perhaps)


@dataclass(frozen=True, slots=True)
class Duplicate:
    """Two files that hold one plan."""

    better: str
    worse: str
    kind: Literal["same-file", "same-text", "same-plan"]
    score: float
    """Share (0..1) of the shorter text that the other holds, on skeletons that survive a bad scan; 1 without texts."""
    perhaps: bool
    why: tuple[str, ...]
    """In Vietnamese."""
    why_en: tuple[str, ...] = ()


@dataclass(frozen=True)
class Comparison:
    """Plans side by side."""

    plans: tuple[Plan, ...]
    groups: tuple[Group, ...]
    duplicates: tuple[Duplicate, ...] = ()
    notes: tuple[Note, ...] = ()
    settings: CompareSettings = field(default_factory=CompareSettings)

    @cached_property
    def by_stem(self) -> Mapping[str, Plan]:
        """Stem -> plan."""
        return {plan.stem: plan for plan in self.plans}

    @cached_property
    def columns(self) -> tuple[Plan, ...]:
        """The plans that have a column: of several versions of one plan the best, the parent plan first."""
        standing = [plan for plan in self.plans if plan.version_of is None]
        return tuple(sorted(standing, key=lambda plan: (not plan.parent,)))

    @cached_property
    def shared(self) -> tuple[Group, ...]:
        """The groups of which two or more of the units below state a target for sure, each in the plan that stands."""
        units = {plan.stem: plan.record.document.unit or plan.stem for plan in self.columns if not plan.parent}
        return tuple(
            group
            for group in self.groups
            if len({units[member.document] for member in group.sure if member.document in units}) > 1
        )

    @cached_property
    def higher(self) -> frozenset[str]:
        """Stems of the plans of provinces, where there are plans of communes too: their sums and counts are no figure
        beside those of a commune."""
        kinds = {plan.stem: (split(plan.record.document.unit or "") or ("", ""))[0] for plan in self.columns}
        provinces = frozenset(stem for stem, kind in kinds.items() if kind in _PROVINCES)
        return provinces if set(kinds.values()) - {"", *_PROVINCES} else frozenset()

    @property
    def parent(self) -> Plan | None:
        """The plan that the others are held against."""
        return next((plan for plan in self.plans if plan.parent), None)

    def target(self, member: Member) -> Target:
        """The target that a member stands for."""
        return self.by_stem[member.document].record.targets[member.target]
