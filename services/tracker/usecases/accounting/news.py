"""What the team hears of an award: one kind of message, with what happened and the day or amount that hangs on it."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from services.tracker.usecases.changing import Change
from services.tracker.usecases.telling import tell_team
from shared.contracts.messages import MessageKind


class News(StrEnum):
    """What happened; the letter template knows these."""

    REPORT_SENT = "report_sent"
    REPORT_QUESTIONED = "report_questioned"
    SETTLED = "settled"
    CLAIMED = "claimed"
    REVOKED = "revoked"


def tell_news(change: Change, news: News, *, amount_cents: int | None = None, day: date | None = None) -> None:
    """Lets the team hear of it, once this transaction commits."""
    tell_team(
        change.work,
        change.application,
        MessageKind.AWARD_NEWS,
        change.now,
        news=news.value,
        amount_cents=amount_cents,
        closing_date=day.isoformat() if day else None,
        occurrence=str(change.application.version),
    )
