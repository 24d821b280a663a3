"""The facts that are kept of a payout account."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from services.tracker.domain.accounts.states import AccountState
from services.tracker.domain.texts import mark as _
from shared.kernel.iban import masked_iban


class AccountOwner(StrEnum):
    """Whose account it is: the place's own, or that of the fiscal host who receives for it."""

    PLACE = "place"
    FISCAL_HOST = "fiscal_host"


OWNER_LABELS = {
    AccountOwner.PLACE: _("Van onze plek zelf"),
    AccountOwner.FISCAL_HOST: _("Van onze penvoerder: een stichting of vereniging die het geld voor ons ontvangt"),
}
"""Dutch label of each owner."""


@dataclass(frozen=True)
class Call:
    """The call before an approval: who was called, on the number that was known already, and on which day."""

    name: str
    number: str
    on: date


@dataclass(frozen=True)
class PayoutAccount:
    """One account of a place, with who proposed it and who checked it. Old ones stay.

    `holder_matches`: the name on the account is the name of the place. `usable_from` is the end of the cool-down.
    `evidence_file_id`: the file of the bank that shows number and name; without it somebody keeps that on paper.
    The number is left out of what is printed: it belongs in no log.
    """

    id: str
    place_id: str
    version: int
    state: AccountState
    iban: str = field(repr=False)
    holder: str
    owner: AccountOwner
    holder_matches: bool
    reason: str
    proposed_by: str
    proposed_at: datetime
    approved_by: str | None = None
    approved_at: datetime | None = None
    call: Call | None = field(default=None, repr=False)
    approval_reason: str = ""
    usable_from: datetime | None = None
    active_at: datetime | None = None
    closed_at: datetime | None = None
    closed_by: str | None = None
    close_reason: str = ""
    evidence_file_id: str | None = None

    @property
    def masked(self) -> str:
        """The number with its middle left out."""
        return masked_iban(self.iban)
