"""People, invitations and mandates as JSON."""

from __future__ import annotations

from typing import Any

from flask import Response

from services.matcher.api.base import api, context
from services.matcher.api.given import Given, named_as_sent
from services.matcher.api.people_schemas import (
    InvitationIn,
    InvitationOut,
    MandateIn,
    MandateOut,
    OwnRolesOut,
    PaperIn,
    PeopleOut,
    RequestAnswerIn,
    RequestIn,
    RequestOut,
    RoleIn,
    YesOrNo,
)
from services.matcher.usecases.people import answer_invitation as answering
from services.matcher.usecases.people import change_role as changing
from services.matcher.usecases.people import invite as inviting
from services.matcher.usecases.people import mandate_paper as paper
from services.matcher.usecases.people import mandate_requests, mandates
from services.matcher.usecases.people.rights import CHANGE, GIVE_MANDATE, INVITE, READ, judged
from services.matcher.usecases.people.see_people import OwnRoles, People, own_roles, see_people
from services.matcher.usecases.people.values import read_mandate
from shared.access.invitations import Invitation
from shared.access.mandate_requests import MandateRequest
from shared.access.members import GivenMandate
from shared.access.rights import SIGNED_IN
from shared.access.web import asks_new_proof, current_actor, require_actor
from shared.plumbing.idempotency import Once
from shared.uploads.kinds import MEDIA_TYPES
from shared.uploads.limits import MAX_FORM_BYTES
from shared.uploads.sent import check_sent
from shared.uploads.serving import as_download

TAGS = ("people",)


@api.endpoint(
    "GET",
    "/organisations/<organisation_id>/people",
    summary="Wie wie is bij een organisatie",
    right=READ,
    answer=PeopleOut(),
    tags=TAGS,
)
def get_people(organisation_id: str) -> People:
    """Roles, mandates, invitations without an answer, and what volunteers ask."""
    return see_people(context(), current_actor(), organisation_id)


@api.endpoint(
    "POST",
    "/organisations/<organisation_id>/invitations",
    summary="Nodig iemand uit",
    right=INVITE,
    body=InvitationIn(),
    answer=InvitationOut(),
    status=201,
    idempotent=True,
    tags=TAGS,
)
def create_invitation(organisation_id: str, body: Given, once: Once) -> Invitation:
    """By address; the answer is the same whether or not somebody has it. Asks for a fresh sign-in."""
    _person, organisation = judged(context(), current_actor(), READ, organisation_id)
    with named_as_sent(body, lambda: inviting.read_invitation(body, organisation)):
        return inviting.invite(context(), current_actor(), organisation_id, body, once=once)


@api.endpoint(
    "POST",
    "/invitations/<invitation_id>/again",
    summary="Stuur een uitnodiging opnieuw",
    right=INVITE,
    answer=InvitationOut(),
    tags=TAGS,
)
def send_invitation_again(invitation_id: str) -> Invitation:
    """The fourteen days begin again."""
    return inviting.invite_again(context(), current_actor(), invitation_id)


@api.endpoint("DELETE", "/invitations/<invitation_id>", summary="Trek een uitnodiging in", right=INVITE, tags=TAGS)
def delete_invitation(invitation_id: str) -> None:
    """A mail that did not go yet does not go."""
    inviting.withdraw_invitation(context(), current_actor(), invitation_id)


@api.endpoint(
    "POST",
    "/invitations/<invitation_id>/answer",
    summary="Antwoord op een uitnodiging",
    right=SIGNED_IN,
    body=YesOrNo(),
    tags=TAGS,
)
@asks_new_proof
def answer_invitation(invitation_id: str, body: dict[str, Any]) -> None:
    """Only for who signed in with the address that was invited."""
    answering.answer_invitation(context(), require_actor(), invitation_id, accept=body["accept"])


@api.endpoint(
    "PUT",
    "/organisations/<organisation_id>/people/<person_id>/role",
    summary="Geef iemand een andere rol",
    right=CHANGE,
    body=RoleIn(),
    tags=TAGS,
)
def put_role(organisation_id: str, person_id: str, body: Given) -> None:
    """Never one's own. Asks for a fresh sign-in; the other person signs in anew."""
    with named_as_sent(body, lambda: None):
        changing.change_role(context(), current_actor(), organisation_id, person_id, str(body.get("role", "")))


