"""Signing in for programs: ask for a mail, hand over its code, and get a session cookie with its form token."""

from __future__ import annotations

from typing import Any

from flask import Response, jsonify, request
from marshmallow import fields, validate

from services.matcher.api.base import context
from services.matcher.usecases.signing_in import factors, finish
from services.matcher.usecases.signing_in.ask_for_mail import ask_for_mail
from shared.access import cookies
from shared.access.actors import Actor
from shared.access.challenges import Purpose
from shared.access.rights import PUBLIC, SIGNED_IN
from shared.access.sign_in import Finished, Outcome
from shared.access.web import before_second_factor, phone_value, require_actor, session_value, visit_value
from shared.kernel.errors import FieldError, InvalidInput, NotSignedIn
from shared.plumbing.endpoints import Api
from shared.plumbing.schemas import CamelSchema
from shared.wording.texts import gettext as _

TAGS = ("sessions",)


class SignInRequestIn(CamelSchema):
    """An address that wants to sign in. `register` also makes an account when the address is new."""

    email = fields.String(required=True, validate=validate.Length(max=254))
    purpose = fields.Enum(Purpose, by_value=True, load_default=Purpose.SIGN_IN)


class SignInRequestOut(CamelSchema):
    """What to hand over together with the code of the mail."""

    request_id = fields.String(required=True)


class SessionIn(CamelSchema):
    """The request and the code of the mail."""

    request_id = fields.String(required=True, validate=validate.Length(max=36))
    code = fields.String(required=True, validate=validate.Length(max=20))


class SecondFactorIn(CamelSchema):
    """A code of the person's app, or one of their paper."""

    code = fields.String(required=True, validate=validate.Length(max=40))


class PersonOut(CamelSchema):
    """Somebody with an account."""

    id = fields.String(required=True)
    name = fields.String(required=True)
    email = fields.String(required=True)


class SessionOut(CamelSchema):
    """A session. Send `csrfToken` in the header X-CSRF-Token with every change.

    With `secondFactorNeeded` it is good for nothing yet but giving one.
    """

    csrf_token = fields.String(required=True)
    second_factor_needed = fields.Boolean(required=True)
    person = fields.Nested(PersonOut, required=True)


def add_to(api: Api) -> None:
    """Declares the routes of sessions."""
    api.endpoint(
        "POST",
        "/sign-in-requests",
        summary="Vraag een mail met een code; het antwoord is hetzelfde voor onbekende adressen",
        body=SignInRequestIn(),
        answer=SignInRequestOut(),
        status=202,
        right=PUBLIC,
        tags=TAGS,
    )(create_sign_in_request)
    api.endpoint(
        "POST",
        "/sessions",
        summary="Log in met de code uit de mail; zet de sessiecookie",
        body=SessionIn(),
        answer=SessionOut(),
        status=201,
        right=PUBLIC,
        tags=TAGS,
    )(create_session)
    api.endpoint(
        "GET", "/sessions/current", summary="Wie is ingelogd", answer=SessionOut(), right=SIGNED_IN, tags=TAGS
    )(read_session)
    api.endpoint(
        "POST",
        "/sessions/current/second-factor",
        summary="Geef de code van uw app of van uw papier; zet een nieuwe sessiecookie",
        body=SecondFactorIn(),
        answer=SessionOut(),
        right=SIGNED_IN,
        tags=TAGS,
    )(give_second_factor)
    api.endpoint("DELETE", "/sessions/current", summary="Log uit", status=204, right=SIGNED_IN, tags=TAGS)(
        delete_session
    )


def create_sign_in_request(body: dict[str, Any]) -> dict[str, str]:
    """Has the mail sent."""
    challenge_id = ask_for_mail(
        context(), email=body["email"], purpose=body["purpose"], browser=visit_value(), client=request.remote_addr
    )
    return {"request_id": challenge_id}


def create_session(body: dict[str, Any]) -> Response:
    """Signs in with the code."""
    ctx = context()
    finished = finish.enter_code(ctx, challenge_id=body["request_id"], code=body["code"], old_session=session_value())
    if finished.outcome is not Outcome.SIGNED_IN:
        raise InvalidInput([_problem(finished)])
    answer = _session(finished.session_value)
    answer.status_code = 201
    answer.headers["Location"] = f"{request.path}/current"
    return answer


@before_second_factor
def give_second_factor(body: dict[str, Any]) -> Response:
    """Takes the code; the session is good for everything then."""
    value = factors.give_code(context(), require_actor(), code=body["code"], session=session_value())
    if value is None:
        text = _("Deze code klopt niet, of u hebt hem al gebruikt. Wacht op de volgende code en vul die in.")
        raise InvalidInput([FieldError("code", "wrong_code", text)])
    return _session(value)


def read_session() -> dict[str, Any]:
    """Who is signed in."""
    actor = require_actor()
    return {"csrf_token": actor.csrf_token, "second_factor_needed": False, "person": _person(actor)}


@before_second_factor
def delete_session() -> Response:
    """Signs out."""
    require_actor()
    ctx = context()
    finish.sign_out(ctx, session=session_value(), phone=phone_value())
    answer = Response(status=204)
    cookies.forget_session(answer, ctx.settings)
    return answer


def _session(value: str) -> Response:
    """The session of a new cookie, and the cookie itself."""
    ctx = context()
    live = factors.live_session(ctx, value)
    if live is None:
        raise NotSignedIn(_("Log eerst in."))
    about = {
        "csrf_token": live.actor.csrf_token,
        "second_factor_needed": live.waits,
        "person": _person(live.actor),
    }
    answer = jsonify(SessionOut().dump(about))
    cookies.set_session(answer, ctx.settings, value)
    return answer


def _person(actor: Actor) -> dict[str, str]:
    return {"id": actor.person_id, "name": actor.name, "email": actor.email}


def _problem(finished: Finished) -> FieldError:
    if finished.outcome is Outcome.WRONG_CODE:
        text = _("Deze code klopt niet. Pogingen over: %(number)s.", number=finished.tries_left)
        return FieldError("code", "wrong_code", text)
    return FieldError("requestId", "over", _("Deze code werkt niet meer. Vraag een nieuwe."))
