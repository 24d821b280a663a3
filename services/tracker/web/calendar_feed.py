"""The calendar feed: making its address, reading it, and one deadline as a file."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import Response, flash, redirect, render_template, request, url_for

from services.tracker.domain.calendars.wishes import ALARM_DAYS, ALARM_LABELS, Wishes
from services.tracker.gateways.calendar_files import MEDIA_TYPE
from services.tracker.usecases.calendars.change_wishes import change_wishes
from services.tracker.usecases.calendars.end_address import end_address
from services.tracker.usecases.calendars.make_address import make_address
from services.tracker.usecases.calendars.own import CREATE, DELETE, READ, SEE_DEADLINES, UPDATE
from services.tracker.usecases.calendars.read_feed import read_feed
from services.tracker.usecases.calendars.see_feed import see_feed
from services.tracker.usecases.calendars.take_event import take_event
from services.tracker.web.routes import blueprint, context
from services.tracker.web.trying import NOTHING_WRONG, Wrong, tried
from shared.access.limits import CALENDAR_PER_ADDRESS, client_key
from shared.access.rights import PUBLIC
from shared.access.web import asks_new_proof, require_actor
from shared.kernel.ids import new_id
from shared.plumbing.endpoints import once_from_form, page, version_from_form
from shared.plumbing.idempotency import Once
from shared.wording.texts import gettext as _

MAX_SECRET = 100


@page(blueprint, "GET", "/calendar/feed", right=READ)
def calendar_feed() -> str:
    """The feed of this person, and what they can choose."""
    return _show()


@page(blueprint, "POST", "/calendar/feed", right=UPDATE)
def change_calendar_feed() -> Any:
    """Keeps other wishes."""
    return _done(
        lambda: change_wishes(
            context(), require_actor(), _wishes(), expected_version=version_from_form(), once=_once()
        ),
        _("Bewaard. Uw agenda neemt het over als hij weer kijkt."),
    )


@page(blueprint, "POST", "/calendar/feed/address", right=CREATE)
@asks_new_proof
def make_calendar_address() -> Any:
    """Makes a new address and shows it, this once."""
    wishes = _wishes() if request.form.get("first") else None
    made = []
    wrong = tried(lambda: made.append(make_address(context(), require_actor(), wishes, once=_once())))
    if wrong is not NOTHING_WRONG:
        return _show(wrong), wrong.status
    return render_template("calendars/made.html", address=made[0].address)


@page(blueprint, "GET", "/calendar/feed/address", right=READ)
def made_calendar_address() -> Any:
    """Where somebody comes who opens the page of a new address again: it is not shown twice."""
    return redirect(url_for("pages.calendar_feed"), code=303)


@page(blueprint, "POST", "/calendar/feed/end", right=DELETE)
def end_calendar_address() -> Any:
    """The address stops working."""
    return _done(lambda: end_address(context(), require_actor()), _("Het adres werkt niet meer."))


@page(blueprint, "GET", "/calendar/<secret>.ics", right=PUBLIC)
def calendar_file(secret: str) -> Response:
    """The feed itself, for a calendar program that nobody is signed in at."""
    data = read_feed(context(), secret[:MAX_SECRET], client=client_key(request.remote_addr))
    return _file(data, "inline")


@page(blueprint, "GET", "/applications/<application_id>/deadlines/<deadline_id>.ics", right=SEE_DEADLINES)
def deadline_file(application_id: str, deadline_id: str) -> Response:
    """One deadline, to put in a calendar once."""
    return _file(take_event(context(), require_actor(), application_id, deadline_id), "attachment")


def _file(data: bytes, disposition: str) -> Response:
    headers = {
        "Content-Disposition": f'{disposition}; filename="termijnen.ics"',
        "Cache-Control": "no-store",
        # The address is the secret: no other site may learn it.
        "Referrer-Policy": "no-referrer",
    }
    return Response(data, content_type=MEDIA_TYPE, headers=headers)


def _done(act: Callable[[], object], message: str) -> Any:
    wrong = tried(act)
    if wrong is not NOTHING_WRONG:
        return _show(wrong), wrong.status
    flash(message, "good")
    return redirect(url_for("pages.calendar_feed"), code=303)


def _show(wrong: Wrong = NOTHING_WRONG) -> str:
    seen = see_feed(context(), require_actor())
    # After an error everything stands as it was sent.
    sent = _sent() if wrong.errors and wrong.status == 400 else None
    return render_template(
        "calendars/feed.html",
        seen=seen,
        place_ids=sent[0] if sent else seen.feed.wishes.place_ids,
        alarm_days=sent[1] if sent else [str(number) for number in seen.feed.wishes.alarm_days],
        alarms=[(str(number), _(ALARM_LABELS[number])) for number in ALARM_DAYS],
        most_an_hour=CALENDAR_PER_ADDRESS.most,
        errors=wrong.errors,
        key=new_id(),
    )


def _sent() -> tuple[list[str], list[str]]:
    return request.form.getlist("placeIds"), request.form.getlist("alarmDays")


def _wishes() -> Wishes:
    """What was ticked; a number that is none of ours becomes one that the rules refuse."""
    place_ids, days = _sent()
    numbers = (int(one) if one in ALARM_TEXTS else -1 for one in days)
    return Wishes(tuple(dict.fromkeys(place_ids)), tuple(dict.fromkeys(numbers)))


def _once() -> Once | None:
    return once_from_form(lambda _made: url_for("pages.calendar_feed"))


ALARM_TEXTS = frozenset(str(number) for number in ALARM_DAYS)
