"""The calendar: every deadline of somebody's places, by week."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from typing import Any

from flask import render_template, request, url_for

from services.tracker.domain.deadlines import Kind
from services.tracker.usecases.reading.read_calendar import read_calendar
from services.tracker.web.date_words import kind_choices, kind_text
from services.tracker.web.routes import blueprint, context
from shared.access.rights import SIGNED_IN
from shared.access.web import require_actor
from shared.kernel.clock import today_in_amsterdam
from shared.plumbing.endpoints import page

AHEAD = timedelta(days=91)
FAR = 10
"""How many years before and after today a month can be asked for."""


@page(blueprint, "GET", "/calendar", right=SIGNED_IN)
def calendar() -> str:
    """The coming three months, or one month; for all places or one, for all kinds or one."""
    today = today_in_amsterdam(context().clock)
    month = _month(request.args.get("month", ""), today)
    starts_on, ends_on = (month, _last_day(month)) if month else (today, today + AHEAD)
    kind = _kind(request.args.get("kind", ""))
    found = read_calendar(
        context(),
        require_actor(),
        starts_on=starts_on,
        ends_on=ends_on,
        place_id=request.args.get("place") or None,
        kinds=(kind,) if kind else tuple(Kind),
    )
    here = month or today.replace(day=1)
    chosen: dict[str, Any] = {name: request.args[name] for name in ("place", "kind") if request.args.get(name)}
    return render_template(
        "deadlines/calendar.html",
        calendar=found,
        month=month,
        chosen=chosen,
        before=url_for("pages.calendar", month=f"{here - timedelta(days=1):%Y-%m}", **chosen),
        after=url_for("pages.calendar", month=f"{_last_day(here) + timedelta(days=1):%Y-%m}", **chosen),
        kinds=kind_choices(tuple(Kind)),
        kind_text=kind_text,
        week_end=timedelta(days=6),
    )


def _month(text: str, today: date) -> date | None:
    """The first day of a month written as 2026-12; None for what is no month near today."""
    try:
        month = date.fromisoformat(f"{text}-01")
    except ValueError:
        return None
    return month if abs(month.year - today.year) <= FAR else None


def _last_day(month: date) -> date:
    return month.replace(day=monthrange(month.year, month.month)[1])


def _kind(text: str) -> Kind | None:
    return Kind(text) if text in list(Kind) else None
