"""Storage of what parties promise by version, and of the signatures under it.

Callers got the agreement itself in reach first; these rows follow it.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from services.tracker.domain.agreements.promises import Promise, PromiseKind, Rhythm, Side
from services.tracker.domain.agreements.records import Agreement, Signature, Terms, TermsState
from services.tracker.storage.tables import agreement_signature, agreement_terms


def add(connection: Connection, terms: Terms) -> None:
    """Keeps a version."""
    connection.execute(
        sa.insert(agreement_terms).values(
            agreement_id=terms.agreement_id,
            number=terms.number,
            place_id=terms.place_id,
            state=terms.state.value,
            promises=[_to_json(promise) for promise in terms.promises],
            ends_on=terms.ends_on,
            reason=terms.reason,
            made_by=terms.made_by,
            made_at=terms.made_at,
        )
    )


def of_agreements(connection: Connection, agreement_ids: list[str]) -> dict[str, list[Terms]]:
    """The versions of each of these agreements, oldest first, in one query."""
    query = (
        sa.select(agreement_terms)
        .where(agreement_terms.c.agreement_id.in_(agreement_ids))
        .order_by(agreement_terms.c.agreement_id, agreement_terms.c.number)
    )
    found: dict[str, list[Terms]] = {agreement_id: [] for agreement_id in agreement_ids}
    for row in connection.execute(query):
        found[row.agreement_id].append(_record(row))
    return found


def rewrite(connection: Connection, agreement: Agreement, number: int, promises: tuple[Promise, ...]) -> None:
    """Replaces the promises of a version that is still open."""
    condition = (
        agreement_terms.c.agreement_id == agreement.id,
        agreement_terms.c.number == number,
        agreement_terms.c.state == TermsState.OPEN.value,
    )
    values = {"promises": [_to_json(promise) for promise in promises], "ends_on": agreement.ends_on}
    connection.execute(sa.update(agreement_terms).where(*condition).values(**values))


def set_state(connection: Connection, agreement_id: str, before: TermsState, after: TermsState) -> None:
    """Moves the version that is in one state to another."""
    condition = (agreement_terms.c.agreement_id == agreement_id, agreement_terms.c.state == before.value)
    connection.execute(sa.update(agreement_terms).where(*condition).values(state=after.value))


def put_in_force(connection: Connection, agreement_id: str, on: date) -> None:
    """Lets the open version hold from a day on, in place of the one before it."""
    set_state(connection, agreement_id, TermsState.IN_FORCE, TermsState.REPLACED)
    mine = (agreement_terms.c.agreement_id == agreement_id, agreement_terms.c.state == TermsState.OPEN.value)
    values = {"state": TermsState.IN_FORCE.value, "in_force_on": on}
    connection.execute(sa.update(agreement_terms).where(*mine).values(**values))


def sign(connection: Connection, signature: Signature) -> None:
    """Keeps a signature."""
    values = {name: getattr(signature, name) for name in _SIGNATURE} | {"side": signature.side.value}
    connection.execute(sa.insert(agreement_signature).values(**values))


def void_signatures(connection: Connection, agreement_id: str, number: int, now: datetime) -> None:
    """Takes back the signatures under a version whose text changed."""
    condition = (
        agreement_signature.c.agreement_id == agreement_id,
        agreement_signature.c.number == number,
        agreement_signature.c.void_at.is_(None),
    )
    connection.execute(sa.update(agreement_signature).where(*condition).values(void_at=now))


def signatures(connection: Connection, agreement_id: str) -> list[Signature]:
    """The signatures that hold, oldest first."""
    query = (
        sa.select(agreement_signature)
        .where(agreement_signature.c.agreement_id == agreement_id, agreement_signature.c.void_at.is_(None))
        .order_by(agreement_signature.c.recorded_at, agreement_signature.c.id)
    )
    return [
        Signature(**{name: getattr(row, name) for name in _SIGNATURE}, side=Side(row.side))
        for row in connection.execute(query)
    ]


def _to_json(promise: Promise) -> dict[str, Any]:
    return {
        "id": promise.id,
        "side": promise.side.value,
        "kind": promise.kind.value,
        "text": promise.text,
        "rhythm": promise.rhythm.value,
        "starts_on": promise.starts_on.isoformat(),
        "ends_on": promise.ends_on.isoformat() if promise.ends_on else None,
        "quantity": promise.quantity,
        "rate_cents": promise.rate_cents,
        "value_cents": promise.value_cents,
    }


def _promise(kept: dict[str, Any]) -> Promise:
    return Promise(
        id=kept["id"],
        side=Side(kept["side"]),
        kind=PromiseKind(kept["kind"]),
        text=kept["text"],
        rhythm=Rhythm(kept["rhythm"]),
        starts_on=date.fromisoformat(kept["starts_on"]),
        ends_on=date.fromisoformat(kept["ends_on"]) if kept["ends_on"] else None,
        quantity=kept["quantity"],
        rate_cents=kept["rate_cents"],
        value_cents=kept["value_cents"],
    )


def _record(row: sa.Row[Any]) -> Terms:
    return Terms(
        agreement_id=row.agreement_id,
        number=row.number,
        place_id=row.place_id,
        state=TermsState(row.state),
        promises=tuple(_promise(kept) for kept in row.promises),
        ends_on=row.ends_on,
        reason=row.reason,
        made_by=row.made_by,
        made_at=row.made_at,
        in_force_on=row.in_force_on,
    )


_SIGNATURE = (
    "id",
    "agreement_id",
    "place_id",
    "number",
    "signed_by",
    "signed_on",
    "elsewhere",
    "recorded_by",
    "recorded_at",
)
