"""Applying together: the parties of an application, their parts of the money, and their signatures."""

from __future__ import annotations

from typing import Any

from services.tracker.api.answers import ApplicationOut
from services.tracker.api.partner_shapes import (
    BackingIn,
    JointListOut,
    JointOut,
    JointQuery,
    NewPartnerIn,
    PaperSignatureIn,
    PartnerPartIn,
    PartnershipOut,
    PartSignatureIn,
    StepOutIn,
)
from services.tracker.api.routes import api, context
from services.tracker.domain.partners import Part, Partnership
from services.tracker.domain.records import Application
from services.tracker.usecases.partnering import ask_partner as asking
from services.tracker.usecases.partnering import divide, keep_backing, leave, sign_part
from services.tracker.usecases.partnering.joint import READ, SIGN, WRITE
from services.tracker.usecases.partnering.read_joint import JointView, joint_of, read_joint
from services.tracker.usecases.partnering.record_signature import PaperSignature, record_signature
from shared.access.web import require_actor
from shared.plumbing.idempotency import Once

TAGS = ("partners",)
PARTNERS = "/applications/<application_id>/partners"
ONE = f"{PARTNERS}/<partnership_id>"


@api.endpoint("GET", PARTNERS, summary="Wie er samen aanvragen", right=READ, answer=JointOut(), tags=TAGS)
def get_partners(application_id: str) -> JointView:
    """What the parties of an application see of it together."""
    return read_joint(context(), require_actor(), application_id)


@api.endpoint(
    "GET",
    "/joint-applications",
    summary="Waar een plek met anderen meedoet",
    right=READ,
    query=JointQuery(),
    answer=JointListOut(),
    tags=TAGS,
)
def get_joint_applications(query: dict[str, Any]) -> dict[str, object]:
    """The parts of one place in what others ask for."""
    found = joint_of(context(), require_actor(), query["place_id"])
    return {"items": [vars(part) | {"title": application.title} for part, application in found]}


@api.endpoint(
    "POST",
    PARTNERS,
    summary="Vraag een partner om mee te doen",
    right=WRITE,
    body=NewPartnerIn(),
    answer=PartnershipOut(),
    status=201,
    idempotent=True,
    if_match=True,
    tags=TAGS,
)
def add_partner(application_id: str, body: dict[str, Any], once: Once, expected_version: int) -> Partnership:
    """Adds a partner with its part; the version is that of the application."""
    return asking.ask_partner(
        context(),
        require_actor(),
        application_id,
        part=_part(body),
        partner_id=body["partner_id"],
        name=body["name"],
        once=once,
        expected_version=expected_version,
    )


@api.endpoint(
    "PUT",
    ONE,
    summary="Verander het deel van een partner",
    right=WRITE,
    body=PartnerPartIn(),
    answer=PartnershipOut(),
    if_match=True,
    tags=TAGS,
)
def edit_partner(application_id: str, partnership_id: str, body: dict[str, Any], expected_version: int) -> Partnership:
    """Writes the part anew; signatures under the old one do not hold any more."""
    return divide.change_part(
        context(), require_actor(), application_id, partnership_id, part=_part(body), expected_version=expected_version
    )


@api.endpoint(
    "POST",
    f"{PARTNERS}/even-split",
    summary="Verdeel het geld gelijk",
    right=WRITE,
    answer=ApplicationOut(),
    idempotent=True,
    if_match=True,
    tags=TAGS,
)
def add_even_split(application_id: str, once: Once, expected_version: int) -> Application:
    """Gives everybody an equal share; what is left stays with the lead."""
    return divide.divide_evenly(
        context(), require_actor(), application_id, once=once, expected_version=expected_version
    )


@api.endpoint(
    "POST",
    f"{PARTNERS}/rest",
    summary="Neem over wat een partner achterliet",
    right=WRITE,
    answer=ApplicationOut(),
    idempotent=True,
    if_match=True,
    tags=TAGS,
)
def add_rest(application_id: str, once: Once, expected_version: int) -> Application:
    """Leaves to the lead what somebody who stepped out leaves behind."""
    return divide.take_rest(context(), require_actor(), application_id, once=once, expected_version=expected_version)


@api.endpoint(
    "POST",
    f"{ONE}/signature",
    summary="Teken als bestuur van de partner",
    right=SIGN,
    body=PartSignatureIn(),
    answer=PartnershipOut(),
    idempotent=True,
    if_match=True,
    tags=TAGS,
)
def add_part_signature(
    application_id: str, partnership_id: str, body: dict[str, Any], once: Once, expected_version: int
) -> Partnership:
    """Keeps the signature under what was read: `digest` of the answer with the parties."""
    return sign_part.sign_part(
        context(), require_actor(), application_id, partnership_id, once=once, expected_version=expected_version, **body
    )


@api.endpoint(
    "POST",
    f"{ONE}/paper-signature",
    summary="Schrijf op dat een partner op papier tekende",
    right=WRITE,
    body=PaperSignatureIn(),
    answer=PartnershipOut(),
    idempotent=True,
    if_match=True,
    tags=TAGS,
)
def add_paper_signature(
    application_id: str, partnership_id: str, body: dict[str, Any], once: Once, expected_version: int
) -> Partnership:
    """Keeps a signature on paper of a partner that has nobody here."""
    paper = PaperSignature(body["signed_by"], body["signed_on"], body["code"], body["document_id"])
    return record_signature(
        context(),
        require_actor(),
        application_id,
        partnership_id,
        paper=paper,
        once=once,
        expected_version=expected_version,
    )


@api.endpoint(
    "POST",
    f"{ONE}/step-out",
    summary="Zeg nee, of stap eruit",
    right=SIGN,
    body=StepOutIn(),
    answer=PartnershipOut(),
    idempotent=True,
    if_match=True,
    tags=TAGS,
)
def add_step_out(
    application_id: str, partnership_id: str, body: dict[str, Any], once: Once, expected_version: int
) -> Partnership:
    """Ends the own part."""
    return leave.step_out(
        context(), require_actor(), application_id, partnership_id, once=once, expected_version=expected_version, **body
    )


@api.endpoint(
    "POST",
    f"{ONE}/take-off",
    summary="Haal een partner eraf",
    right=WRITE,
    body=StepOutIn(),
    answer=PartnershipOut(),
    idempotent=True,
    if_match=True,
    tags=TAGS,
)
def add_take_off(
    application_id: str, partnership_id: str, body: dict[str, Any], once: Once, expected_version: int
) -> Partnership:
    """Ends the part of a partner by the lead."""
    return leave.take_off(
        context(), require_actor(), application_id, partnership_id, once=once, expected_version=expected_version, **body
    )


@api.endpoint(
    "PUT",
    "/applications/<application_id>/backing",
    summary="Schrijf op wie het geld ontvangt en hoeveel mensen tekenden",
    right=WRITE,
    body=BackingIn(),
    answer=ApplicationOut(),
    if_match=True,
    tags=TAGS,
)
def edit_backing(application_id: str, body: dict[str, Any], expected_version: int) -> Application:
    """Keeps both; no names of supporters."""
    return keep_backing.keep_backing(
        context(), require_actor(), application_id, expected_version=expected_version, **body
    )


def _part(body: dict[str, Any]) -> Part:
    return Part(body["role"], body["share_cents"], body["tasks"])
