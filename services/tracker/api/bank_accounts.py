"""Payout accounts of a place: proposed by one person, approved by another. Numbers are masked, save where asked for."""

from __future__ import annotations

from typing import Any

from flask import Response
from marshmallow import fields

from services.tracker.api.pieces import choice, text
from services.tracker.api.routes import api, context
from services.tracker.domain.accounts.records import AccountOwner, Call, PayoutAccount
from services.tracker.domain.accounts.states import AccountState, people_events
from services.tracker.usecases.accounts import approve_account as approving
from services.tracker.usecases.accounts import evidence as proving
from services.tracker.usecases.accounts import propose_account as proposing
from services.tracker.usecases.accounts import read_accounts as reading
from services.tracker.usecases.accounts import reject_account as rejecting
from shared.access.web import require_actor
from shared.plumbing.ibans import MAX_TYPED
from shared.plumbing.idempotency import Once
from shared.plumbing.schemas import CamelSchema, FileField
from shared.uploads.kinds import MEDIA_TYPES, FileKind
from shared.uploads.limits import MAX_FORM_BYTES
from shared.uploads.sent import check_sent
from shared.uploads.serving import as_download

TAGS = ("bank accounts",)


class PlaceQuery(CamelSchema):
    """Whose accounts."""

    place = text(100, 1, required=True)


class AccountIn(CamelSchema):
    """A proposal. `holder` is the name on the bank statement."""

    place_id = text(100, 1, required=True)
    iban = text(MAX_TYPED, required=True)
    holder = text(proposing.MAX_HOLDER, required=True)
    owner = fields.String(required=True, validate=choice([owner.value for owner in AccountOwner]))
    reason = text(proposing.MAX_REASON, load_default="")
    evidence_kept = fields.Boolean(required=True)


class ApprovalIn(CamelSchema):
    """The call before the approval; `reason` where the name on the account is another one."""

    called_name = text(approving.MAX_NAME, required=True)
    called_number = text(approving.MAX_NUMBER, required=True)
    called_on = fields.Date(required=True)
    reason = text(proposing.MAX_REASON, load_default="")


class EvidenceIn(CamelSchema):
    """A photo of the card or a statement of the bank (.jpg, .png, .pdf) that shows number and name."""

    file = FileField(required=True)


class RejectionIn(CamelSchema):
    """Why an account is stopped."""

    reason = text(rejecting.MAX_REASON, 1, required=True)


class AccountOut(CamelSchema):
    """An account with its number masked. `version` is its ETag, `usableFrom` the end of the cool-down."""

    id = fields.String(required=True)
    version = fields.Integer(required=True)
    place_id = fields.String(required=True)
    state = fields.Enum(AccountState, by_value=True, required=True)
    account = fields.String(required=True, attribute="masked")
    holder = fields.String(required=True)
    owner = fields.Enum(AccountOwner, by_value=True, required=True)
    holder_matches = fields.Boolean(required=True)
    has_evidence = fields.Function(lambda account: account.evidence_file_id is not None, required=True)
    proposed_by = fields.String(required=True)
    proposed_at = fields.AwareDateTime(required=True, format="iso")
    approved_by = fields.String(required=True, allow_none=True)
    approved_at = fields.AwareDateTime(required=True, format="iso", allow_none=True)
    usable_from = fields.AwareDateTime(required=True, format="iso", allow_none=True)
    active_at = fields.AwareDateTime(required=True, format="iso", allow_none=True)
    closed_at = fields.AwareDateTime(required=True, format="iso", allow_none=True)
    allowed_events = fields.Function(lambda account: [event.value for event in people_events(account.state)])


class AccountsOut(CamelSchema):
    """The account in use, the one that waits, and those that were."""

    active = fields.Nested(AccountOut, required=True, allow_none=True)
    waiting = fields.Nested(AccountOut, required=True, allow_none=True)
    history = fields.List(fields.Nested(AccountOut), required=True)
    payment_on_the_way = fields.Boolean(required=True)


class NumberOut(CamelSchema):
    """A whole number. That it was read is kept."""

    id = fields.String(required=True)
    iban = fields.String(required=True)
    holder = fields.String(required=True)


