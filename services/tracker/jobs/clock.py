"""What the ticker calls for the tracker."""

from __future__ import annotations

from services.tracker.settings import TrackerContext
from services.tracker.usecases.informing.send_events import send_events
from services.tracker.usecases.passing_on.pass_on_answers import pass_on_answers
from services.tracker.usecases.reminding.make_due_reminders import make_due_reminders
from services.tracker.usecases.reminding.mark_missed import mark_missed
from services.tracker.usecases.reminding.mark_passed import mark_passed
from services.tracker.usecases.reminding.tell_passed_terms import tell_passed_terms


def tick(ctx: TrackerContext) -> None:
    """Makes due reminders and marks what was missed. Safe to run at any moment, twice at once, and after any pause."""
    make_due_reminders(ctx)
    mark_missed(ctx)
    tell_passed_terms(ctx)
    mark_passed(ctx)


def inform(ctx: TrackerContext) -> None:
    """Sends the matcher what happened to applications. Safe to run at any moment, as above."""
    send_events(ctx)


def pass_on(ctx: TrackerContext) -> None:
    """Tells the catalogue what funders answered. Not part of `tick`: a matcher that is away holds up no reminders."""
    pass_on_answers(ctx)
