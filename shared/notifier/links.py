"""Where a message leads. Only our own configured address: never what a request said its host was."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from shared.access.sign_in import link_path
from shared.contracts.messages import Intent, MessageKind
from shared.kernel.ids import is_id
from shared.notifier.recipients import challenge_of
from shared.plumbing.addresses import matcher_path, tracker_path

_PARTS = {MessageKind.PAYMENT_LATE: "/money", MessageKind.PARTNER_ASKED: "/partners"}
"""The page under an application to which a kind leads."""

_PAGES = {
    MessageKind.DIGEST: matcher_path("/messages"),
    MessageKind.SEARCH_FOUND: matcher_path("/searches"),
    MessageKind.STATUS_ALARM: matcher_path("/messages/status"),
    MessageKind.MAIL_FAILS: matcher_path("/messages/addresses"),
    MessageKind.HANDED_OVER: tracker_path("/tasks"),
    MessageKind.MANDATE_NEWS: matcher_path("/roles"),
    MessageKind.TRUST_NEWS: matcher_path("/roles"),
    MessageKind.SIGN_IN_NEWS: matcher_path("/account/security"),
}
"""Kinds that lead to the same page whatever they are about."""
_OF_SUBJECT: Mapping[MessageKind, tuple[Callable[[str], str], str, str]] = {
    MessageKind.SOURCES_CHANGED: (matcher_path, "/needs/", "/matches"),
    MessageKind.PROPOSAL_DECIDED: (matcher_path, "/catalogue/proposals/", ""),
    MessageKind.ENDPOINT_DISABLED: (matcher_path, "/endpoints/", ""),
    MessageKind.INVITATION: (matcher_path, "/invitations/", ""),
    MessageKind.AGREEMENT_NEWS: (tracker_path, "/agreements/", ""),
}
"""Kinds that lead to the page of the very thing that they are about."""


def link_of(intent: Intent, *, base_url: str, sign_in_token: str = "") -> str | None:
    """The address that belongs to an intent, or None when there is no page for it."""
    if intent.kind is MessageKind.SIGN_IN:
        return f"{base_url}{matcher_path(link_path(challenge_of(intent), sign_in_token))}"
    if intent.kind is MessageKind.OWN_DATA_NEWS:
        page = "/privacy/requests" if intent.data.get("what") in ("asked", "granted") else "/my-data"
        return f"{base_url}{matcher_path(page)}"
    if intent.kind is MessageKind.SIGN_IN_NEWS and intent.data.get("what") in ("key_made", "key_ended"):
        return f"{base_url}{matcher_path('/account/keys')}"
    if intent.kind in _PAGES:
        return f"{base_url}{_PAGES[intent.kind]}"
    if intent.kind in _OF_SUBJECT:
        return _subject_link(intent, base_url)
    if intent.kind is MessageKind.BANK_ACCOUNT_CHANGED:
        place = str(intent.data.get("place_id", ""))
        return f"{base_url}{tracker_path(f'/bank-account?place={place}')}" if is_id(place) else None
    if intent.kind is MessageKind.PAYOUT_WAITS:
        return _payout_link(intent, base_url)
    application = str(intent.data.get("application_id") or intent.subject.removeprefix("application:"))
    part = _PARTS.get(intent.kind, "")
    return f"{base_url}{tracker_path(f'/applications/{application}{part}')}" if is_id(application) else None


def _subject_link(intent: Intent, base_url: str) -> str | None:
    path_of, before, after = _OF_SUBJECT[intent.kind]
    thing = intent.subject.partition(":")[2]
    return f"{base_url}{path_of(f'{before}{thing}{after}')}" if is_id(thing) else None


def _payout_link(intent: Intent, base_url: str) -> str | None:
    kind, _colon, thing = intent.subject.partition(":")
    folder = "/payouts/batches" if kind == "payout_batch" else "/payouts"
    return f"{base_url}{tracker_path(f'{folder}/{thing}')}" if is_id(thing) else None
