"""Pages for signing in: an address, a mail with a code and a link, and back to where somebody was going.

A GET never signs anybody in: mail scanners and previews open links too. Only the button does.
"""

from __future__ import annotations

from typing import Any

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from services.matcher.usecases.signing_in import factors, finish, passkeys
from services.matcher.usecases.signing_in.ask_for_mail import ask_for_mail
from services.matcher.web.base import context
from services.matcher.web.elsewhere import name_elsewhere
from services.matcher.web.private import private
from services.matcher.web.second_step import remembered
from shared.access import cookies, demo
from shared.access.browsers import browser_words
from shared.access.challenges import Purpose
from shared.access.paths import own_path
from shared.access.rights import PUBLIC, signed_in_recently
from shared.access.sign_in import Finished, Outcome
from shared.access.web import current_actor, phone_value, session_value, visit_value, waits_for_factor
from shared.kernel.errors import FieldError, InvalidInput, TooMany
from shared.plumbing.endpoints import page
from shared.wording.texts import gettext as _
from shared.wording.texts import ngettext

blueprint = Blueprint("sign_in", __name__, template_folder="templates")


@page(blueprint, "GET", "/sign-in", right=PUBLIC)
def ask_form() -> Any:
    """The form for an e-mail address; also for who is signed in, when what they were on the way to asks it anew."""
    actor, onward = current_actor(), request.args.get("next")
    if waits_for_factor():
        return redirect(url_for("second_step.form", next=own_path(onward)), code=303)
    if actor is not None and (not onward or signed_in_recently(actor, context().clock.now())):
        return redirect(own_path(onward), code=303)
    if actor is not None and request.args.get("by") != "mail" and factors.see_factors(context(), actor).any:
        return redirect(url_for("second_step.form", next=own_path(onward)), code=303)
    return private(_ask_page(**_asked(request.args), errors=(), email=""))


@page(blueprint, "POST", "/sign-in", right=PUBLIC)
def ask() -> Any:
    """Has the mail sent and goes on to the code. The same for known and unknown addresses."""
    asked = _asked(request.form)
    email = request.form.get("email", "")
    try:
        challenge_id = ask_for_mail(
            context(),
            email=email,
            purpose=Purpose.REGISTER if asked["register"] else Purpose.SIGN_IN,
            browser=visit_value(),
            client=request.remote_addr,
            next_path=asked["next"],
        )
    except InvalidInput as problem:
        return private(_ask_page(**asked, errors=problem.errors, email=email), 400)
    except TooMany as problem:
        errors = (FieldError("email", "too_many", problem.message),)
        answer = private(_ask_page(**asked, errors=errors, email=email), 429)
        answer.headers["Retry-After"] = str(problem.retry_after)
        return answer
    purpose = Purpose.REGISTER if asked["register"] else None
    return redirect(url_for("sign_in.code_form", challenge_id=challenge_id, purpose=purpose), code=303)


@page(blueprint, "GET", "/sign-in/code/<challenge_id>", right=PUBLIC)
def code_form(challenge_id: str) -> Any:
    """The form for the code. It looks the same for every challenge, real or not."""
    return _code_page(challenge_id)


@page(blueprint, "POST", "/sign-in/code/<challenge_id>", right=PUBLIC)
def enter_code(challenge_id: str) -> Any:
    """Signs in with the code."""
    code = request.form.get("code", "")
    finished = finish.enter_code(
        context(),
        challenge_id=challenge_id,
        code=code,
        old_session=session_value(),
        device_words=browser_words(request),
    )
    if finished.outcome is Outcome.WRONG_CODE:
        return _code_page(challenge_id, errors=(_wrong_code(finished.tries_left),), status=400)
    return _welcome(finished, remember=request.form.get("remember") == "1")


@page(blueprint, "GET", "/sign-in/link/<challenge_id>/<token>", right=PUBLIC)
def link_form(challenge_id: str, token: str) -> Any:
    """What the link in the mail opens: a button. Nothing is looked up or used yet."""
    return private(render_template("sign_in/confirm.html", label=_("Inloggen"), name=""))


@page(blueprint, "POST", "/sign-in/link/<challenge_id>/<token>", right=PUBLIC)
def follow_link(challenge_id: str, token: str) -> Any:
    """Signs in with the link; in another browser than the one that asked, it goes on to the code."""
    finished = finish.follow_link(
        context(),
        challenge_id=challenge_id,
        token=token,
        browser=visit_value(),
        old_session=session_value(),
        device_words=browser_words(request),
    )
    if finished.outcome is Outcome.CODE_NEEDED:
        return _code_page(challenge_id, other_browser=True)
    return _welcome(finished)


@page(blueprint, "GET", "/sign-in/demo/<person_id>/<token>", right=PUBLIC)
def example_form(person_id: str, token: str) -> Any:
    """The link of an example person: a button with the name. Not found outside the demo."""
    ctx = context()
    with ctx.people.read() as connection:
        person = demo.demo_person(connection, ctx.settings, person_id, token)
    label = _("Inloggen als %(name)s", name=person.called)
    return private(render_template("sign_in/confirm.html", label=label, name=person.called))


@page(blueprint, "POST", "/sign-in/demo/<person_id>/<token>", right=PUBLIC)
def sign_in_as_example(person_id: str, token: str) -> Any:
    """Signs in as an example person."""
    value = finish.sign_in_as_example(context(), person_id=person_id, token=token, old_session=session_value())
    return _with_session(value, "/")


@page(blueprint, "POST", "/sign-out", right=PUBLIC)
def sign_out() -> Any:
    """Ends the session and goes to the start page."""
    ctx = context()
    finish.sign_out(ctx, session=session_value(), phone=phone_value())
    answer = redirect("/", code=303)
    cookies.forget_session(answer, ctx.settings)
    return answer


def _asked(values: Any) -> dict[str, Any]:
    """Where the person was going and whether they are new, from the address or the form."""
    return {"next": own_path(values.get("next")), "register": values.get("purpose") == Purpose.REGISTER}


def _ask_page(**about: Any) -> str:
    passkey = passkeys.begin_signing_in(context(), visit=visit_value())
    return render_template("sign_in/ask.html", passkey=passkey, party=name_elsewhere(), **about)


def _code_page(
    challenge_id: str, errors: tuple[FieldError, ...] = (), *, other_browser: bool = False, status: int = 200
) -> Any:
    register = request.args.get("purpose") == Purpose.REGISTER
    address = url_for("sign_in.enter_code", challenge_id=challenge_id, purpose=Purpose.REGISTER if register else None)
    about = {"address": address, "register": register, "other_browser": other_browser}
    text = render_template("sign_in/code.html", **about, errors=errors)
    return private(text, status)


def _welcome(finished: Finished, *, remember: bool = False) -> Any:
    if finished.outcome is Outcome.SIGNED_IN:
        live = factors.live_session(context(), finished.session_value)
        if live is not None and live.waits:
            onward = url_for("second_step.form", next=finished.next_path, remember="1" if remember else None)
            return _with_session(finished.session_value, onward)
        answer = _with_session(finished.session_value, finished.next_path)
        return remembered(answer, live.actor) if live is not None and remember else answer
    return private(render_template("sign_in/over.html"), 400)


def _with_session(value: str, target: str) -> Response:
    answer = redirect(target, code=303)
    cookies.set_session(answer, context().settings, value)
    return answer


def _wrong_code(tries_left: int) -> FieldError:
    left = ngettext("U kunt het nog 1 keer proberen.", "U kunt het nog %(number)s keer proberen.", tries_left)
    return FieldError("code", "wrong_code", f"{_('Deze code klopt niet.')} {left}")
