"""Writing down that the decision is late, with a letter ready where public law knows one."""

from __future__ import annotations

from datetime import date

from services.tracker.domain.records import Application
from services.tracker.domain.states import Event
from services.tracker.settings import TrackerContext
from services.tracker.usecases.changing import Change
from services.tracker.usecases.deciding.decision_clock import expect_decision
from services.tracker.usecases.deciding.decision_clock import expected_on as day_expected
from services.tracker.usecases.deciding.known import public_money, submitted_on
from services.tracker.usecases.deciding.recording import facts_now, keep, recording, today_of
from services.tracker.usecases.saying import raise_for
from shared.access import directory
from shared.access.actors import Actor
from shared.kernel.errors import FieldError
from shared.kernel.ids import short_reference
from shared.plumbing.idempotency import Once
from shared.wording.dates import plain_date
from shared.wording.texts import gettext as _


def note_not_decided(
    ctx: TrackerContext,
    actor: Actor,
    application_id: str,
    *,
    expected_on: date | None = None,
    once: Once | None = None,
    expected_version: int | None = None,
) -> Application:
    """Keeps that the day went by. Where public law holds a letter of notice is kept with it, for a person to send.

    `expected_on` is the day on which the decision should have been there, when it was not known yet. Nothing is sent
    from here. Raises InvalidInput, NotAllowedNow while the funder has time, Stale.
    """
    with recording(ctx, actor, application_id, once=once, expected_version=expected_version) as change:
        due = {} if expected_on is None else {"decision_due_on": expected_on}
        raise_for(_errors(change, expected_on))
        change.happen(Event.NOTE_NOT_DECIDED, facts_now(change, **due))
        if expected_on is not None:
            expect_decision(change, expected_on, sure=True)
        public = public_money(change.work.connection, actor.scope, change.application)
        keep(change, Event.NOTE_NOT_DECIDED, today_of(change), _letter_of_notice(change) if public else "")
    return change.application


def _errors(change: Change, expected_on: date | None) -> list[FieldError]:
    sent_on = submitted_on(change.work.connection, change.actor.scope, change.application)
    if expected_on is None or sent_on is None or expected_on >= sent_on:
        return []
    message = _("Deze dag ligt vóór de dag van indienen. Kijk hem na.")
    return [FieldError("expectedOn", "before_submission", message)]


def _letter_of_notice(change: Change) -> str:
    """The letter (Awb 4:17): the term is over, please decide within two weeks."""
    application = change.application
    sent_on = submitted_on(change.work.connection, change.actor.scope, application)
    due = day_expected(change)
    with change.ctx.people.read() as people:
        names = directory.organisation_names(people, [application.place_id])
    lines = (
        _("Aan: %(provider)s", provider=application.provider),
        _("Onderwerp: u hebt nog niet besloten op onze aanvraag (ingebrekestelling)"),
        _(
            "Op %(day)s vroegen wij bij u aan: %(title)s. Ons nummer is %(number)s.",
            day=plain_date(sent_on) if sent_on else "…",
            title=application.title,
            number=short_reference(application.id),
        ),
        _("U moest uiterlijk op %(day)s besluiten. Wij hebben nog geen besluit.", day=plain_date(due) if due else "…"),
        _(
            "Met deze brief stellen wij u in gebreke. Besluit alstublieft binnen twee weken. Doet u dat niet, dan"
            " vragen wij om een dwangsom (artikel 4:17 van de Algemene wet bestuursrecht)."
        ),
        _("Met vriendelijke groet, namens %(place)s", place=names.get(application.place_id, "")),
    )
    return "\n\n".join(lines)
