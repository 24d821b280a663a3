"""What the style page shows: ordinary, long, empty and hostile content for every component."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

from shared.kernel.errors import FieldError

HOSTILE = "<script>alert('x')</script>\" onmouseover=\"alert(1) {{ 7*7 }} %(x)s"
LONG = "Buurtplekvoorontmoetingzingenkokenentuinierenmetdehelewijkenalleburendieerwonenjongenoud"
LONG_TEXT = (
    "Wij willen de keuken van het huis van de wijk opknappen, zodat de eetgroep op dinsdag en de kookles op zaterdag "
    "weer veilig kunnen koken voor veertig mensen uit Bospolder en Tussendijken. "
) * 3


def samples(today: date) -> dict[str, Any]:
    """Everything the template of the style page needs, with dates around `today`."""
    return {
        "hostile": HOSTILE,
        "long": LONG,
        "long_text": LONG_TEXT,
        "reasons": _reasons(today),
        "events": _events(today),
        "tasks": _tasks(today),
        "inbox": _inbox(today),
        "mails": _mails(today),
        "costs": _costs(),
        "errors": _errors(),
        "days": {name: today + timedelta(days=days) for name, days in _DAYS.items()},
    }


_DAYS = {"passed": -3, "now": 0, "soon": 6, "later": 44, "checked": -20, "old": -900}


def _reasons(today: date) -> list[dict[str, Any]]:
    seen = (today - timedelta(days=40)).isoformat()
    return [
        _reason("yes", "Dit fonds steunt plekken in Rotterdam, en uw plek ligt in Bospolder.", seen),
        _reason("unknown", "Wij weten niet of u een eigen rekening hebt. Zonder rekening kan het niet.", "", "place"),
        _reason("no", "U vraagt € 12.000. Dit fonds geeft hooguit € 5.000.", seen),
        _reason("unknown", HOSTILE, seen, "source", "javascript:alert(1)"),
        _reason("yes", f"{LONG} {LONG_TEXT}", seen, url=f"https://voorbeeld.nl/{LONG}"),
    ]


def _reason(
    verdict: str, text: str, seen_on: str, ask: str = "", url: str = "https://voorbeeld.nl/regeling"
) -> dict[str, Any]:
    return {"verdict": verdict, "text": text, "seen_on": seen_on, "ask": ask, "source_url": url if seen_on else ""}


def _events(today: date) -> list[dict[str, Any]]:
    at = datetime(today.year, today.month, today.day, 9, 30, tzinfo=UTC)
    return [
        {"when": at, "at_time": True, "what": "Aanvraag verstuurd", "who": "Fatma", "url": "#", "detail": ""},
        {"when": today - timedelta(days=2), "what": "Nagekeken door het bestuur", "who": "Henk", "detail": LONG_TEXT},
        {"when": today - timedelta(days=9), "what": HOSTILE, "who": LONG},
    ]


def _tasks(today: date) -> list[dict[str, Any]]:
    return [
        {"id": "t1", "text": "Bel het fonds: is de regeling open?", "due": today, "url": "/stijl", "who": "Fatma"},
        {"id": "t2", "text": LONG, "due": today + timedelta(days=30), "url": "/stijl", "note": LONG_TEXT},
        {"id": "t3", "text": "Begroting maken", "done": True, "url": "/stijl"},
        {"id": "t4", "text": HOSTILE, "due": None, "url": ""},
    ]


def _inbox(today: date) -> list[dict[str, Any]]:
    at = datetime(today.year, today.month, today.day, 7, 0, tzinfo=UTC)
    text = "Het Wijkfonds sluit over 7 dagen. Er zijn nog twee taken open."
    return [
        {"title": "Over 7 dagen sluit Wijkfonds", "text": text, "at": at, "read": False, "url": "#"},
        {"title": HOSTILE, "text": LONG, "at": at - timedelta(days=3), "read": True, "url": ""},
    ]


def _mails(today: date) -> list[dict[str, Any]]:
    at = datetime(today.year, today.month, today.day, 7, 0, tzinfo=UTC)
    body = "Dag Fatma,\n\nOver 7 dagen sluit het Wijkfonds.\n\nBekijk uw aanvraag: http://127.0.0.1:8000/tracker/\n"
    return [
        {"subject": "Over 7 dagen sluit Wijkfonds", "to": "fatma@voorbeeld.nl", "sender": "", "at": at, "body": body},
        {"subject": HOSTILE, "to": f"{LONG}@voorbeeld.nl", "sender": HOSTILE, "at": at, "body": HOSTILE + LONG},
    ]


def _costs() -> list[tuple[Any, ...]]:
    return [
        ("Fornuis en afzuigkap", 249_950, "offerte van 3 november"),
        ("Loodgieter", 85_000),
        ("Verf", None, "nog uit te zoeken"),
        (LONG, 99_999_999_999),
        (HOSTILE, 1),
    ]


def _errors() -> tuple[FieldError, ...]:
    return (
        FieldError("bedrag", "not_a_number", "Vul een bedrag in met cijfers, zoals 2.500 of 2500,50."),
        FieldError("einde", "before_start", "Het einde ligt voor het begin. Kies een latere datum."),
        FieldError("soort", "missing", "Kies wat u nodig hebt."),
        FieldError("naam", "too_long", f"{HOSTILE} {LONG}"),
    )
