"""What the ticker calls for the tracker."""

from __future__ import annotations

from services.tracker.settings import TrackerContext
from services.tracker.usecases.accounting.closing import close_paid
from services.tracker.usecases.accounts.pass_cool_downs import pass_cool_downs
from services.tracker.usecases.agreeing.keep_time import keep_agreements
from services.tracker.usecases.documents.sweep_files import forget_removed, sweep_orphans
from services.tracker.usecases.informing.send_events import send_events
from services.tracker.usecases.passing_on.pass_on_answers import pass_on_answers
from services.tracker.usecases.payments.watch_instalments import watch_instalments
from services.tracker.usecases.reminding.make_due_reminders import make_due_reminders
from services.tracker.usecases.reminding.mark_missed import mark_missed
from services.tracker.usecases.reminding.mark_passed import mark_passed
from services.tracker.usecases.reminding.tell_passed_terms import tell_passed_terms
from services.tracker.usecases.reporting.tell_late import tell_late_reports


def tick(ctx: TrackerContext) -> None:
    """Tells what is due and ends what is over. Safe to run at any moment, twice at once, and after any pause."""
    make_due_reminders(ctx)
    mark_missed(ctx)
    keep_agreements(ctx)
    tell_late_reports(ctx)
    close_paid(ctx)
    pass_cool_downs(ctx)
    watch_instalments(ctx)
    mark_passed(ctx)
    tell_passed_terms(ctx)


def inform(ctx: TrackerContext) -> None:
    """Sends the matcher what happened to applications. Safe to run at any moment, as above."""
    send_events(ctx)


def pass_on(ctx: TrackerContext) -> None:
    """Tells the catalogue what funders answered. Not part of `tick`: a matcher that is away holds up no reminders."""
    pass_on_answers(ctx)


def tidy(ctx: TrackerContext) -> None:
    """Removes files that nobody needs any more. Safe to run at any moment; once an hour is enough."""
    forget_removed(ctx)
    sweep_orphans(ctx)
