"""Pages with the people of an organisation: who is who, whom they invite, and the mandates of a place."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for

from services.matcher.usecases.people.change_role import change_role, end_roles
from services.matcher.usecases.people.invite import invite, invite_again, withdraw_invitation
from services.matcher.usecases.people.mandate_paper import KINDS, attach_paper, read_paper
from services.matcher.usecases.people.mandate_requests import answer_request
from services.matcher.usecases.people.mandates import give_mandate
from services.matcher.usecases.people.rights import CHANGE, GIVE_MANDATE, INVITE, READ
from services.matcher.usecases.people.see_people import People, see_people
from services.matcher.web.base import context
from services.matcher.web.people_words import act_choices, acts_text, last_day, role_text
from shared.access.actors import Role
from shared.access.rights import SIGNED_IN
from shared.access.web import current_actor, require_actor
from shared.kernel.errors import FieldError, InvalidInput, NotAllowedNow
from shared.kernel.ids import new_id
from shared.plumbing.endpoints import once_from_form, page
from shared.uploads.kinds import MEDIA_TYPES
from shared.uploads.limits import MAX_FORM_BYTES
from shared.uploads.sent import check_sent
from shared.uploads.serving import as_download
from shared.wording.texts import gettext as _

blueprint = Blueprint("people", __name__, template_folder="templates")

Errors = tuple[FieldError, ...]


@page(blueprint, "GET", "/organisations/<organisation_id>/people", right=READ)
def show_people(organisation_id: str) -> str:
    """Who is who."""
    return _page(organisation_id)


@page(blueprint, "POST", "/organisations/<organisation_id>/invitations", right=INVITE)
def create_invitation(organisation_id: str) -> Any:
    """Invites somebody."""
    once = once_from_form(lambda _made: _address(organisation_id))
    try:
        made = invite(context(), current_actor(), organisation_id, request.form, once=once)
    except (InvalidInput, NotAllowedNow) as problem:
        return _page(organisation_id, _errors(problem)), 400
    flash(_("De uitnodiging gaat naar %(email)s.", email=made.email), "good")
    return redirect(_address(organisation_id), code=303)


@page(blueprint, "POST", "/invitations/<invitation_id>/again", right=INVITE)
def send_invitation_again(invitation_id: str) -> Any:
    """Sends the mail once more."""
    made = invite_again(context(), current_actor(), invitation_id)
    flash(_("De uitnodiging gaat opnieuw naar %(email)s.", email=made.email), "good")
    return redirect(_address(made.organisation_id), code=303)


@page(blueprint, "POST", "/invitations/<invitation_id>/withdraw", right=INVITE)
def take_invitation_back(invitation_id: str) -> Any:
    """Withdraws it."""
    made = withdraw_invitation(context(), current_actor(), invitation_id)
    flash(_("De uitnodiging is ingetrokken."), "good")
    return redirect(_address(made.organisation_id), code=303)


@page(blueprint, "POST", "/organisations/<organisation_id>/people/<person_id>/role", right=CHANGE)
def save_role(organisation_id: str, person_id: str) -> Any:
    """Gives somebody another role."""
    role = request.form.get("role", "")
    try:
        change_role(context(), current_actor(), organisation_id, person_id, role)
    except (InvalidInput, NotAllowedNow) as problem:
        return _page(organisation_id, _errors(problem)), 400
    flash(_("De rol is veranderd. Deze persoon logt opnieuw in."), "good")
    return redirect(_address(organisation_id), code=303)


@page(blueprint, "POST", "/organisations/<organisation_id>/people/<person_id>/end", right=CHANGE)
def end_role(organisation_id: str, person_id: str) -> Any:
    """Ends what somebody is here."""
    try:
        end_roles(context(), current_actor(), organisation_id, person_id)
    except NotAllowedNow as problem:
        return _page(organisation_id, _errors(problem)), 400
    flash(_("Deze persoon hoort er niet meer bij."), "good")
    return redirect(_address(organisation_id), code=303)


@page(blueprint, "POST", "/places/<place_id>/mandates", right=GIVE_MANDATE)
def create_mandate(place_id: str) -> Any:
    """Gives a volunteer a mandate."""
    once = once_from_form(lambda _made: _address(place_id))
    try:
        made = give_mandate(context(), current_actor(), place_id, _mandate_given(), once=once)
    except InvalidInput as problem:
        return _page(place_id, problem.errors), 400
    flash(_("%(name)s mag nu voor u werken.", name=made.name), "good")
    return redirect(_address(place_id), code=303)


@page(blueprint, "POST", "/mandates/<mandate_id>/paper", right=GIVE_MANDATE, max_body=MAX_FORM_BYTES)
def create_paper(mandate_id: str) -> Any:
    """Puts the photo of the signed paper with a mandate."""
    actor = require_actor()
    try:
        found = attach_paper(context(), actor, mandate_id, check_sent(request.files.get("file"), kinds=KINDS))
    except InvalidInput as problem:
        return _page(request.form.get("place_id", ""), problem.errors), 400
    flash(_("Het papier is bewaard. De machtiging is nu schriftelijk."), "good")
    return redirect(_address(found.place_id), code=303)


@page(blueprint, "GET", "/mandates/<mandate_id>/paper", right=SIGNED_IN)
def download_paper(mandate_id: str) -> Any:
    """The signed paper, as a download."""
    paper = read_paper(context(), require_actor(), mandate_id)
    return as_download(paper.data, paper.name, MEDIA_TYPES[paper.kind])


@page(blueprint, "POST", "/mandate-requests/<request_id>/answer", right=GIVE_MANDATE)
def save_answer(request_id: str) -> Any:
    """Yes or no to a volunteer who asked."""
    give = request.form.get("answer") == "yes"
    try:
        found = answer_request(
            context(), current_actor(), request_id, give=give, written=request.form.get("written") == "1"
        )
    except InvalidInput as problem:
        return _page(request.form.get("place_id", ""), problem.errors), 400
    flash(_("%(name)s mag nu voor u werken.", name=found.name) if give else _("U hebt nee gezegd."), "good")
    return redirect(_address(found.place_id), code=303)


def _mandate_given() -> dict[str, Any]:
    return {
        "person_id": request.form.get("person_id", ""),
        "acts": request.form.getlist("acts"),
        "ends_on": request.form.get("ends_on", ""),
        "written": "yes" if request.form.get("written") == "1" else "no",
    }


def _page(organisation_id: str, errors: Errors = ()) -> str:
    actor = require_actor()
    people = see_people(context(), actor, organisation_id)
    without = people.organisation.without_board
    return render_template(
        "people/people.html",
        people=people,
        organisation=people.organisation,
        me=actor.person_id,
        now=context().clock.now(),
        errors=errors,
        values=request.form,
        chosen_acts=request.form.getlist("acts"),
        role_text=lambda role: role_text(role, without_board=without),
        roles=[(role.value, role_text(role, without_board=without)) for role in people.roles_to_give],
        other_roles=lambda held: _other_roles(people, held),
        acts_text=acts_text,
        act_choices=act_choices(),
        last_day=last_day,
        today=context().today().isoformat(),
        key=request.form.get("idempotency_key") or new_id(),
    )


def _other_roles(people: People, held: Role) -> list[tuple[str, str]]:
    return [
        (role.value, role_text(role, without_board=people.organisation.without_board))
        for role in people.roles_to_give
        if role is not held
    ]


def _errors(problem: InvalidInput | NotAllowedNow) -> Errors:
    if isinstance(problem, InvalidInput):
        return problem.errors
    return (FieldError("", problem.code, problem.message),)


def _address(organisation_id: str) -> str:
    return url_for("people.show_people", organisation_id=organisation_id)
