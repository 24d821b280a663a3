"""The one table that turns a domain error into an answer: problem+json for programs, an error page for people."""

from __future__ import annotations

import json
from dataclasses import dataclass
from urllib.parse import quote, urlsplit

import structlog
from flask import Flask, Response, g, redirect, render_template, request
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response as BaseResponse

from shared.kernel.errors import (
    DomainError,
    Forbidden,
    IdempotencyMismatch,
    InvalidInput,
    NotAllowedNow,
    NotFound,
    NotSignedIn,
    PreconditionMissing,
    ReauthenticationNeeded,
    SecondFactorNeeded,
    Stale,
    StillRunning,
    TooLarge,
    TooMany,
    Unavailable,
)
from shared.plumbing.idempotency import AlreadyDone
from shared.plumbing.outages import outage_of

log = structlog.get_logger()


@dataclass(frozen=True)
class Kind:
    """How one kind of error is answered."""

    status: int
    code: str
    title: str


KINDS: dict[type[DomainError], Kind] = {
    InvalidInput: Kind(400, "invalid_input", "Er klopt iets niet in wat u stuurde"),
    TooLarge: Kind(413, "too_large", "Te groot"),
    NotSignedIn: Kind(401, "not_signed_in", "U bent niet ingelogd"),
    ReauthenticationNeeded: Kind(403, "reauthentication_needed", "Log eerst opnieuw in"),
    SecondFactorNeeded: Kind(403, "second_factor_needed", "Bewijs eerst ook op een tweede manier wie u bent"),
    Forbidden: Kind(403, "forbidden", "Dit mag u hier niet doen"),
    NotFound: Kind(404, "not_found", "Niet gevonden"),
    NotAllowedNow: Kind(409, "not_allowed_now", "Dit kan nu niet"),
    StillRunning: Kind(409, "still_running", "Wij zijn hier nog mee bezig"),
    Stale: Kind(412, "stale", "Iemand anders was u voor"),
    IdempotencyMismatch: Kind(422, "idempotency_mismatch", "Deze sleutel is al gebruikt"),
    PreconditionMissing: Kind(428, "precondition_missing", "Zeg erbij welke versie u verandert"),
    TooMany: Kind(429, "too_many", "Te vaak achter elkaar"),
    Unavailable: Kind(503, "unavailable", "Een onderdeel antwoordt nu niet"),
}

HTTP_TITLES = {
    400: "Er klopt iets niet in wat u stuurde",
    403: "Dit mag niet",
    404: "Niet gevonden",
    405: "Dit adres werkt anders",
    413: "Te groot",
    415: "Stuur dit als application/json",
    429: "Te vaak achter elkaar",
}

TOO_LARGE = "Hier past hooguit {most:.0f} MB in. Maak het kleiner, of deel het op."


def install(app: Flask) -> None:
    """Makes every error of this app come out in one of the two shapes."""
    app.register_error_handler(DomainError, answer_domain_error)
    app.register_error_handler(AlreadyDone, _answer_again)
    app.register_error_handler(HTTPException, _answer_http_error)
    app.register_error_handler(Exception, _answer_bug)


def wants_json() -> bool:
    """Whether the caller is a program: an API path, or JSON asked for and HTML not."""
    if "/api/" in request.path or request.path.startswith(("/internal/", "/common-grants/", "/hooks/")):
        return True
    return request.accept_mimetypes.best_match(["text/html", "application/json"]) == "application/json"


def kind_of(error: DomainError) -> Kind:
    """The row of the table for an error, by its nearest class."""
    return next((KINDS[cls] for cls in type(error).__mro__ if cls in KINDS), Kind(400, "error", "Dit ging niet goed"))


def answer_domain_error(error: DomainError) -> BaseResponse:
    """The answer for an expected error; for who does something else with one kind of error first."""
    kind = kind_of(error)
    if isinstance(error, NotSignedIn) and not wants_json():
        return redirect(f"/sign-in?next={quote(_page_they_were_on(), safe='/')}", code=303)
    if isinstance(error, SecondFactorNeeded) and not wants_json():
        return redirect(f"/sign-in/second?next={quote(_page_they_were_on(), safe='/')}", code=303)
    response = _shape(kind, error.message, _members(error))
    if isinstance(error, (TooMany, Unavailable)):
        response.headers["Retry-After"] = str(error.retry_after)
    if isinstance(error, NotSignedIn):
        response.headers["WWW-Authenticate"] = 'Bearer realm="steunstromen"'
    if isinstance(error, StillRunning):
        response.headers["Retry-After"] = "1"
    return response


def _page_they_were_on() -> str:
    """The path to go on from after signing in: the page itself, or the one whose form was sent too late."""
    if request.method in ("GET", "HEAD"):
        return request.script_root + request.full_path.rstrip("?")
    try:
        page = urlsplit(request.referrer or "")
    except ValueError:
        return "/"
    if page.netloc != request.host:
        return "/"
    return f"{page.path}?{page.query}" if page.query else page.path or "/"


def _members(error: DomainError) -> dict[str, object]:
    if isinstance(error, InvalidInput):
        return {"errors": [{"field": e.field, "code": e.code, "detail": e.message} for e in error.errors]}
    if isinstance(error, NotAllowedNow):
        return {"allowedEvents": list(error.allowed), "reason": error.code}
    if isinstance(error, Stale):
        return {"currentVersion": error.current, "changes": error.changes}
    return {}


def _answer_again(done: AlreadyDone) -> BaseResponse:
    location = done.answer.get("location")
    if not wants_json() and location:
        return redirect(str(location), code=303)
    body = json.dumps(done.answer.get("body"), ensure_ascii=False)
    response = Response(body, status=int(done.answer.get("status", 200)), mimetype="application/json")
    response.headers["Idempotency-Replayed"] = "true"
    if location:
        response.headers["Location"] = str(location)
    return response


def _answer_http_error(error: HTTPException) -> BaseResponse:
    if error.code is not None and error.code < 400:
        return error.get_response(request.environ)
    status = error.code or 500
    kind = Kind(status, f"http_{status}", HTTP_TITLES.get(status, error.name))
    detail = TOO_LARGE.format(most=(request.max_content_length or 0) / 1_000_000) if status == 413 else ""
    response = _shape(kind, detail, {})
    for name, value in error.get_headers(request.environ):
        if name in ("Allow", "Retry-After"):
            response.headers[name] = value
    return response


def _answer_bug(error: Exception) -> BaseResponse:
    if outage := outage_of(error):
        log.error("outage", endpoint=request.endpoint, error=type(error).__name__)
        return answer_domain_error(outage)
    # The endpoint and not the path: the path of a sign-in link is a secret.
    log.error("unexpected_error", endpoint=request.endpoint, error=type(error).__name__, exc_info=error)
    return _shape(Kind(500, "unexpected", "Er ging bij ons iets mis"), "Probeer het over een paar minuten opnieuw.", {})


def _shape(kind: Kind, detail: str, members: dict[str, object]) -> Response:
    if wants_json():
        problem = {
            "type": f"urn:steunstromen:problem:{kind.code}",
            "title": kind.title,
            "status": kind.status,
            "detail": detail or kind.title,
            "instance": f"urn:uuid:{g.get('request_id', '')}",
            **members,
        }
        return Response(json.dumps(problem, ensure_ascii=False), kind.status, mimetype="application/problem+json")
    request_id = g.get("request_id", "")
    text = render_template("pages/error.html", kind=kind, detail=detail, members=members, request_id=request_id)
    return Response(text, kind.status, mimetype="text/html")
