"""Bank statements of a host."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from services.tracker.api.payouts.bank_answers import StatementEntryOut, StatementOut, StatementsOut, StatementViewOut
from services.tracker.api.payouts.bodies import SettlementIn, StatementIn, UndoingIn
from services.tracker.api.routes import api, context
from services.tracker.domain.payouts.matching import Found
from services.tracker.domain.payouts.records import Entry, Statement
from services.tracker.domain.payouts.states import EntryState
from services.tracker.gateways.camt import MAX_BYTES
from services.tracker.usecases.payouts import settling, statements, undoing
from services.tracker.usecases.payouts.acting import READ, UPDATE
from services.tracker.usecases.payouts.see_statements import list_statements, read_statement
from shared.access.web import require_actor
from shared.plumbing.idempotency import Once

TAGS = ("payouts",)
FORM_AROUND = 20_000


@api.endpoint(
    "GET",
    "/payout-hosts/<host_id>/statements",
    summary="De ingelezen bankafschriften",
    right=READ,
    answer=StatementsOut(),
    tags=TAGS,
)
def get_statements(host_id: str) -> dict[str, list[Statement]]:
    """The statements of a host."""
    __, found = list_statements(context(), require_actor(), host_id)
    return {"items": found}


@api.endpoint(
    "POST",
    "/payout-hosts/<host_id>/statements",
    summary="Lees een bankafschrift in (CAMT.053); hetzelfde bestand verandert niets",
    right=UPDATE,
    body=StatementIn(),
    answer=StatementOut(),
    status=201,
    idempotent=True,
    max_body=MAX_BYTES + FORM_AROUND,
    tags=TAGS,
)
def take_statement(host_id: str, body: dict[str, Any], once: Once) -> Statement:
    """Takes a statement in."""
    file = body["file"]
    return statements.take_statement(context(), require_actor(), host_id, file.filename or "", file.read(), once=once)


@api.endpoint(
    "GET",
    "/payout-statements/<statement_id>",
    summary="Een bankafschrift met wat elke regel is",
    right=READ,
    answer=StatementViewOut(),
    tags=TAGS,
)
def get_statement(statement_id: str) -> dict[str, Any]:
    """One statement."""
    view = read_statement(context(), require_actor(), statement_id)
    return asdict(view.statement) | {"lines": view.entries}


@api.endpoint(
    "POST",
    "/statement-entries/<entry_id>/settlements",
    summary="Zeg wat een regel van een afschrift is, of leg hem opzij",
    right=UPDATE,
    body=SettlementIn(),
    answer=StatementEntryOut(),
    idempotent=True,
    if_match=True,
    tags=TAGS,
)
def settle_entry(entry_id: str, body: dict[str, Any], once: Once, expected_version: int) -> Entry:
    """A person says what a line is."""
    meaning = body["meaning"]
    found = Found(EntryState.SETTLED, **body) if meaning else Found(EntryState.ASIDE)
    return settling.settle_entry(
        context(), require_actor(), entry_id, found, once=once, expected_version=expected_version
    )


@api.endpoint(
    "POST",
    "/statement-entries/<entry_id>/undoings",
    summary="Draai terug wat een regel van een afschrift is; de regel wacht weer",
    right=UPDATE,
    body=UndoingIn(),
    answer=StatementEntryOut(),
    idempotent=True,
    if_match=True,
    tags=TAGS,
)
def undo_entry(entry_id: str, body: dict[str, Any], once: Once, expected_version: int) -> Entry:
    """A line waits for a person again."""
    return undoing.undo_entry(
        context(), require_actor(), entry_id, reason=body["reason"], once=once, expected_version=expected_version
    )