@api.endpoint(
    "GET",
    "/bank-accounts",
    summary="De rekeningnummers van een plek, afgeschermd",
    right=reading.RIGHT,
    query=PlaceQuery(),
    answer=AccountsOut(),
    tags=TAGS,
)
def get_bank_accounts(query: dict[str, Any]) -> reading.Accounts:
    """The account in use, what waits, and the history."""
    return reading.read_accounts(context(), require_actor(), query["place"])


@api.endpoint(
    "GET",
    "/bank-accounts/<account_id>",
    summary="Eén rekeningnummer, afgeschermd",
    right=reading.RIGHT,
    answer=AccountOut(),
    tags=TAGS,
)
def get_bank_account(account_id: str) -> PayoutAccount:
    """One account."""
    return reading.get_account(context(), require_actor(), account_id)


@api.endpoint(
    "GET",
    "/bank-accounts/<account_id>/number",
    summary="Het hele nummer; wie het leest wordt bewaard",
    right=reading.RIGHT,
    answer=NumberOut(),
    tags=TAGS,
)
def get_bank_account_number(account_id: str) -> PayoutAccount:
    """The whole number."""
    return reading.read_number(context(), require_actor(), account_id)


@api.endpoint(
    "POST",
    "/bank-accounts",
    summary="Stel een rekeningnummer voor",
    right=proposing.RIGHT,
    body=AccountIn(),
    answer=AccountOut(),
    status=201,
    idempotent=True,
    tags=TAGS,
)
def propose_bank_account(body: dict[str, Any], once: Once) -> PayoutAccount:
    """Proposes an account; somebody else approves it."""
    place_id, owner = body.pop("place_id"), AccountOwner(body.pop("owner"))
    return proposing.propose_account(context(), require_actor(), place_id, owner=owner, once=once, **body)


@api.endpoint(
    "GET",
    "/bank-accounts/<account_id>/evidence",
    summary="Het bewijs van de bank; wie het leest wordt bewaard",
    right=proving.READ,
    files=tuple(MEDIA_TYPES.values()),
    tags=TAGS,
)
def get_bank_evidence(account_id: str) -> Response:
    """The file, for who may see the whole number."""
    file, data = proving.read_evidence(context(), require_actor(), account_id)
    return as_download(data, file.name, MEDIA_TYPES[FileKind(file.kind)])


@api.endpoint(
    "POST",
    "/bank-accounts/<account_id>/evidence",
    summary="Bewaar een foto van de pas of een bankafschrift bij een rekeningnummer",
    right=proving.RIGHT,
    body=EvidenceIn(),
    answer=AccountOut(),
    idempotent=True,
    if_match=True,
    max_body=MAX_FORM_BYTES,
    tags=TAGS,
)
def add_bank_evidence(account_id: str, body: dict[str, Any], once: Once, expected_version: int) -> PayoutAccount:
    """Keeps the file."""
    checked = check_sent(body["file"], kinds=proving.KINDS)
    return proving.add_evidence(
        context(), require_actor(), account_id, checked=checked, once=once, expected_version=expected_version
    )


@api.endpoint(
    "POST",
    "/bank-accounts/<account_id>/approvals",
    summary="Keur een rekeningnummer goed, als tweede persoon",
    right=approving.RIGHT,
    body=ApprovalIn(),
    answer=AccountOut(),
    idempotent=True,
    if_match=True,
    tags=TAGS,
)
def approve_bank_account(account_id: str, body: dict[str, Any], once: Once, expected_version: int) -> PayoutAccount:
    """Starts the cool-down."""
    call = Call(body["called_name"], body["called_number"], body["called_on"])
    return approving.approve_account(
        context(),
        require_actor(),
        account_id,
        call=call,
        reason=body["reason"],
        once=once,
        expected_version=expected_version,
    )


@api.endpoint(
    "POST",
    "/bank-accounts/<account_id>/rejections",
    summary="Houd een rekeningnummer tegen",
    right=approving.RIGHT,
    body=RejectionIn(),
    answer=AccountOut(),
    idempotent=True,
    if_match=True,
    tags=TAGS,
)
def reject_bank_account(account_id: str, body: dict[str, Any], once: Once, expected_version: int) -> PayoutAccount:
    """Stops an account."""
    return rejecting.reject_account(
        context(), require_actor(), account_id, reason=body["reason"], once=once, expected_version=expected_version
    )
