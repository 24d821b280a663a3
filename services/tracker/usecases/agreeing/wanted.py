"""What somebody wants to agree, as it was filled in, and what is wrong with it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from services.tracker.domain.agreements.promises import Promise, Side
from shared.kernel.errors import FieldError
from shared.wording.texts import gettext as _

MAX_PROMISES = 50
MAX_NOTICE_DAYS = 730


@dataclass(frozen=True)
class Wanted:
    """An agreement as people write it down. Not everything has to be known before it is proposed."""

    title: str
    partner_name: str
    partner_contact: str = ""
    partner_id: str | None = None
    starts_on: date | None = None
    ends_on: date | None = None
    notice_days: int = 90
    strategy_id: str | None = None
    goals: tuple[str, ...] = ()
    promises: tuple[Promise, ...] = ()


def errors_of(wanted: Wanted) -> Iterator[FieldError]:
    """What does not go together, all at once."""
    if not wanted.title.strip():
        yield FieldError("title", "required", _("Geef de afspraken een naam."))
    if not wanted.partner_name.strip():
        yield FieldError("partnerName", "required", _("Vul in met wie u de afspraken maakt."))
    if wanted.starts_on and wanted.ends_on and wanted.ends_on < wanted.starts_on:
        yield FieldError("endsOn", "before_start", _("De einddatum ligt voor de begindatum."))
    if not 0 <= wanted.notice_days <= MAX_NOTICE_DAYS:
        yield FieldError("noticeDays", "out_of_range", _("De opzegtermijn is hooguit twee jaar (730 dagen)."))
    if len(wanted.promises) > MAX_PROMISES:
        yield FieldError("promises", "too_many", _("Er passen hooguit 50 beloften in één set afspraken."))
    for number, promise in enumerate(wanted.promises):
        yield from _promise_errors(number, promise)


def missing_in(wanted: Wanted) -> tuple[str, ...]:
    """What must be known before it can be signed."""
    sides = {promise.side for promise in wanted.promises}
    lacks = (
        (wanted.starts_on is None, _("de begindatum")),
        (Side.PARTNER not in sides, _("wat de partner geeft")),
        (Side.PLACE not in sides, _("wat uw plek terugdoet")),
    )
    return tuple(text for lack, text in lacks if lack)


def _promise_errors(number: int, promise: Promise) -> Iterator[FieldError]:
    field = f"promises.{number}"
    if not promise.text.strip():
        yield FieldError(f"{field}.text", "required", _("Schrijf op wat er wordt beloofd."))
    if promise.ends_on and promise.ends_on < promise.starts_on:
        yield FieldError(f"{field}.endsOn", "before_start", _("De einddatum ligt voor de begindatum."))
    for name, value in (
        ("quantity", promise.quantity),
        ("rate", promise.rate_cents),
        ("value", promise.value_cents),
    ):
        if value is not None and value < 0:
            yield FieldError(f"{field}.{name}", "negative", _("Vul hier geen getal onder nul in."))
