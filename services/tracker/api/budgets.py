"""The budget of an application's project, its funding plan, its versions, and messages to other funders."""

from __future__ import annotations

from typing import Any

from services.tracker.api.budget_answers import (
    BudgetOut,
    BudgetVersionOut,
    BudgetViewOut,
    ComparisonOut,
    FunderNoteOut,
    FunderNotesOut,
    FundingPlanOut,
    view_out,
)
from services.tracker.api.budget_bodies import BudgetIn, CompareQuery, GapIn, NoteClosedIn, WhatIfQuery, parts_of
from services.tracker.api.routes import api, context
from services.tracker.domain.budgets.plan import Plan
from services.tracker.domain.budgets.records import BudgetVersion, FunderNote
from services.tracker.usecases.budgeting import accept_gap as accepting
from services.tracker.usecases.budgeting import close_note as closing
from services.tracker.usecases.budgeting import read_budget as reading
from services.tracker.usecases.budgeting import save_budget as saving
from services.tracker.usecases.budgeting.compare_versions import Comparison, compare_versions
from services.tracker.usecases.budgeting.read_note import read_note
from services.tracker.usecases.budgeting.working import READ, Working
from shared.access.web import require_actor
from shared.plumbing.idempotency import Once

TAGS = ("budgets",)
PATH = "/applications/<application_id>/budget"


@api.endpoint(
    "GET",
    PATH,
    summary="De begroting en het dekkingsplan van het plan waar deze aanvraag bij hoort",
    description="Alle aanvragen voor dezelfde behoefte delen één begroting. De ETag is de versie om te veranderen.",
    right=READ,
    answer=BudgetViewOut(),
    tags=TAGS,
)
def get_budget(application_id: str) -> dict[str, object]:
    """The budget with its plan."""
    return view_out(reading.read_budget(context(), require_actor(), application_id))


@api.endpoint(
    "PUT",
    PATH,
    summary="Schrijf de begroting",
    description='Wat u weglaat, blijft zoals het is. If-Match is de versie van de begroting, "0" voor de eerste keer.',
    right=saving.RIGHT,
    body=BudgetIn(),
    answer=BudgetOut(),
    if_match=True,
    tags=TAGS,
)
def put_budget(application_id: str, body: dict[str, Any], expected_version: int) -> Working:
    """Writes lines, covers and shares."""
    parts = parts_of(body)
    return saving.save_budget(context(), require_actor(), application_id, expected_version=expected_version, **parts)


@api.endpoint(
    "POST",
    f"{PATH}/gap-acceptances",
    summary="Ga door terwijl het dekkingsplan een tekort heeft",
    description="Geldt voor precies het tekort van nu. If-Match is de versie van de begroting.",
    right=accepting.RIGHT,
    body=GapIn(),
    answer=BudgetOut(),
    idempotent=True,
    if_match=True,
    tags=TAGS,
)
def add_gap_acceptance(application_id: str, body: dict[str, Any], once: Once, expected_version: int) -> Working:
    """Accepts the gap of now, with its reason."""
    return accepting.accept_gap(
        context(), require_actor(), application_id, once=once, expected_version=expected_version, **body
    )


@api.endpoint(
    "GET",
    f"{PATH}/what-if",
    summary="Het dekkingsplan als een bron minder geeft, of niets; er wordt niets bewaard",
    right=READ,
    query=WhatIfQuery(),
    answer=FundingPlanOut(),
    tags=TAGS,
)
def get_what_if(application_id: str, query: dict[str, Any]) -> Plan:
    """The plan without that money."""
    _cover, then = reading.what_if(context(), require_actor(), application_id, query["cover"], query["amount"])
    return then


@api.endpoint(
    "GET",
    f"{PATH}/versions/<int:number>",
    summary="Een vastgelegde versie van de begroting",
    right=READ,
    answer=BudgetVersionOut(),
    tags=TAGS,
)
def get_budget_version(application_id: str, number: int) -> BudgetVersion:
    """A version as it was frozen."""
    return reading.read_version(context(), require_actor(), application_id, number)


@api.endpoint(
    "GET",
    f"{PATH}/versions/<int:number>/differences",
    summary="Wat er veranderde sinds deze versie, tot nu of tot een andere versie",
    right=READ,
    query=CompareQuery(),
    answer=ComparisonOut(),
    tags=TAGS,
)
def get_budget_differences(application_id: str, number: int, query: dict[str, Any]) -> Comparison:
    """Two versions beside each other."""
    return compare_versions(context(), require_actor(), application_id, number, query["to"])


@api.endpoint(
    "GET",
    "/applications/<application_id>/funder-notes",
    summary="Berichten aan deze gever die klaarliggen of zijn afgehandeld",
    description="Steunstromen stuurt ze nooit zelf. De tekst is om over te nemen.",
    right=READ,
    answer=FunderNotesOut(),
    tags=TAGS,
)
def get_funder_notes(application_id: str) -> dict[str, object]:
    """The messages with their texts."""
    view = reading.read_budget(context(), require_actor(), application_id)
    notes = [read_note(context(), require_actor(), application_id, note.id) for note in view.notes]
    return {"items": [{**vars(one.note), "text": "\n\n".join(one.paragraphs)} for one in notes]}


@api.endpoint(
    "POST",
    "/applications/<application_id>/funder-notes/<note_id>/closings",
    summary="Leg vast dat de gever het weet, of leg het bericht weg",
    description="If-Match is de versie van het bericht.",
    right=closing.RIGHT,
    body=NoteClosedIn(),
    answer=FunderNoteOut(),
    idempotent=True,
    if_match=True,
    tags=TAGS,
)
def add_note_closing(
    application_id: str, note_id: str, body: dict[str, Any], once: Once, expected_version: int
) -> FunderNote:
    """Ends the message."""
    return closing.close_note(
        context(), require_actor(), application_id, note_id, once=once, expected_version=expected_version, **body
    )
