"""Where a message leads. Only our own configured address: never what a request said its host was."""

from __future__ import annotations

from shared.access.sign_in import link_path
from shared.contracts.messages import Intent, MessageKind
from shared.kernel.ids import is_id
from shared.notifier.recipients import challenge_of
from shared.plumbing.addresses import matcher_path, tracker_path

_PARTS = {MessageKind.PAYMENT_LATE: "/money", MessageKind.PARTNER_ASKED: "/partners"}
"""The page under an application to which a kind leads."""


def link_of(intent: Intent, *, base_url: str, sign_in_token: str = "") -> str | None:
    """The address that belongs to an intent, or None when there is no page for it."""
    if intent.kind is MessageKind.SIGN_IN:
        return f"{base_url}{matcher_path(link_path(challenge_of(intent), sign_in_token))}"
    if intent.kind is MessageKind.DIGEST:
        return f"{base_url}{matcher_path('/messages')}"
    if intent.kind is MessageKind.SOURCES_CHANGED:
        need = intent.subject.removeprefix("need:")
        return f"{base_url}{matcher_path(f'/needs/{need}/matches')}" if is_id(need) else None
    if intent.kind is MessageKind.SEARCH_FOUND:
        return f"{base_url}{matcher_path('/searches')}"
    if intent.kind is MessageKind.PROPOSAL_DECIDED:
        proposal = intent.subject.removeprefix("source_proposal:")
        return f"{base_url}{matcher_path(f'/catalogue/proposals/{proposal}')}" if is_id(proposal) else None
    if intent.kind is MessageKind.AGREEMENT_NEWS:
        agreement = intent.subject.removeprefix("agreement:")
        return f"{base_url}{tracker_path(f'/agreements/{agreement}')}" if is_id(agreement) else None
    if intent.kind is MessageKind.BANK_ACCOUNT_CHANGED:
        place = str(intent.data.get("place_id", ""))
        return f"{base_url}{tracker_path(f'/bank-account?place={place}')}" if is_id(place) else None
    if intent.kind is MessageKind.HANDED_OVER:
        return f"{base_url}{tracker_path('/tasks')}"
    if intent.kind is MessageKind.PAYOUT_WAITS:
        return _payout_link(intent, base_url)
    application = str(intent.data.get("application_id") or intent.subject.removeprefix("application:"))
    part = _PARTS.get(intent.kind, "")
    return f"{base_url}{tracker_path(f'/applications/{application}{part}')}" if is_id(application) else None


def _payout_link(intent: Intent, base_url: str) -> str | None:
    kind, _colon, thing = intent.subject.partition(":")
    folder = "/payouts/batches" if kind == "payout_batch" else "/payouts"
    return f"{base_url}{tracker_path(f'{folder}/{thing}')}" if is_id(thing) else None