@api.endpoint(
    "DELETE",
    "/organisations/<organisation_id>/people/<person_id>",
    summary="Iemand hoort er niet meer bij",
    right=CHANGE,
    tags=TAGS,
)
def delete_person(organisation_id: str, person_id: str) -> None:
    """Ends every role there at once."""
    changing.end_roles(context(), current_actor(), organisation_id, person_id)


@api.endpoint("GET", "/roles", summary="Mijn rollen", right=SIGNED_IN, answer=OwnRolesOut(), tags=TAGS)
def get_roles() -> OwnRoles:
    """Roles, mandates, invitations and open requests of who asks."""
    return own_roles(context(), require_actor())


@api.endpoint("DELETE", "/roles/<organisation_id>", summary="Ik stop hier", right=SIGNED_IN, tags=TAGS)
def delete_role(organisation_id: str) -> None:
    """Not for the last who decides there."""
    changing.leave(context(), require_actor(), organisation_id)


@api.endpoint(
    "POST",
    "/places/<place_id>/mandates",
    summary="Machtig een vrijwilliger",
    right=GIVE_MANDATE,
    body=MandateIn(),
    answer=MandateOut(),
    status=201,
    idempotent=True,
    tags=TAGS,
)
def create_mandate(place_id: str, body: Given, once: Once) -> GivenMandate:
    """It holds at once, in both services. Asks for a fresh sign-in."""
    with named_as_sent(body, lambda: read_mandate(body, context().today())):
        return mandates.give_mandate(context(), current_actor(), place_id, body, once=once)


@api.endpoint(
    "POST",
    "/mandates/<mandate_id>/paper",
    summary="Bewaar het getekende papier",
    right=GIVE_MANDATE,
    body=PaperIn(),
    max_body=MAX_FORM_BYTES,
    tags=TAGS,
)
def create_paper(mandate_id: str, body: dict[str, Any]) -> None:
    """A photo or PDF; the mandate is in writing from then on."""
    paper.attach_paper(context(), require_actor(), mandate_id, check_sent(body["file"], kinds=paper.KINDS))


@api.endpoint(
    "GET",
    "/mandates/<mandate_id>/paper",
    summary="Het getekende papier",
    right=SIGNED_IN,
    files=tuple(MEDIA_TYPES[kind] for kind in sorted(paper.KINDS)),
    tags=TAGS,
)
def get_paper(mandate_id: str) -> Response:
    """As a download."""
    found = paper.read_paper(context(), require_actor(), mandate_id)
    return as_download(found.data, found.name, MEDIA_TYPES[found.kind])


@api.endpoint("DELETE", "/mandates/<mandate_id>", summary="Stop een machtiging", right=SIGNED_IN, tags=TAGS)
def delete_mandate(mandate_id: str) -> None:
    """By the board of the place, or by who holds it."""
    mandates.end_mandate(context(), require_actor(), mandate_id)


@api.endpoint(
    "POST",
    "/places/<place_id>/mandate-requests",
    summary="Vraag een plek om een machtiging",
    right=SIGNED_IN,
    body=RequestIn(),
    answer=RequestOut(),
    status=201,
    idempotent=True,
    tags=TAGS,
)
def create_request(place_id: str, body: Given, once: Once) -> MandateRequest:
    """For volunteers of the coalition of the place."""
    with named_as_sent(body, lambda: mandate_requests.read_request(context(), body)):
        return mandate_requests.ask_mandate(context(), require_actor(), place_id, body, once=once)


@api.endpoint(
    "POST",
    "/mandate-requests/<request_id>/answer",
    summary="Antwoord een vrijwilliger",
    right=GIVE_MANDATE,
    body=RequestAnswerIn(),
    tags=TAGS,
)
def answer_request(request_id: str, body: dict[str, Any]) -> None:
    """Yes gives the mandate at once."""
    mandate_requests.answer_request(context(), current_actor(), request_id, give=body["give"], written=body["written"])


@api.endpoint(
    "DELETE",
    "/mandate-requests/<request_id>",
    summary="Vraag niet langer om een machtiging",
    right=SIGNED_IN,
    tags=TAGS,
)
def delete_request(request_id: str) -> None:
    """By who asked."""
    mandate_requests.withdraw_request(context(), require_actor(), request_id)
