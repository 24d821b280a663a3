"""News of sources reaches every application that is being prepared: once, whatever is told twice or dies halfway.

Each application is a transaction of its own, in which the change is kept; one that was kept is not looked at again.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.engine import Connection

from services.tracker.domain.deadlines import OPEN_DEADLINE, moments_of
from services.tracker.domain.records import Application, Deadline
from services.tracker.domain.source_news import Heard, KeptChange, SourceOutcome, fit_code, outcome_of
from services.tracker.domain.states import PREPARING
from services.tracker.domain.terms import Fit, StartTerms, fit_of
from services.tracker.settings import TrackerContext
from services.tracker.storage import applications, deadlines, snapshots, source_changes
from services.tracker.usecases.hearing.act_on_news import act_on_news
from services.tracker.usecases.holidays import holidays_near
from services.tracker.usecases.scheduling import entered_of, is_sure
from services.tracker.usecases.words import closing_text
from shared.access.rights import Action, Resource, Right, require_service
from shared.access.scope import SYSTEM
from shared.contracts.source_news import NewsForNeed, SourceNews
from shared.kernel.ids import new_id
from shared.outbox import faults

TAKE = Right(Resource.DEADLINE, Action.CREATE)


def hear_news(ctx: TrackerContext, news: Sequence[SourceNews]) -> int:
    """Lets every application under way at these sources hear of it; returns for how many it was new.

    Raises Forbidden when a service may not tell this, Stale when somebody changed a date at the same moment: tell it
    again then.
    """
    require_service(TAKE)
    heard = 0
    for one in news:
        with ctx.database.read() as connection:
            found = applications.preparing_at(connection, SYSTEM, {one.source_id, *one.former_ids})
        heard += sum(_hear(ctx, one, application_id) for application_id in found)
    return heard


def _hear(ctx: TrackerContext, news: SourceNews, application_id: str) -> bool:
    now = ctx.clock.now()
    with ctx.write() as work:
        application = applications.get(work.connection, SYSTEM, application_id)
        if application.state not in PREPARING or _knows(work.connection, application, news):
            return False
        held = deadlines.closing_of(work.connection, SYSTEM, application_id)
        change = _change(application, held, news, now)
        if not source_changes.add(work.connection, SYSTEM, change):
            return False
        act_on_news(ctx, work, application, held, change, news.status, now)
        faults.point("before_news_commit")
    return True


def _knows(connection: Connection, application: Application, news: SourceNews) -> bool:
    """Whether the application was made from this version or a newer one, or heard of it before."""
    made_from = snapshots.source_version(connection, SYSTEM, application.id)
    is_same_source = application.source_id == news.source_id
    if is_same_source and made_from >= news.source_version:
        return True
    return source_changes.was_heard(connection, SYSTEM, application.id, news.source_id, news.source_version)


def _change(application: Application, held: Deadline | None, news: SourceNews, now: datetime) -> KeptChange:
    told = news.for_need(application.need_id)
    entered = entered_of(told.closing)
    heard = Heard(
        status=news.status,
        gone=news.gone,
        was=entered_of(told.was),
        closing=entered,
        closes_at=moments_of(entered, holidays_near(entered.day)).closes_at if entered else None,
        sure=is_sure(news.status, told.closing),
    )
    outcome = outcome_of(heard, held, application.source_status, now)
    fit = _fit(news, told)
    is_open = held is not None and held.state in OPEN_DEADLINE
    return KeptChange(
        id=new_id(),
        application_id=application.id,
        place_id=application.place_id,
        source_id=news.source_id,
        source_version=news.source_version,
        outcome=outcome,
        old_text=closing_text(held) if held is not None and is_open else None,
        entered=entered,
        sure=heard.sure,
        fit=fit_code(fit),
        starts_on=told.starts_on,
        earliest=fit.earliest,
        heard_at=now,
        settled_at=None if outcome is SourceOutcome.PROPOSED else now,
    )


def _fit(news: SourceNews, told: NewsForNeed) -> Fit:
    if told.closing is None:
        return Fit(None)
    terms = StartTerms(news.weeks_before_start, news.not_before, told.decision_weeks)
    return fit_of(told.starts_on, told.closing.date, terms)
