"""Writing down money that came in, announced or not. A difference with what was agreed stays in sight."""

from __future__ import annotations

from datetime import date

from services.tracker.domain.instalments.plans import Part, When
from services.tracker.domain.instalments.records import Credit, Instalment
from services.tracker.domain.instalments.states import InstalmentEvent
from services.tracker.domain.records import Application
from services.tracker.settings import TrackerContext
from services.tracker.storage import credits
from services.tracker.usecases.changing import Change, changing
from services.tracker.usecases.payments.acting import (
    RIGHT,
    WITH_MONEY,
    above_award,
    check_state,
    instalment_of,
    move,
    write,
)
from services.tracker.usecases.payments.money_of import money_of
from services.tracker.usecases.payments.replacing import add_parts
from shared.access.actors import Actor
from shared.kernel.dates import AMSTERDAM
from shared.kernel.errors import FieldError, InvalidInput
from shared.kernel.ids import new_id
from shared.plumbing.idempotency import Once
from shared.wording.money import euros
from shared.wording.texts import gettext as _

MAX_NOTE = 500


def record_credit(
    ctx: TrackerContext,
    actor: Actor,
    application_id: str,
    instalment_id: str | None,
    *,
    amount_cents: int | None,
    received_on: date,
    rest_follows: bool = False,
    note: str = "",
    once: Once | None = None,
    expected_version: int | None = None,
) -> Application:
    """Keeps the credit; its instalment is confirmed unless `rest_follows` and less came than agreed.

    Without `instalment_id` nobody had announced it. Money that came in is a fact: open conditions or a letter that was
    not sent block nothing. `expected_version` is that of the instalment, or of the application without one. Raises
    InvalidInput, NotAllowedNow when it would be more than the award, Stale.
    """
    version = None if instalment_id else expected_version
    with changing(ctx, actor, application_id, RIGHT, once=once, expected_version=version) as change:
        cents = _checked(change, amount_cents, received_on, note)
        check_state(change, WITH_MONEY)
        _within_award(change, cents)
        credit_id = new_id()
        # First the version of the application: of two who write down money at once, one wins.
        change.write("money_received", {"credit": credit_id, "amount_cents": cents})
        if instalment_id is None:
            (instalment,) = add_parts(change, (Part(0, When.UNPLANNED),))
        else:
            instalment = instalment_of(change, instalment_id, expected_version)
            _settle(change, instalment, cents, rest_follows)
        _keep(change, instalment, credit_id, cents, received_on, note)
    return change.application


def _checked(change: Change, cents: int | None, received_on: date, note: str) -> int:
    errors = []
    if not cents or cents < 0:
        errors.append(FieldError("amount", "required", _("Vul in hoeveel er is binnengekomen.")))
    if received_on > change.now.astimezone(AMSTERDAM).date():
        errors.append(
            FieldError("receivedOn", "in_future", _("Deze dag ligt in de toekomst. Wacht tot het geld er is."))
        )
    if len(note) > MAX_NOTE:
        errors.append(FieldError("note", "too_long", _("Dit is te lang. Er passen 500 tekens.")))
    if errors or cents is None:
        raise InvalidInput(errors)
    return cents


def _within_award(change: Change, cents: int) -> None:
    money = money_of(change.work.connection, change.actor.scope, change.application.id)
    # Not what the funder fixed in the end: what it paid above that came in all the same, and goes back by a claim.
    award = money.award_cents
    if award is not None and money.standing.received + cents > award:
        raise above_award(euros(money.standing.received + cents - award))


def _settle(change: Change, instalment: Instalment, cents: int, rest_follows: bool) -> None:
    received = instalment.received_cents + cents
    if rest_follows and received < instalment.amount_cents:
        write(change, instalment)
    else:
        move(change, instalment, InstalmentEvent.CONFIRM)


def _keep(change: Change, instalment: Instalment, credit_id: str, cents: int, received_on: date, note: str) -> None:
    credit = Credit(
        id=credit_id,
        instalment_id=instalment.id,
        application_id=instalment.application_id,
        place_id=instalment.place_id,
        amount_cents=cents,
        received_on=received_on,
        note=note.strip(),
        recorded_by=change.actor.person_id,
        recorded_at=change.now,
    )
    credits.add(change.work.connection, change.actor.scope, credit)
