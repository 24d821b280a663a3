"""One street: typed in, read, changed, closed, and the link for its receipts."""

from __future__ import annotations

from typing import Any

from services.tracker.api.payouts.answers import GroupOut, ReceiptLinkOut, StreetOut
from services.tracker.api.payouts.bodies import ContactIn, LinkIn, StreetClosingIn, StreetIn
from services.tracker.api.routes import api, context
from services.tracker.domain.payouts.awards import NewAward
from services.tracker.domain.payouts.records import Group
from services.tracker.usecases.payouts import add_group as adding
from services.tracker.usecases.payouts import close_group as closing
from services.tracker.usecases.payouts import edit_group as editing
from services.tracker.usecases.payouts import receipt_links as linking
from services.tracker.usecases.payouts.acting import READ, UPDATE
from services.tracker.usecases.payouts.see_streets import read_street
from services.tracker.usecases.payouts.streets import Street
from shared.access.web import require_actor
from shared.plumbing.endpoints import replace_present
from shared.plumbing.idempotency import Once

TAGS = ("payouts",)


@api.endpoint(
    "POST",
    "/payout-hosts/<host_id>/groups",
    summary="Zet een straat met haar toekenning in de lijst",
    right=adding.RIGHT,
    body=StreetIn(),
    answer=GroupOut(),
    status=201,
    idempotent=True,
    tags=TAGS,
)
def add_payout_group(host_id: str, body: dict[str, Any], once: Once) -> Group:
    """Keeps a street."""
    way, amount = body.pop("way"), body.pop("amount")
    return adding.add_group(context(), require_actor(), host_id, NewAward(amount_cents=amount, **body), way, once=once)


@api.endpoint(
    "GET",
    "/payout-groups/<group_id>",
    summary="Een straat: wat zij kreeg, besteedde en overhoudt",
    right=READ,
    answer=StreetOut(),
    tags=TAGS,
)
def get_payout_group(group_id: str) -> Street:
    """Everything of one street."""
    return read_street(context(), require_actor(), group_id).street


@api.endpoint(
    "PATCH",
    "/payout-groups/<group_id>",
    summary="Verander wie u belt voor een straat, en hoe zij haar geld krijgt",
    right=editing.RIGHT,
    body=ContactIn(),
    answer=GroupOut(),
    if_match=True,
    tags=TAGS,
)
def edit_payout_group(group_id: str, body: dict[str, Any], expected_version: int) -> Group:
    """Writes contact and way."""
    return editing.edit_group(context(), require_actor(), group_id, expected_version=expected_version, **body)


@api.endpoint(
    "POST",
    "/payout-groups/<group_id>/closings",
    summary="Sluit een straat af",
    right=UPDATE,
    body=StreetClosingIn(),
    answer=GroupOut(),
    idempotent=True,
    if_match=True,
    tags=TAGS,
)
def close_payout_group(group_id: str, body: dict[str, Any], once: Once, expected_version: int) -> Group:
    """Closes a street."""
    return closing.close_group(
        context(), require_actor(), group_id, once=once, expected_version=expected_version, **body
    )


@api.endpoint(
    "POST",
    "/payout-groups/<group_id>/reopenings",
    summary="Open een afgesloten straat weer",
    right=UPDATE,
    answer=GroupOut(),
    idempotent=True,
    if_match=True,
    tags=TAGS,
)
def reopen_payout_group(group_id: str, once: Once, expected_version: int) -> Group:
    """Opens a closed street."""
    return closing.reopen_group(context(), require_actor(), group_id, once=once, expected_version=expected_version)


@api.endpoint(
    "POST",
    "/payout-groups/<group_id>/receipt-links",
    summary="Maak een link waarmee de groep bonnen stuurt; een eerdere werkt daarna niet meer",
    right=UPDATE,
    body=LinkIn(),
    answer=ReceiptLinkOut(),
    status=201,
    idempotent=True,
    tags=TAGS,
)
def make_receipt_link(group_id: str, body: dict[str, Any], once: Once) -> dict[str, Any]:
    """Makes a link. The secret is not kept, so a repeat does not give it again."""
    kept = replace_present(once, lambda made: {"status": 201, "body": ReceiptLinkOut().dump(_link(made, None))})
    made = linking.make_link(context(), require_actor(), group_id, once=kept, **body)
    return _link(made, made.secret)


@api.endpoint(
    "POST",
    "/payout-groups/<group_id>/receipt-link-endings",
    summary="Laat de link voor bonnen stoppen",
    right=UPDATE,
    answer=GroupOut(),
    idempotent=True,
    tags=TAGS,
)
def end_receipt_link(group_id: str, once: Once) -> Group:
    """The link stops working."""
    return linking.end_link(context(), require_actor(), group_id, once=once)


def _link(made: linking.MadeLink, secret: str | None) -> dict[str, Any]:
    return {"id": made.link.id, "ends_on": made.link.ends_on, "secret": secret}
