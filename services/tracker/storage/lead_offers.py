"""Storage of offers of the lead: the lead that offers reaches a row, and so does the partner that it is offered to."""

from __future__ import annotations

from dataclasses import asdict, replace
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from services.tracker.domain.lead_offers import LeadOffer, OfferState
from services.tracker.storage.tables import lead_offer as table
from shared.access.scope import Scope
from shared.kernel.errors import NotFound, Stale
from shared.wording.texts import gettext as _


def add(connection: Connection, scope: Scope, offer: LeadOffer) -> None:
    """Keeps a new offer. Raises NotFound when the lead is out of reach."""
    if not scope.reaches(offer.place_id):
        raise NotFound(_("Deze plek is niet gevonden."))
    connection.execute(sa.insert(table).values(**_values(offer)))


def open_of(connection: Connection, scope: Scope, application_id: str) -> LeadOffer | None:
    """The offer of an application that nobody answered yet, None when there is none or it is out of reach."""
    condition = (table.c.application_id == application_id, table.c.state == OfferState.OPEN.value, _in_reach(scope))
    row = connection.execute(sa.select(table).where(*condition).order_by(table.c.id.desc())).first()
    return None if row is None else _record(row)


def change(connection: Connection, scope: Scope, before: LeadOffer, **values: Any) -> LeadOffer:
    """Writes new values over the state and version that `before` had. Raises Stale when somebody else was first."""
    after = replace(before, version=before.version + 1, **values)
    condition = (
        table.c.id == before.id,
        table.c.state == before.state.value,
        table.c.version == before.version,
        _in_reach(scope),
    )
    if connection.execute(sa.update(table).where(*condition).values(**_values(after))).rowcount != 1:
        raise Stale(_("Iemand anders heeft dit net veranderd. Kijk eerst wat er nu staat."))
    return after


def _in_reach(scope: Scope) -> sa.ColumnElement[bool]:
    return sa.or_(scope.limits(table.c.place_id), scope.limits(table.c.partner_id))


def _values(offer: LeadOffer) -> dict[str, Any]:
    return asdict(offer) | {"state": offer.state.value, "document_ids": list(offer.document_ids)}


def _record(row: sa.Row[Any]) -> LeadOffer:
    values = dict(row._mapping)
    document_ids = tuple(values["document_ids"])
    return LeadOffer(**values | {"state": OfferState(values["state"]), "document_ids": document_ids})
