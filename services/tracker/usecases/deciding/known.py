"""What is known of an application that the funder has or decided on, for the guards and for what is offered."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from sqlalchemy.engine import Connection

from services.tracker.domain.deadlines import Basis, DeadlineState, Entered, Kind, moments_of
from services.tracker.domain.life import Correspondence
from services.tracker.domain.providers import is_public
from services.tracker.domain.records import Application, Decision, Submission
from services.tracker.domain.states import Event, State, row_for
from services.tracker.storage import conditions, deadlines, dossier, objections, snapshots
from services.tracker.usecases.accounting.awards import award_of, facts_of
from services.tracker.usecases.partnering.facts import partner_facts
from shared.access.scope import Scope
from shared.kernel.dates import AMSTERDAM

Look = Callable[[Connection, Scope, Application], dict[str, Any]]


def known_facts(connection: Connection, scope: Scope, application: Application) -> dict[str, Any]:
    """Values for Facts, by name: those that matter to some event of the state in which the application is."""
    found: dict[str, Any] = {}
    for events, look in _LOOKS:
        if any(row_for(application.state, event) for event in events):
            found |= look(connection, scope, application)
    return found


def submitted_at(connection: Connection, scope: Scope, application: Application) -> datetime | None:
    """When the application went to the funder, the last time."""
    kept = dossier.of_application(connection, scope, Submission, application.id)
    return kept[-1].happened_at if kept else None


def submitted_on(connection: Connection, scope: Scope, application: Application) -> date | None:
    """The civil day of that."""
    moment = submitted_at(connection, scope, application)
    return moment.astimezone(AMSTERDAM).date() if moment else None


def public_money(connection: Connection, scope: Scope, application: Application) -> bool | None:
    """Whether public law holds for this funder; None when it is not known."""
    return is_public(snapshots.of_application(connection, scope, application.id).provider_kind)


def letters_of(connection: Connection, scope: Scope, application: Application, event: Event) -> list[Correspondence]:
    """What was kept for one kind of event, oldest first."""
    kept = dossier.of_application(connection, scope, Correspondence, application.id)
    return [letter for letter in kept if letter.event == event.value]


def end_of(day: date) -> datetime:
    """The first moment after a day: the first that is too late when the day is the last."""
    return moments_of(Entered(day, Basis.THROUGH), ()).closes_at


def _with_funder(connection: Connection, scope: Scope, application: Application) -> dict[str, Any]:
    due = deadlines.newest_of(connection, scope, application.id, Kind.DECISION_EXPECTED)
    extended = letters_of(connection, scope, application, Event.EXTEND_TERM)
    return {"decision_due_on": due.told_day if due else None, "extended_before": bool(extended)}


def _incomplete(connection: Connection, scope: Scope, application: Application) -> dict[str, Any]:
    asked = letters_of(connection, scope, application, Event.ASK_COMPLETION)
    term = asked[-1].term_ends_on if asked else None
    return {"completion_closes_at": end_of(term) if term else None}


def _public(connection: Connection, scope: Scope, application: Application) -> dict[str, Any]:
    return {"public_money": public_money(connection, scope, application)}


def _conditional(connection: Connection, scope: Scope, application: Application) -> dict[str, Any]:
    still_open = [one for one in conditions.of_application(connection, scope, application.id) if one.is_open]
    days = [one.due_on for one in still_open if one.due_on]
    return {"conditions_open": len(still_open), "condition_closes_at": end_of(min(days)) if days else None}


def _award(connection: Connection, scope: Scope, application: Application) -> dict[str, Any]:
    return facts_of(award_of(connection, scope, application.id))


def _objection(connection: Connection, scope: Scope, application: Application) -> dict[str, Any]:
    term = deadlines.newest_of(connection, scope, application.id, Kind.OBJECTION)
    # A day that nobody read in the letter may warn, and forbids nothing.
    certain = term is not None and term.state in (DeadlineState.CONFIRMED, DeadlineState.MISSED)
    return {
        "objection_open": objections.open_one(connection, scope, application.id) is not None,
        "objection_until": term.told_day if term and certain else None,
    }


def _tried(connection: Connection, scope: Scope, application: Application) -> dict[str, Any]:
    if application.state is not State.REJECTED:
        return {}
    decisions = dossier.of_application(connection, scope, Decision, application.id)
    return {"may_apply_again": decisions[-1].may_apply_again if decisions else None}


_AFTER_AWARD = (
    *(Event.BEGIN, Event.SETTLE_WITHOUT_REPORT, Event.REQUEST_CHANGE, Event.APPROVE_CHANGE),
    *(Event.CLOSE, Event.CLAIM, Event.REVISE),
)

_LOOKS: tuple[tuple[tuple[Event, ...], Look], ...] = (
    ((Event.EXTEND_TERM, Event.NOTE_NOT_DECIDED), _with_funder),
    ((Event.NOT_CONSIDER,), _incomplete),
    ((Event.EXTEND_TERM, Event.OBJECT), _public),
    ((Event.MEET_LAST_CONDITION, Event.LAPSE), _conditional),
    ((*_AFTER_AWARD, Event.DECLINE), _award),
    ((Event.OBJECT,), _objection),
    ((Event.RESUBMIT,), _tried),
    ((Event.APPROVE, Event.SUBMIT), partner_facts),
)
