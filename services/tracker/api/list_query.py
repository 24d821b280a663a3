"""Which applications: the query of the list, the pipeline and the file to take along."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from marshmallow import fields, validate

from services.tracker.api.bodies import MAX_TITLE
from services.tracker.api.pieces import choice, text
from services.tracker.domain.phases import Phase
from services.tracker.domain.states import State
from services.tracker.domain.wanted import Wanted, wanted_of
from shared.contracts.codes import codes
from shared.plumbing.schemas import CamelSchema

MOST_DAYS = 3_650


class WantedQuery(CamelSchema):
    """What the applications must be; what is left out asks nothing."""

    words = text(MAX_TITLE, 1, metadata={"description": "woorden in naam, behoefte, bron, gever of kenmerk"})
    phase = fields.String(validate=choice([phase.value for phase in Phase]))
    state = fields.String(validate=choice([state.value for state in State]))
    place_id = text(36, 1)
    provider_kind = fields.String(validate=choice(list(codes("provider_kind"))))
    owner_id = text(36, 1, metadata={"description": "wie dit doet"})
    started_by = text(36, 1)
    closes_within = fields.Integer(
        validate=validate.Range(1, MOST_DAYS, error=f"Kies een getal van 1 tot {MOST_DAYS}."),
        metadata={"description": "dagen"},
    )
    overdue = fields.Boolean(load_default=False)


class ApplicationsQuery(WantedQuery):
    """Which applications, and which page of them."""

    cursor = text(200, 1)
    limit = fields.Integer(load_default=50, validate=validate.Range(1, 100, error="Kies een getal van 1 tot 100."))


def wanted_by(query: Mapping[str, Any], now: datetime) -> Wanted:
    """What a query asks for; one state says more than the phase that it belongs to."""
    wanted = wanted_of(
        now,
        text=query.get("words", ""),
        phases=(Phase(query["phase"]),) if "phase" in query else (),
        place_id=query.get("place_id"),
        provider_kind=query.get("provider_kind"),
        owner_id=query.get("owner_id"),
        started_by=query.get("started_by"),
        closes_within=query.get("closes_within"),
        overdue=query["overdue"],
    )
    return replace(wanted, states=(State(query["state"]),)) if "state" in query else wanted
