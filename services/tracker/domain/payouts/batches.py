"""Rules of a batch: who may approve it, when it may leave, on which day it is carried out, and the words in it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from services.tracker.domain.payouts.records import Batch, PayoutSettings
from services.tracker.domain.payouts.states import BatchState
from services.tracker.domain.texts import mark as _

MAX_PAYMENTS = 500
MAX_DAYS_AHEAD = 60
MAX_NAME = 70
MAX_DESCRIPTION = 140
LIVE = frozenset({BatchState.DRAFT, BatchState.APPROVED, BatchState.EXPORTED})

REFUSALS = {
    "same_person": _("U stelde deze betaling zelf voor. Iemand anders moet haar goedkeuren."),
    "alike": _("U en wie dit voorstelde delen een mailbox of een naam. Iemand anders moet het goedkeuren."),
    "board_first": _("Het bestuur heeft zelf een tweede persoon. Die keurt de betaling goed."),
    "not_draft": _("Deze betaling wacht niet meer op een akkoord."),
    "not_approved": _("Deze betaling is nog niet goedgekeurd."),
    "waiting": _("Er staat een nieuw rekeningnummer in. Het bestand kan drie dagen na het voorstel naar de bank."),
    "payer_changed": _("Uw eigen rekening is na het akkoord veranderd. Stop deze betaling en stel haar opnieuw voor."),
    "too_late": _("De dag van betalen is voorbij. Stop deze betaling en stel haar opnieuw voor met een andere dag."),
    "line_not_open": _("Een deel van dit geld is al betaald. Stop deze betaling en stel de rest opnieuw voor."),
    "not_exported": _("Het bestand van deze betaling ligt niet bij de bank."),
    "other_says": _("U maakte het bestand zelf. Iemand anders legt vast dat de bank het weigerde."),
    "left_already": _("Het bestand is al gemaakt. Stop de betaling bij uw bank."),
}

# The characters that every bank in SEPA takes (EPC217-08).
_NOT_SEPA = re.compile(r"[^a-zA-Z0-9/\-?:().,'+ ]")
_LETTERS = str.maketrans(
    {"ß": "ss", "ø": "o", "Ø": "O", "æ": "ae", "Æ": "AE", "œ": "oe", "ł": "l", "Ł": "L", "đ": "d", "ð": "d", "þ": "th"}
    | {"ı": "i", "&": "+", "_": "-", "–": "-", "—": "-", "’": "'", "‘": "'", "€": "EUR"}
)


@dataclass(frozen=True)
class Second:
    """Who would be the second person. `alike`: with the mailbox or the name of the first.

    `others`: who of the board is surely another person than the first.
    """

    person_id: str
    is_board: bool
    alike: bool = False
    others: frozenset[str] = frozenset()

    def is_first(self, first_id: str) -> bool:
        """Whether this is the first person again, maybe under another address."""
        return self.alike or self.person_id == first_id


def refusal_of_second(first_id: str, second: Second) -> str | None:
    """Why this is no second person for what `first_id` did, as a code of REFUSALS.

    Two people always. Somebody outside the board (the coordinator) only where the board has no second person.
    """
    if second.person_id == first_id:
        return "same_person"
    if second.alike:
        return "alike"
    return "board_first" if second.others and not second.is_board else None


def refusal_to_approve(batch: Batch, second: Second) -> str | None:
    """Why this person can't approve the batch, as a code of REFUSALS."""
    return "not_draft" if batch.state is not BatchState.DRAFT else refusal_of_second(batch.proposed_by, second)


def refusal_to_export(batch: Batch, now: datetime, today: date, settings: PayoutSettings | None = None) -> str | None:
    """Why the file can't be made now, as a code of REFUSALS. `settings`: from which account the host pays now."""
    if batch.state is not BatchState.APPROVED:
        return "not_approved"
    # The second person said yes to the account that it would be paid from.
    if settings and (settings.iban, settings.holder) != (batch.payer_iban, batch.payer_holder):
        return "payer_changed"
    if batch.waits_until is not None and now < batch.waits_until:
        return "waiting"
    return "too_late" if batch.execution_on < today else None


def is_working_day(day: date, holidays: Collection[date]) -> bool:
    """Whether banks carry out payments that day."""
    return day.weekday() < 5 and day not in holidays


def next_working_day(day: date, holidays: Collection[date]) -> date:
    """This day, or the first working day after it."""
    while not is_working_day(day, holidays):
        day += timedelta(days=1)
    return day


def sepa_text(text: str, most: int) -> str:
    """The text in the characters that banks take: accents fall off, other signs become a space."""
    plain = unicodedata.normalize("NFKD", text.translate(_LETTERS))
    kept = "".join(letter for letter in plain if not unicodedata.combining(letter))
    cleaned = " ".join(_NOT_SEPA.sub(" ", kept).split())
    # A text must not begin or end with a slash, nor have two in a row.
    return re.sub(r"/{2,}", "/", cleaned).strip("/ ")[:most].strip()


def end_to_end_id(line_id: str) -> str:
    """The mark by which the bank tells what became of one payment: at most 35 characters."""
    return f"SP{line_id.replace('-', '')}"
