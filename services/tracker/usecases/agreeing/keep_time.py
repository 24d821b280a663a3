"""What time does to agreements: they start, ask for the yearly talk, come to their end; duties fall due.

Each agreement is its own transaction, held by its version: safe to run twice at once, and after any pause.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from services.tracker.domain.agreements.evaluations import END_REMINDERS, missed, next_anniversary
from services.tracker.domain.agreements.guards import AgreementFacts, decide
from services.tracker.domain.agreements.obligations import (
    TELL_BOTH_AFTER,
    TELL_COORDINATOR_AFTER,
    Notice,
    Obligation,
)
from services.tracker.domain.agreements.records import Agreement, TermsState
from services.tracker.domain.agreements.states import IN_FORCE, RESTING
from services.tracker.domain.agreements.vocabulary import AgreementEvent, AgreementState, Party
from services.tracker.settings import TrackerContext
from services.tracker.storage import agreement_terms, agreements, obligations
from services.tracker.usecases.agreeing.changing import audit_entry
from services.tracker.usecases.agreeing.clock_days import OBLIGATIONS_AHEAD, next_look
from services.tracker.usecases.agreeing.duties import make_duties
from services.tracker.usecases.agreeing.telling import tell_coordinators, tell_parties
from shared.access import rest_days
from shared.access.scope import SYSTEM
from shared.kernel.dates import AMSTERDAM
from shared.kernel.errors import NotAllowedNow, Stale
from shared.outbox.writing import Writing

BATCH = 100
CLOCK = frozenset({Party.CLOCK})
_BY_TIME = (
    AgreementEvent.OFFER_ENDS,
    AgreementEvent.START,
    AgreementEvent.END,
    AgreementEvent.EXPIRE,
    AgreementEvent.MISS_EVALUATIONS,
    AgreementEvent.OPEN_EVALUATION,
)


def keep_agreements(ctx: TrackerContext) -> int:
    """Looks at agreements whose day has come, and at overdue duties; returns how many things were done."""
    now = ctx.clock.now()
    today = now.astimezone(AMSTERDAM).date()
    with ctx.database.read() as connection:
        ids = agreements.to_look_at(connection, SYSTEM, today, BATCH)
    looked = sum(_look(ctx, agreement_id, now, today) for agreement_id in ids)
    return looked + _tell_overdue(ctx, now, today)


def _look(ctx: TrackerContext, agreement_id: str, now: datetime, today: date) -> bool:
    try:
        with ctx.write() as work:
            agreement = agreements.get(work.connection, SYSTEM, agreement_id)
            held = obligations.evaluations(work.connection, [agreement_id])[agreement_id]
            about_held = frozenset(talk.about_on for talk in held)
            for event in _BY_TIME:
                agreement = _try(work, agreement, event, about_held, now, today)
            agreement = _pass_missed_talk(work, agreement, now, today)
            agreement = _remind_of_end(work, agreement, now, today)
            _add_duties(work, agreement, today)
            agreements.change(work.connection, SYSTEM, agreement, look_on=next_look(agreement, today), updated_at=now)
    except Stale:
        # Somebody acted at the same moment; the next tick sees what is left.
        return False
    return True


def _try(
    work: Writing,
    agreement: Agreement,
    event: AgreementEvent,
    about_held: frozenset[date],
    now: datetime,
    today: date,
) -> Agreement:
    """Makes the event happen when the table and its guards say so; gives the agreement back as it was otherwise."""
    if agreement.state in RESTING:
        return agreement
    try:
        row = decide(agreement.state, event, CLOCK, _facts(agreement, about_held, today))
    except NotAllowedNow:
        return agreement
    values: dict[str, Any] = {"state": row.after}
    if event is AgreementEvent.OPEN_EVALUATION:
        values["talk_about_on"] = agreement.next_talk_on
    if row.after in RESTING:
        values |= {"talk_about_on": None, "look_on": None}
    after = agreements.change(work.connection, SYSTEM, agreement, updated_at=now, **values)
    work.note(audit_entry(None, after, event.value, now, before=agreement, detail={}))
    day = after.talk_about_on or after.ends_on
    tell_parties(work, after, event.value, now, day=day)
    return after


def _facts(agreement: Agreement, about_held: frozenset[date], today: date) -> AgreementFacts:
    start = agreement.starts_on
    return AgreementFacts(
        today=today,
        proposed_on=agreement.proposed_on,
        starts_on=start,
        ends_on=agreement.ends_on,
        anniversary=agreement.next_talk_on,
        evaluation_open=agreement.talk_about_on is not None,
        evaluations_missed=missed(start, about_held, today) if start else 0,
    )


def _pass_missed_talk(work: Writing, agreement: Agreement, now: datetime, today: date) -> Agreement:
    """A talk that was not held by its day is missed; the next one is a year later."""
    about_on, start = agreement.talk_about_on, agreement.starts_on
    if about_on is None or start is None or today <= about_on or agreement.state not in IN_FORCE:
        return agreement
    after = agreements.change(
        work.connection,
        SYSTEM,
        agreement,
        talk_about_on=None,
        next_talk_on=next_anniversary(start, about_on),
        updated_at=now,
    )
    work.note(audit_entry(None, after, "talk_missed", now, before=agreement, detail={"about_on": about_on.isoformat()}))
    tell_parties(work, after, "talk_missed", now, day=about_on)
    return after


def _remind_of_end(work: Writing, agreement: Agreement, now: datetime, today: date) -> Agreement:
    """Both hear 90 and 30 days before the end that it comes; after a pause only the nearest of these."""
    ends_on = agreement.ends_on
    if ends_on is None or agreement.state not in IN_FORCE or today > ends_on:
        return agreement
    passed = [ahead.days for ahead in END_REMINDERS if ends_on - ahead <= today]
    if not passed or (agreement.end_told is not None and agreement.end_told <= min(passed)):
        return agreement
    tell_parties(work, agreement, "ends_soon", now, day=ends_on)
    return agreements.change(work.connection, SYSTEM, agreement, end_told=min(passed), updated_at=now)


def _add_duties(work: Writing, agreement: Agreement, today: date) -> None:
    if agreement.state not in IN_FORCE:
        return
    versions = agreement_terms.of_agreements(work.connection, [agreement.id])[agreement.id]
    for terms in versions:
        if terms.state is TermsState.IN_FORCE:
            make_duties(work, agreement, terms, today + OBLIGATIONS_AHEAD)


def _tell_overdue(ctx: TrackerContext, now: datetime, today: date) -> int:
    """Places that rest are left out of the batch, so that they can't hold up others; they hear after their rest."""
    with ctx.people.read() as people:
        resting = rest_days.resting_on(people, today)
    return sum(
        _tell(ctx, duty, notice, now)
        for notice, after in ((Notice.BOTH, TELL_BOTH_AFTER), (Notice.COORDINATOR, TELL_COORDINATOR_AFTER))
        for duty in _overdue(ctx, today - after, notice, resting)
    )


def _overdue(ctx: TrackerContext, due_by: date, notice: Notice, resting: frozenset[str]) -> list[Obligation]:
    with ctx.database.read() as connection:
        return obligations.overdue(connection, due_by, notice, resting, BATCH)


def _tell(ctx: TrackerContext, duty: Obligation, notice: Notice, now: datetime) -> bool:
    """Tells once. What is no longer in force is noted as told, so that it is not looked at again."""
    with ctx.write() as work:
        agreement = agreements.get(work.connection, SYSTEM, duty.agreement_id)
        if not obligations.note_told(work.connection, duty, notice):
            return False
        if agreement.state not in IN_FORCE and agreement.state is not AgreementState.IN_NOTICE:
            return False
        tell = tell_parties if notice is Notice.BOTH else tell_coordinators
        occurrence = f"{duty.id}:{notice.value}"
        tell(work, agreement, "overdue", now, occurrence=occurrence, day=duty.due_on)
    return True
