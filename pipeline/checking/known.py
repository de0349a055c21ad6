"""What rules may ask of the registry and of the gazetteer."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal, Protocol

from pipeline.records import LegalReference

System = Literal["state", "party"]


class KnownDocument(Protocol):
    """A document of the registry, as far as rules look at it."""

    @property
    def number(self) -> str: ...
    @property
    def date(self) -> str | None: ...
    @property
    def issuer(self) -> str | None: ...
    @property
    def title(self) -> str: ...
    @property
    def effective(self) -> str | None: ...
    @property
    def source(self) -> str: ...
    @property
    def against(self) -> int: ...
    @property
    def ended(self) -> str | None: ...
    @property
    def repealed_by(self) -> str | None: ...
    @property
    def firm(self) -> bool:
        """Whether enough is behind it to contradict a mention."""
        ...

    @property
    def surely_ended(self) -> bool:
        """Whether its end may be held against a plan."""
        ...

    def state(self, day: str | None) -> str:
        """in-force, not-yet, ended or unknown on `day` (ISO)."""
        ...


class Departure(Protocol):
    """A field in which a mention departs from the registry."""

    @property
    def field(self) -> str: ...
    @property
    def stated(self) -> str: ...
    @property
    def known(self) -> str: ...


class KnownDocuments(Protocol):
    """The registry, as far as rules look at it (`pipeline.linking.Registry`)."""

    @property
    def as_of(self) -> str | None: ...
    def get(self, identity: str) -> KnownDocument | None: ...
    def differences(self, reference: LegalReference) -> Iterable[Departure]: ...
    def misnamed(self, kind: str, title: str) -> KnownDocument | None: ...


class KnownUnit(Protocol):
    """An administrative unit of the gazetteer."""

    @property
    def full(self) -> str: ...
    @property
    def province(self) -> str | None: ...


class KnownUnits(Protocol):
    """The dated gazetteer (`pipeline.vietnam.units.Units`)."""

    def contradiction(self, full: str, province: str | None, day: str | None) -> KnownUnit | None: ...
