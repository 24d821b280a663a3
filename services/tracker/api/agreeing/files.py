"""Agreements and strategies: writing, reading, listing."""

from __future__ import annotations

from typing import Any

from services.tracker.api.agreeing.shapes import (
    AgreementFileOut,
    AgreementIn,
    AgreementOut,
    AgreementsOut,
    AgreementsQuery,
    NewAgreementIn,
    StrategiesOut,
    StrategyIn,
    StrategyOut,
)
from services.tracker.api.routes import api, context
from services.tracker.domain.agreements.records import Agreement, Strategy
from services.tracker.usecases.agreeing import create_agreement as creating
from services.tracker.usecases.agreeing import edit_agreement as editing
from services.tracker.usecases.agreeing import keep_strategy as keeping
from services.tracker.usecases.agreeing.list_agreements import list_agreements, list_strategies
from services.tracker.usecases.agreeing.parties import CREATE, READ, WRITE
from services.tracker.usecases.agreeing.read_agreement import read_agreement
from services.tracker.usecases.agreeing.wanted import Wanted
from shared.access.web import require_actor
from shared.plumbing.idempotency import Once

TAGS = ("agreements",)


@api.endpoint(
    "POST",
    "/agreements",
    summary="Schrijf op wat een plek en een partner willen afspreken",
    right=CREATE,
    body=NewAgreementIn(),
    answer=AgreementOut(),
    status=201,
    idempotent=True,
    tags=TAGS,
)
def add_agreement(body: dict[str, Any], once: Once) -> Agreement:
    """Keeps a draft."""
    return creating.create_agreement(context(), require_actor(), body["place_id"], body["agreement"], once=once)


@api.endpoint(
    "GET",
    "/agreements",
    summary="De afspraken van een plek, een partner of een wijkstrategie",
    right=READ,
    query=AgreementsQuery(),
    answer=AgreementsOut(),
    tags=TAGS,
)
def get_agreements(query: dict[str, Any]) -> dict[str, object]:
    """The agreements that this person may read."""
    return {"items": [listed.agreement for listed in list_agreements(context(), require_actor(), **query)]}


@api.endpoint(
    "GET",
    "/agreements/<agreement_id>",
    summary="Alles van één set afspraken",
    right=READ,
    answer=AgreementFileOut(),
    tags=TAGS,
)
def get_agreement(agreement_id: str) -> dict[str, object]:
    """The whole file of one agreement."""
    file = read_agreement(context(), require_actor(), agreement_id)
    return vars(file.agreement) | {
        "versions": [vars(terms) | {"state": terms.state.value} for terms in file.versions],
        "signatures": file.signatures,
        "duties": file.duties,
        "talks": file.talks,
        "allowed_events": file.allowed_events,
    }


@api.endpoint(
    "PUT",
    "/agreements/<agreement_id>",
    summary="Schrijf het concept opnieuw",
    right=WRITE,
    body=AgreementIn(),
    answer=AgreementOut(),
    if_match=True,
    tags=TAGS,
)
def edit_agreement(agreement_id: str, body: Wanted, expected_version: int) -> Agreement:
    """Writes the draft anew."""
    return editing.edit_agreement(context(), require_actor(), agreement_id, body, expected_version=expected_version)


@api.endpoint(
    "GET",
    "/neighbourhood-strategies",
    summary="De wijkstrategieën die u mag zien",
    right=READ,
    answer=StrategiesOut(),
    tags=TAGS,
)
def get_strategies() -> dict[str, object]:
    """The strategies."""
    return {"items": list_strategies(context(), require_actor())}


@api.endpoint(
    "POST",
    "/neighbourhood-strategies",
    summary="Schrijf een wijkstrategie op",
    right=CREATE,
    body=StrategyIn(),
    answer=StrategyOut(),
    status=201,
    idempotent=True,
    tags=TAGS,
)
def add_strategy(body: dict[str, Any], once: Once) -> Strategy:
    """Keeps a strategy."""
    given = body | {"goals": tuple(body["goals"])}
    return keeping.keep_strategy(context(), require_actor(), given.pop("organisation_id"), once=once, **given)


@api.endpoint(
    "PUT",
    "/neighbourhood-strategies/<strategy_id>",
    summary="Schrijf een wijkstrategie opnieuw",
    right=WRITE,
    body=StrategyIn(),
    answer=StrategyOut(),
    if_match=True,
    tags=TAGS,
)
def edit_strategy(strategy_id: str, body: dict[str, Any], expected_version: int) -> Strategy:
    """Writes a strategy anew."""
    given = body | {"goals": tuple(body["goals"]), "strategy_id": strategy_id}
    organisation_id = given.pop("organisation_id")
    return keeping.keep_strategy(
        context(), require_actor(), organisation_id, expected_version=expected_version, **given
    )
