"""The budget of a project and who covers it. A project is a need of a place: its applications share one budget."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from services.tracker.domain.budgets.amounts import hours_value, vat_in


class Worth(StrEnum):
    """What a cost line is made of. Hours and goods are in kind: they are never paid with money."""

    MONEY = "money"
    HOURS = "hours"
    GOODS = "goods"


class Vat(StrEnum):
    """Whether the place gets the VAT in an amount back from the tax office, and at which rate."""

    NOT_BACK = "not_back"
    BACK_HIGH = "back_high"
    BACK_LOW = "back_low"


VAT_PERCENT: Mapping[Vat, int] = {Vat.NOT_BACK: 0, Vat.BACK_HIGH: 21, Vat.BACK_LOW: 9}
"""The part that comes back, in percent on top of the price without VAT; the Dutch rates of 2026."""


class CoverKind(StrEnum):
    """Where the money or the worth comes from."""

    APPLICATION = "application"
    OWN = "own"
    INCOME = "income"
    OTHER = "other"
    IN_KIND = "in_kind"


TYPED_KINDS = (CoverKind.OWN, CoverKind.INCOME, CoverKind.OTHER)
"""What people type themselves; applications and worth in kind follow from what is known already."""


class CoverState(StrEnum):
    """How sure a cover is."""

    TO_ASK = "to_ask"
    ASKED = "asked"
    PROMISED = "promised"
    RECEIVED = "received"
    REFUSED = "refused"


SURE = frozenset({CoverState.PROMISED, CoverState.RECEIVED})


@dataclass(frozen=True)
class Line:
    """One cost. `amount_cents` is what is paid, VAT included; in kind it is what hours or goods are worth.

    `kind` is a code of the list cost_kind, None when nobody chose one. Hours have `minutes` and a stated `rate_cents`
    per hour, and their amount follows from these. `giver` and `state` are of worth in kind: who gives it, and how sure.
    """

    id: str
    text: str
    amount_cents: int
    worth: Worth = Worth.MONEY
    kind: str | None = None
    vat: Vat = Vat.NOT_BACK
    minutes: int | None = None
    rate_cents: int | None = None
    giver: str = ""
    state: CoverState = CoverState.PROMISED

    @property
    def in_kind(self) -> bool:
        """Whether it is worth instead of money."""
        return self.worth is not Worth.MONEY

    @property
    def vat_back_cents(self) -> int:
        """The VAT in the amount that comes back, and that no funder pays."""
        return vat_in(self.amount_cents, VAT_PERCENT[self.vat])

    @property
    def cost_cents(self) -> int:
        """What somebody has to cover: the amount without the VAT that comes back."""
        return self.amount_cents - self.vat_back_cents


def hours_line(line_id: str, text: str, minutes: int, rate_cents: int, *, giver: str, state: CoverState) -> Line:
    """A line of hours in kind; what they are worth is reckoned here and nowhere else."""
    worth = hours_value(minutes, rate_cents)
    return Line(line_id, text, worth, Worth.HOURS, None, Vat.NOT_BACK, minutes, rate_cents, giver, state)


@dataclass(frozen=True)
class Share:
    """The part of a cover that pays one cost line."""

    line_id: str
    cents: int


@dataclass(frozen=True)
class Cover:
    """One source of cover. Without `shares` it pays the budget as a whole.

    For an application `id` is that of the application; for worth in kind it is that of its cost line.
    """

    id: str
    kind: CoverKind
    name: str
    amount_cents: int
    state: CoverState
    shares: tuple[Share, ...] = ()

    @property
    def counts(self) -> bool:
        """Whether it may still bring something."""
        return self.state is not CoverState.REFUSED


@dataclass(frozen=True)
class Budget:
    """The budget that people work on. `version` rises with every change, `number` counts the frozen versions.

    `covers` are the ones that people typed. `application_shares` says which lines each application pays. The board may
    accept a gap of exactly `accepted_gap_cents`, with its reason.
    """

    id: str
    place_id: str
    need_id: str
    version: int
    number: int
    lines: tuple[Line, ...]
    covers: tuple[Cover, ...]
    application_shares: Mapping[str, tuple[Share, ...]]
    updated_by: str
    updated_at: datetime
    accepted_gap_cents: int | None = None
    gap_reason: str = ""


@dataclass(frozen=True)
class BudgetVersion:
    """The budget and the whole funding plan as they were when they were frozen. Never changed."""

    budget_id: str
    number: int
    place_id: str
    lines: tuple[Line, ...]
    covers: tuple[Cover, ...]
    made_by: str
    made_at: datetime


class FreezeReason(StrEnum):
    """Why an application holds on to a version."""

    APPROVED = "approved"
    SUBMITTED = "submitted"
    REVISED = "revised"
    CHANGED = "changed"


@dataclass(frozen=True)
class Freeze:
    """That an application holds on to a version of the budget; its newest freeze is the one that counts."""

    id: str
    application_id: str
    budget_id: str
    number: int
    place_id: str
    reason: FreezeReason
    frozen_by: str
    frozen_at: datetime


class NoteState(StrEnum):
    """What became of a prepared message to a funder."""

    OPEN = "open"
    DONE = "done"
    PUT_ASIDE = "put_aside"
    REPLACED = "replaced"


@dataclass(frozen=True)
class FunderNote:
    """A message to a funder that is prepared and never sent by itself: another source gave money for the same costs.

    `application_id` is the request at the funder who should hear of it, `decided_id` the one that was awarded.
    `over_cents` is what there is too much with this request in it; `line_texts` are the costs it is about, empty for
    the plan as a whole.
    """

    id: str
    application_id: str
    decided_id: str
    place_id: str
    awarded_cents: int
    over_cents: int
    line_texts: tuple[str, ...]
    state: NoteState
    version: int
    made_at: datetime
    closed_at: datetime | None = None
    closed_by: str | None = None
