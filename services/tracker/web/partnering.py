"""Applying together on the screen: the parties, their parts of the money, and signing."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from flask import flash, redirect, render_template, request, url_for

from services.tracker.domain.partners import MAX_NAME, MAX_ROLE, MAX_TASKS, Part, Partnership
from services.tracker.usecases.partnering import ask_partner as asking
from services.tracker.usecases.partnering import divide, keep_backing, leave, sign_part
from services.tracker.usecases.partnering.joint import READ, SIGN, WRITE
from services.tracker.usecases.partnering.read_joint import JointView, joint_of, partner_choices, read_joint
from services.tracker.web import words
from services.tracker.web.choosing import places_with
from services.tracker.web.forms import Reader
from services.tracker.web.letter_fields import whole_number
from services.tracker.web.routes import blueprint, context
from services.tracker.web.trying import NOTHING_WRONG, Wrong, tried
from shared.access.rights import require
from shared.access.web import require_actor
from shared.kernel.errors import NotFound
from shared.kernel.ids import new_id
from shared.plumbing.endpoints import once_from_form, page, version_from_form
from shared.wording.money import amount_to_edit
from shared.wording.texts import gettext as _

PARTNERS = "/applications/<application_id>/partners"
ONE = f"{PARTNERS}/<partnership_id>"
MAX_REASON = 500
Typed = Mapping[str, str]
NOTHING_TYPED: Typed = {}


@page(blueprint, "GET", "/partners", right=READ)
def joint_applications() -> str:
    """Where the places of this person take part in what others ask for."""
    places = places_with(READ)
    found = [(place, joint_of(context(), require_actor(), place.id)) for place in places]
    return render_template("partnering/list.html", places=[pair for pair in found if pair[1]], words=words)


@page(blueprint, "GET", PARTNERS, right=READ)
def partners(application_id: str) -> str:
    """The parties of an application, with what can be done now."""
    return _page(application_id, NOTHING_WRONG)


@page(blueprint, "GET", f"{PARTNERS}/new", right=WRITE)
def ask_partner_form(application_id: str) -> str:
    """The form for a new partner."""
    return _part_page(application_id, None, NOTHING_TYPED, NOTHING_WRONG)


@page(blueprint, "POST", f"{PARTNERS}/new", right=WRITE)
def ask_partner(application_id: str) -> Any:
    """Adds a partner and asks it to sign."""

    def act() -> None:
        reader = Reader(request.form)
        part, name = part_of(reader), reader.text("name", MAX_NAME)
        reader.check()
        partner_id = reader.raw("partnerId")[:36] or None
        asking.ask_partner(
            context(),
            require_actor(),
            application_id,
            part=part,
            partner_id=partner_id,
            name=name,
            **same_once(application_id),
        )

    wrong = tried(act)
    if wrong is not NOTHING_WRONG:
        return _part_page(application_id, None, request.form, wrong), wrong.status
    return _back(application_id, _("Gevraagd. Wij wachten nu op de handtekening."))


@page(blueprint, "GET", f"{ONE}/edit", right=WRITE)
def edit_part_form(application_id: str, partnership_id: str) -> str:
    """The form for the part of a partner."""
    one = one_of(read_joint(context(), require_actor(), application_id), partnership_id)
    typed = {"role": one.role, "share": amount_to_edit(one.share_cents), "tasks": one.tasks}
    return _part_page(application_id, partnership_id, typed, NOTHING_WRONG)


@page(blueprint, "POST", f"{ONE}/edit", right=WRITE)
def edit_part(application_id: str, partnership_id: str) -> Any:
    """Writes the part anew."""

    def act() -> None:
        reader = Reader(request.form)
        part = part_of(reader)
        reader.check()
        divide.change_part(
            context(), require_actor(), application_id, partnership_id, part=part, **same_once(application_id)
        )

    wrong = tried(act)
    if wrong is not NOTHING_WRONG:
        return _part_page(application_id, partnership_id, request.form, wrong), wrong.status
    return _back(application_id, _("Aangepast. Iedereen tekent opnieuw."))


@page(blueprint, "POST", f"{PARTNERS}/even-split", right=WRITE)
def divide_evenly(application_id: str) -> Any:
    """Gives everybody an equal share."""
    return act_on_page(
        application_id,
        lambda: divide.divide_evenly(context(), require_actor(), application_id, **same_once(application_id)),
        _("Het geld is gelijk verdeeld. Iedereen tekent opnieuw."),
    )


@page(blueprint, "POST", f"{PARTNERS}/rest", right=WRITE)
def take_rest(application_id: str) -> Any:
    """Leaves to the lead what somebody who stepped out leaves behind."""
    return act_on_page(
        application_id,
        lambda: divide.take_rest(context(), require_actor(), application_id, **same_once(application_id)),
        _("Dit deel is nu voor uw plek."),
    )


@page(blueprint, "POST", f"{ONE}/signature", right=SIGN)
def sign_own_part(application_id: str, partnership_id: str) -> Any:
    """Keeps the signature of the board of a partner."""
    digest = request.form.get("digest", "")[:64]
    return act_on_page(
        application_id,
        lambda: sign_part.sign_part(
            context(), require_actor(), application_id, partnership_id, digest=digest, **same_once(application_id)
        ),
        _("Getekend. De penvoerder krijgt bericht."),
    )


@page(blueprint, "POST", f"{ONE}/step-out", right=SIGN)
def step_out(application_id: str, partnership_id: str) -> Any:
    """Ends the own part; who leaves does not see the application any more."""
    wrong = tried(lambda: _end(leave.step_out, application_id, partnership_id))
    if wrong is not NOTHING_WRONG:
        return _page(application_id, wrong, request.form, partnership_id), wrong.status
    flash(_("U doet niet meer mee. De penvoerder krijgt bericht."), "good")
    return redirect(url_for("pages.joint_applications"), code=303)


@page(blueprint, "POST", f"{ONE}/take-off", right=WRITE)
def take_off(application_id: str, partnership_id: str) -> Any:
    """Ends the part of a partner."""
    done = _("Eraf gehaald. Het geld van deze partner is weer voor uw plek.")
    return act_on_page(
        application_id, lambda: _end(leave.take_off, application_id, partnership_id), done, at=partnership_id
    )


@page(blueprint, "POST", "/applications/<application_id>/backing", right=WRITE)
def set_backing(application_id: str) -> Any:
    """Keeps who receives the money, and how many people signed for the plan."""

    def act() -> None:
        reader = Reader(request.form)
        receiver = reader.text("receiver", MAX_NAME)
        supporters, counted_on = whole_number(reader, "supporters"), reader.maybe_day("countedOn")
        reader.check()
        keep_backing.keep_backing(
            context(),
            require_actor(),
            application_id,
            receiver=receiver,
            supporters=supporters,
            counted_on=counted_on,
            **same_once(application_id),
        )

    return act_on_page(application_id, act, _("Bewaard."), at="backing")


def _end(act: Callable[..., Partnership], application_id: str, partnership_id: str) -> None:
    reader = Reader(request.form)
    reason = reader.text("reason", MAX_REASON, missing=_("Schrijf kort op waarom."))
    reader.check()
    act(context(), require_actor(), application_id, partnership_id, reason=reason, **same_once(application_id))


def part_of(reader: Reader) -> Part:
    """What somebody is to do, from the fields of its form."""
    role = reader.text("role", MAX_ROLE, missing=_("Schrijf op wat deze partner doet, in een paar woorden."))
    return Part(role, reader.maybe_amount("share") or 0, reader.text("tasks", MAX_TASKS))


def same_once(application_id: str) -> dict[str, Any]:
    """The key and the version of a form that leads back to the page of the parties."""
    return {"once": once_from_form(lambda _made: _address(application_id)), "expected_version": version_from_form()}


def act_on_page(application_id: str, act: Callable[[], object], done: str, at: str = "", to: str = "") -> Any:
    """Does it and goes on to `to` (else back), or shows the page with what is wrong; `at` is the part of the page whose
    form was sent.
    """
    wrong = tried(act)
    if wrong is not NOTHING_WRONG:
        return _page(application_id, wrong, request.form, at), wrong.status
    return _back(application_id, done, to)


def _back(application_id: str, done: str, to: str = "") -> Any:
    flash(done, "good")
    return redirect(to or _address(application_id), code=303)


def _address(application_id: str) -> str:
    return url_for("pages.partners", application_id=application_id)


def one_of(view: JointView, partnership_id: str) -> Partnership:
    """The part of one who takes part. Raises NotFound."""
    found = next((one for one in view.partners if one.id == partnership_id), None)
    if found is None:
        raise NotFound(_("Deze partner is niet gevonden."))
    return found


def _page(application_id: str, wrong: Wrong, typed: Typed = NOTHING_TYPED, at: str = "") -> str:
    view = read_joint(context(), require_actor(), application_id)
    return render_template(
        "partnering/partners.html",
        view=view,
        application=view.application,
        wrong=wrong,
        typed=typed,
        at=at,
        words=words,
        key=new_id(),
    )


def _part_page(application_id: str, partnership_id: str | None, typed: Typed, wrong: Wrong) -> str:
    actor = require_actor()
    view = read_joint(context(), actor, application_id)
    require(actor, WRITE, place_id=view.application.place_id)
    choices = [(one.id, one.name) for one in partner_choices(context(), view.application)]
    return render_template(
        "partnering/part.html",
        view=view,
        application=view.application,
        partner=None if partnership_id is None else one_of(view, partnership_id),
        choices=[("", _("Een partner die hier niet bij staat")), *choices],
        wrong=wrong,
        typed=typed,
        key=new_id(),
    )
