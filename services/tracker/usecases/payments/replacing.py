"""Making the rows of a plan, and ending those that it takes the place of."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from services.tracker.domain.instalments.plans import WITH_ADVANCE, Part, Plan, When
from services.tracker.domain.instalments.records import Instalment, InstalmentPlan
from services.tracker.domain.instalments.states import WAITING, InstalmentEvent, InstalmentState
from services.tracker.storage import instalment_plans, instalments
from services.tracker.usecases.changing import Change
from services.tracker.usecases.payments.acting import move
from services.tracker.usecases.payments.money_of import Money
from shared.kernel.dates import AMSTERDAM
from shared.kernel.ids import new_id

AT_ONCE_DUE = frozenset({When.AT_AWARD, When.REST})
"""What is waited for from now on, also when nobody named a day."""


def end_waiting(change: Change, money: Money, reason: str = "", states: frozenset[InstalmentState] = WAITING) -> None:
    """Ends what was not sent yet, or is in one of these states. What came in of it stays; only the rest goes."""
    for instalment in money.instalments:
        if instalment.state in states:
            gone = InstalmentEvent.CANCEL if instalment.state in WAITING else InstalmentEvent.ANNUL
            event = InstalmentEvent.CONFIRM if instalment.received_cents else gone
            move(change, instalment, event, reason=reason)


def add_parts(change: Change, parts: Sequence[Part]) -> list[Instalment]:
    """Makes instalments, behind those that there are."""
    connection, scope = change.work.connection, change.actor.scope
    first = instalments.next_position(connection, scope, change.application.id)
    today = change.now.astimezone(AMSTERDAM).date()
    made = [_instalment(change, part, number, today) for number, part in enumerate(parts, start=first)]
    instalments.add(connection, scope, made)
    return made


def keep_plan(change: Change, old: InstalmentPlan | None, plan: Plan, *, needs_letter: bool) -> InstalmentPlan:
    """Writes the plan of the application, over the one that there was."""
    connection, scope = change.work.connection, change.actor.scope
    percent = plan.advance_percent if plan.kind in WITH_ADVANCE else None
    if old is not None:
        values = {"kind": plan.kind, "advance_percent": percent, "needs_letter": needs_letter}
        return instalment_plans.change(connection, scope, old, **values)
    made = InstalmentPlan(
        id=new_id(),
        application_id=change.application.id,
        place_id=change.application.place_id,
        version=1,
        kind=plan.kind,
        advance_percent=percent,
        needs_letter=needs_letter,
        letter_sent_on=None,
        final_cents=None,
        made_by=change.actor.person_id,
        made_at=change.now,
    )
    instalment_plans.add(connection, scope, made)
    return made


def _instalment(change: Change, part: Part, position: int, today: date) -> Instalment:
    return Instalment(
        id=new_id(),
        application_id=change.application.id,
        place_id=change.application.place_id,
        version=1,
        position=position,
        comes=part.comes,
        label=part.label,
        amount_cents=part.amount_cents,
        expected_on=part.expected_on,
        state=_first_state(part, today),
        reason="",
        changed_at=change.now,
    )


def _first_state(part: Part, today: date) -> InstalmentState:
    if part.comes is When.UNPLANNED:
        return InstalmentState.CONFIRMED
    if part.expected_on is None:
        return InstalmentState.DUE if part.comes in AT_ONCE_DUE else InstalmentState.PLANNED
    return InstalmentState.DUE if part.expected_on <= today else InstalmentState.PLANNED
