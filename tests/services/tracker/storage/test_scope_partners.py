"""What a partner reaches of an application of another place: its part, what is agreed, and nothing else."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

from services.tracker.domain.partners import Part
from services.tracker.domain.records import FirstContact
from services.tracker.storage import (
    applications,
    backings,
    budgets,
    deadlines,
    document_links,
    documents,
    dossier,
    lead_offers,
    partnerships,
    reminders,
    snapshots,
    tasks,
)
from services.tracker.storage.tables import metadata
from services.tracker.usecases.partnering.ask_partner import ask_partner
from services.tracker.usecases.partnering.offer_lead import offer_lead
from shared.access.scope import NOBODY, SYSTEM
from shared.kernel.errors import NotFound, Stale
from tests.services.tracker.acts import begin, do, join_coalition
from tests.services.tracker.client import client_of

REACHED = {"partnership", "lead_offer"}
SECRETS = ("NL91ABNA0417164300", "Alleen voor ons", "Eigen potje", "123,45", "123.45")


@pytest.fixture
def kept(world):
    """A draft with a partner that is asked to become the lead."""
    join_coalition(world)
    made = begin(world)
    part = do(world, ask_partner, "bea", made, part=Part("kookt", 100_000), partner_id=world.ids["other"])
    do(world, offer_lead, "bea", made, partnership_id=part.id, part=Part("bouwt", 50_000))
    return world, made, part


def test_a_partner_reaches_its_part_and_the_question_and_nothing_else(kept):
    world, made, part = kept
    scope = world.actor("otto").scope
    with world.ctx.database.read() as connection:
        assert [one.id for one in partnerships.of_application(connection, scope, made.id)] == [part.id]
        offer = lead_offers.open_of(connection, scope, made.id)
        assert offer is not None and offer.partnership_id == part.id
        for read in (applications.get, snapshots.of_application):
            with pytest.raises(NotFound):
                read(connection, scope, made.id)
        assert backings.of_application(connection, scope, made.id) is None
        assert budgets.of_project(connection, scope, made.place_id, made.need_id) is None
        assert deadlines.of_application(connection, scope, made.id) == []
        assert reminders.of_application(connection, scope, made.id) == []
        assert tasks.of_application(connection, scope, made.id) == []
        assert dossier.of_application(connection, scope, FirstContact, made.id) == []
        assert document_links.of_application(connection, scope, made.id) == []
        assert documents.of_place(connection, scope, made.place_id) == []
        assert partnerships.of_application(connection, NOBODY, made.id) == []
        assert lead_offers.open_of(connection, NOBODY, made.id) is None


def test_no_row_of_another_table_is_in_reach_of_the_partner(kept):
    world, made, _part = kept
    scope = world.actor("otto").scope
    with world.ctx.database.read() as connection:
        for table in metadata.sorted_tables:
            if {"application_id", "place_id"} <= set(table.c.keys()):
                here = (table.c.application_id == made.id, scope.limits(table.c.place_id))
                assert connection.execute(sa.select(sa.func.count()).where(*here)).scalar() == 0, table.name


def test_h_the_pages_of_the_partner_tell_no_figure_that_was_not_agreed(kept):
    world, made, part = kept
    lead, partner = client_of(world, "bea"), client_of(world, "otto")
    line = {"text": "Eigen potje", "amount": "123.45"}
    assert lead.send("PUT", f"/applications/{made.id}/budget", {"lines": [line]}, version=0).status_code == 200
    assert lead.send("POST", f"/applications/{made.id}/tasks", {"text": "Alleen voor ons"}).status_code == 201
    version = lead.send("GET", f"/applications/{made.id}").json["version"]
    backing = {"receiver": "NL91ABNA0417164300"}
    assert lead.send("PUT", f"/applications/{made.id}/backing", backing, version=version).status_code == 200
    for text in (
        partner.get(f"/applications/{made.id}/partners").text,
        partner.get("/partners").text,
        partner.send("GET", f"/applications/{made.id}/partners").text,
        partner.send("GET", f"/joint-applications?placeId={world.ids['other']}").text,
    ):
        assert made.title in text, "it is about this application"
        assert not [secret for secret in SECRETS if secret in text]
    for path in (
        "",
        "/budget",
        "/documents",
        "/tasks",
        "/timeline",
        f"/partners/{part.id}/sheet",
        f"/partners/{part.id}/lead",
    ):
        assert lead.get(f"/applications/{made.id}{path}").status_code == 200, path
        assert partner.get(f"/applications/{made.id}{path}").status_code == 404, path


def test_writing_out_of_reach_changes_nothing(kept):
    world, made, _part = kept
    with world.ctx.database.transaction() as connection:
        offer = lead_offers.open_of(connection, SYSTEM, made.id)
        assert offer is not None
        with pytest.raises(NotFound):
            lead_offers.add(connection, world.actor("otto").scope, offer)
        with pytest.raises(Stale):
            lead_offers.change(connection, NOBODY, offer, reason="x")
        lead_offers.change(connection, SYSTEM, offer, reason="eerst")
        with pytest.raises(Stale):
            lead_offers.change(connection, SYSTEM, offer, reason="tweede")
