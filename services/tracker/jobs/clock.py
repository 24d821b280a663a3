"""What the ticker calls for the tracker."""

from __future__ import annotations

from collections.abc import Callable

from services.tracker.settings import TrackerContext
from services.tracker.usecases.accounting.closing import close_paid
from services.tracker.usecases.accounts.pass_cool_downs import pass_cool_downs
from services.tracker.usecases.agreeing.keep_time import keep_agreements
from services.tracker.usecases.documents.renew_papers import renew_papers
from services.tracker.usecases.documents.sweep_files import forget_removed, sweep_orphans
from services.tracker.usecases.forgetting.forget_dossiers import forget_dossiers
from services.tracker.usecases.forgetting.tell_fading import tell_fading
from services.tracker.usecases.informing.send_events import send_events
from services.tracker.usecases.passing_on.pass_on_answers import pass_on_answers
from services.tracker.usecases.payments.watch_instalments import watch_instalments
from services.tracker.usecases.payouts.tidy import tidy_payouts
from services.tracker.usecases.recording.sweep_photos import sweep_photos
from services.tracker.usecases.reminding.make_due_reminders import make_due_reminders
from services.tracker.usecases.reminding.mark_missed import mark_missed
from services.tracker.usecases.reminding.mark_passed import mark_passed
from services.tracker.usecases.reminding.tell_passed_terms import tell_passed_terms
from services.tracker.usecases.reporting.tell_late import tell_late_reports

EVERY_TICK: tuple[Callable[[TrackerContext], object], ...] = (
    make_due_reminders,
    mark_missed,
    mark_passed,
    tell_passed_terms,
    tell_late_reports,
    close_paid,
    pass_cool_downs,
    watch_instalments,
    keep_agreements,
    renew_papers,
)
"""What time does. Each may run at any moment, twice at once, and after any pause."""


def tick(ctx: TrackerContext) -> None:
    """Does all of EVERY_TICK. What goes wrong in one does not hold up the others; it is raised after them."""
    wrong: list[Exception] = []
    for work in EVERY_TICK:
        try:
            work(ctx)
        except Exception as error:
            wrong.append(error)
    if wrong:
        raise ExceptionGroup("parts of the tick failed", wrong)


def inform(ctx: TrackerContext) -> None:
    """Sends the matcher what happened to applications. Safe to run at any moment, as above."""
    send_events(ctx)


def pass_on(ctx: TrackerContext) -> None:
    """Tells the catalogue what funders answered. Not part of `tick`: a matcher that is away holds up no reminders."""
    pass_on_answers(ctx)


def tidy(ctx: TrackerContext) -> None:
    """Removes files, links and dossiers that nobody needs any more. Safe at any moment; once an hour is enough."""
    forget_removed(ctx)
    sweep_orphans(ctx)
    sweep_photos(ctx)
    tidy_payouts(ctx)
    forget_dossiers(ctx)
    tell_fading(ctx)
