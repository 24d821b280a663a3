"""Signing in for programs: ask for a mail, hand over its code, and get a session cookie with its form token."""

from __future__ import annotations

from typing import Any

from flask import Response, jsonify, request
from marshmallow import fields, validate

from services.matcher.api.base import context
from services.matcher.usecases.signing_in import finish
from services.matcher.usecases.signing_in.ask_for_mail import ask_for_mail
from shared.access import cookies, directory, sessions
from shared.access.actors import Actor
from shared.access.challenges import Purpose
from shared.access.rights import PUBLIC, SIGNED_IN
from shared.access.sign_in import Finished, Outcome
from shared.access.web import require_actor, session_value, visit_value
from shared.kernel.errors import FieldError, InvalidInput
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


class PersonOut(CamelSchema):
    """Somebody with an account."""

    id = fields.String(required=True)
    name = fields.String(required=True)
    email = fields.String(required=True)


class SessionOut(CamelSchema):
    """A session. Send `csrfToken` in the header X-CSRF-Token with every change."""

    csrf_token = fields.String(required=True)
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
    with ctx.people.read() as connection:
        person = directory.person(connection, finished.person_id)
    token = sessions.csrf_token(ctx.settings.secret, finished.session_value)
    answer = jsonify(SessionOut().dump({"csrf_token": token, "person": person}))
    answer.status_code = 201
    answer.headers["Location"] = f"{request.path}/current"
    cookies.set_session(answer, ctx.settings, finished.session_value)
    return answer


def read_session() -> dict[str, Any]:
    """Who is signed in."""
    actor = require_actor()
    return {"csrf_token": actor.csrf_token, "person": _person(actor)}


def delete_session() -> Response:
    """Signs out."""
    require_actor()
    ctx = context()
    finish.sign_out(ctx, session=session_value())
    answer = Response(status=204)
    cookies.forget_session(answer, ctx.settings)
    return answer


def _person(actor: Actor) -> dict[str, str]:
    return {"id": actor.person_id, "name": actor.name, "email": actor.email}


def _problem(finished: Finished) -> FieldError:
    if finished.outcome is Outcome.WRONG_CODE:
        text = _("Deze code klopt niet. Pogingen over: %(number)s.", number=finished.tries_left)
        return FieldError("code", "wrong_code", text)
    return FieldError("requestId", "over", _("Deze code werkt niet meer. Vraag een nieuwe."))
