"""Payments gathered for the bank."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from flask import Response

from services.tracker.api.payouts.bank_answers import BatchesOut, BatchOut, BatchViewOut
from services.tracker.api.payouts.bodies import BankRefusalIn, BatchIn, FileIn
from services.tracker.api.routes import api, context
from services.tracker.domain.payouts.records import Batch
from services.tracker.usecases.payouts import bank_refused as refusing
from services.tracker.usecases.payouts import decide_batch as deciding
from services.tracker.usecases.payouts import export_batch as exporting
from services.tracker.usecases.payouts import propose_batch as proposing
from services.tracker.usecases.payouts.acting import APPROVE, READ, UPDATE
from services.tracker.usecases.payouts.see_batches import BatchList, list_batches, read_batch
from shared.access.web import require_actor
from shared.plumbing.idempotency import Once
from shared.uploads.serving import as_download

TAGS = ("payouts",)


@api.endpoint(
    "GET",
    "/payout-hosts/<host_id>/batches",
    summary="Wat nu betaald kan worden, en de betalingen tot nu toe",
    right=READ,
    answer=BatchesOut(),
    tags=TAGS,
)
def get_batches(host_id: str) -> BatchList:
    """The batches of a host."""
    return list_batches(context(), require_actor(), host_id)


@api.endpoint(
    "POST",
    "/payout-hosts/<host_id>/batches",
    summary="Stel een betaling voor; een tweede persoon keurt haar goed",
    right=UPDATE,
    body=BatchIn(),
    answer=BatchOut(),
    status=201,
    idempotent=True,
    tags=TAGS,
)
def propose_batch(host_id: str, body: dict[str, Any], once: Once) -> Batch:
    """Proposes a batch."""
    return proposing.propose_batch(context(), require_actor(), host_id, once=once, **body)


@api.endpoint(
    "GET",
    "/payout-batches/<batch_id>",
    summary="Een betaling met alle bedragen",
    right=READ,
    answer=BatchViewOut(),
    tags=TAGS,
)
def get_batch(batch_id: str) -> dict[str, Any]:
    """One batch."""
    view = read_batch(context(), require_actor(), batch_id)
    return asdict(view.batch) | {"lines": view.lines}


@api.endpoint(
    "POST",
    "/payout-batches/<batch_id>/approvals",
    summary="Keur een betaling goed als tweede persoon",
    right=APPROVE,
    answer=BatchOut(),
    idempotent=True,
    if_match=True,
    tags=TAGS,
)
def approve_batch(batch_id: str, once: Once, expected_version: int) -> Batch:
    """The second person says yes."""
    return deciding.approve_batch(context(), require_actor(), batch_id, once=once, expected_version=expected_version)


@api.endpoint(
    "POST",
    "/payout-batches/<batch_id>/stops",
    summary="Stop een betaling voordat het bestand is gemaakt",
    right=UPDATE,
    answer=BatchOut(),
    idempotent=True,
    if_match=True,
    tags=TAGS,
)
def stop_batch(batch_id: str, once: Once, expected_version: int) -> Batch:
    """Takes the batch apart."""
    return deciding.stop_batch(context(), require_actor(), batch_id, once=once, expected_version=expected_version)


@api.endpoint(
    "POST",
    "/payout-batches/<batch_id>/refusals",
    summary="De bank weigerde het bestand; wat niet is betaald staat weer gepland",
    right=UPDATE,
    body=BankRefusalIn(),
    answer=BatchOut(),
    idempotent=True,
    if_match=True,
    tags=TAGS,
)
def bank_refused(batch_id: str, body: dict[str, Any], once: Once, expected_version: int) -> Batch:
    """Somebody else than who made the file says that the bank refused it."""
    return refusing.bank_refused(
        context(), require_actor(), batch_id, once=once, expected_version=expected_version, **body
    )


@api.endpoint(
    "POST",
    "/payout-batches/<batch_id>/files",
    summary="Haal het bestand voor de bank op (pain.001); opnieuw gevraagd is het hetzelfde bestand",
    right=UPDATE,
    body=FileIn(),
    files=("application/xml",),
    tags=TAGS,
)
def get_batch_file(batch_id: str, body: dict[str, Any]) -> Response:
    """The file for the bank. A repeat gives the same by itself, so there is no key to send."""
    made = exporting.export_batch(context(), require_actor(), batch_id, schema=body["schema"])
    return as_download(made.content.encode(), f"{batch_id}.xml", "application/xml")
