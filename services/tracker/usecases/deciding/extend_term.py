"""Writing down that the funder needs more time for its decision."""

from __future__ import annotations

from services.tracker.domain.records import Application
from services.tracker.domain.states import Event
from services.tracker.domain.terms import extended
from services.tracker.settings import TrackerContext
from services.tracker.usecases.deciding.decision_clock import expect_decision, expected_on
from services.tracker.usecases.deciding.recording import Letter, facts_now, keep_letter, recording, wrong_dates
from services.tracker.usecases.saying import raise_for
from shared.access.actors import Actor
from shared.kernel.errors import FieldError
from shared.plumbing.idempotency import Once
from shared.wording.texts import gettext as _

MOST_WEEKS = 104


def extend_term(
    ctx: TrackerContext,
    actor: Actor,
    application_id: str,
    *,
    letter: Letter,
    weeks: int,
    once: Once | None = None,
    expected_version: int | None = None,
) -> Application:
    """Moves the day on which the decision is expected; without a day that is known only the letter is kept.

    Raises InvalidInput, NotAllowedNow (public money: once, and twelve weeks at most), Stale.
    """
    with recording(ctx, actor, application_id, once=once, expected_version=expected_version) as change:
        raise_for([*wrong_dates(change, letter), *_wrong_weeks(weeks)])
        facts = facts_now(change, extension_weeks=weeks)
        change.happen(Event.EXTEND_TERM, facts, {"weeks": weeks, "letter_on": letter.letter_on.isoformat()})
        keep_letter(change, Event.EXTEND_TERM, letter, weeks=weeks)
        known = expected_on(change)
        if known is not None:
            expect_decision(change, extended(known, weeks), sure=True)
    return change.application


def _wrong_weeks(weeks: int) -> list[FieldError]:
    if 1 <= weeks <= MOST_WEEKS:
        return []
    return [FieldError("weeks", "out_of_range", _("Vul een getal in van 1 tot 104."))]
