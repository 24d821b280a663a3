"""Another lead for a joint application: asked by one board, answered by another, on SQLite and on PostgreSQL."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

from services.tracker.storage import lead_moves
from services.tracker.storage.tables import metadata
from services.tracker.usecases.documents.add_document import add_document
from shared.access.actors import Role
from shared.access.enrolment import add_person, give_role
from shared.uploads import check_upload
from tests.services.tracker.acts import begin, join_coalition
from tests.services.tracker.client import client_of
from tests.services.tracker.usecases.test_partnering import approve, asked, joint, sign, version_of
from tests.services.tracker.world import NOW
from tests.shared.uploads import made_files as made

LINE = {"text": "Keuken", "amount": "4000"}
KEEPS = {"role": "kookt", "share": "1500", "tasks": "Koken op dinsdag"}


class Shared:
    """A draft of the place with De buren as partner; `lead` and `partner` are their boards."""

    def __init__(self, world):
        join_coalition(world)
        self.world, self.id = world, begin(world).id
        self.lead, self.partner = client_of(world, "bea"), client_of(world, "otto")
        self.part = asked(self.lead, self.id, partnerId=world.ids["other"])["id"]

    @property
    def path(self):
        return f"/applications/{self.id}/partners"

    def offer(self, client=None, **changes):
        client, version = client or self.lead, version_of(self.lead, self.id)
        return client.send("POST", f"{self.path}/{self.part}/lead-offer", KEEPS | changes, version=version)

    def answer(self, what, client=None, version=1, body=None):
        path = f"{self.path}/{self.part}/lead-offer/{what}"
        return (client or self.partner).send("POST", path, body, version=version)

    def paper(self, name, kind="quotes", application_id=None):
        checked = check_upload(made.pdf((name,)), f"{name}.pdf")
        actor, at = self.world.actor("bea"), application_id or self.id
        return add_document(
            self.world.ctx, actor, place_id=self.world.place, checked=checked, kind=kind, application_id=at
        ).id

    def member_of(self, place, name, role=Role.BOARD):
        with self.world.ctx.people.transaction() as connection:
            if name not in self.world.ids:
                self.world.ids[name] = add_person(connection, email=f"{name}@voorbeeld.nl", name=name, at=NOW)
            give_role(connection, person_id=self.world.ids[name], organisation_id=place, role=role, at=NOW)
        return client_of(self.world, name)


@pytest.fixture
def shared(world):
    return Shared(world)


@pytest.fixture
def small(small_world):
    return Shared(small_world)


def filled(shared):
    """Gives the application a row in many tables: budget, frozen version, papers, task of a person, first contact."""
    lead, id_ = shared.lead, shared.id
    lead.send("PUT", f"/applications/{id_}/backing", {"receiver": "Stichting Oud"}, version=version_of(lead, id_))
    written = lead.send("PUT", f"/applications/{id_}/budget", {"lines": [LINE]}, version=0)
    assert written.status_code == 200, written.json
    quote, statement = shared.paper("offerte"), shared.paper("afschrift", "bank_statement")
    sign(shared.partner, id_, shared.part)
    return quote, statement


def places_in(world, application_id, place_id):
    """In which tables a row of the application is of that place."""
    found = set()
    with world.ctx.database.read() as connection:
        for table in metadata.sorted_tables:
            if {"application_id", "place_id"} <= set(table.c.keys()):
                here = (table.c.application_id == application_id, table.c.place_id == place_id)
                if connection.execute(sa.select(sa.func.count()).where(*here)).scalar():
                    found.add(table.name)
    return found


def test_with_a_yes_everything_goes_over_and_the_old_lead_is_a_partner(shared):
    world, id_ = shared.world, shared.id
    other = world.ids["other"]
    quote, statement = filled(shared)
    was = places_in(world, id_, world.place)
    assert {"deadline", "task", "source_snapshot", "document_link", "partnership", "reminder", "backing"} <= was
    assert shared.offer(documentIds=[quote]).status_code == 200, shared.offer(documentIds=[quote]).json
    assert places_in(world, id_, other) == set(), "nothing moves before the yes"
    done = shared.answer("acceptance", version=2)
    assert done.status_code == 200, done.json
    assert places_in(world, id_, world.place) == {"lead_offer"}
    seen = shared.partner.send("GET", f"/applications/{id_}")
    assert seen.status_code == 200 and (seen.json["placeId"], seen.json["state"]) == (other, "draft")
    assert shared.lead.send("GET", f"/applications/{id_}").status_code == 404
    for page in ("", "/budget", "/partners", "/edit", "/timeline"):
        assert shared.partner.get(f"/applications/{id_}{page}").status_code == 200, page
        seen_by_old = shared.lead.get(f"/applications/{id_}{page}").status_code
        assert seen_by_old == (200 if page == "/partners" else 404), page
    view = joint(shared.lead, id_).json
    assert view["leadName"] == "De buren" and view["leadShare"] == "2500"
    (old,) = view["partners"]
    assert (old["partnerId"], old["share"], old["state"]) == (world.place, "1500", "invited")
    assert sign(shared.lead, id_, old["id"]).status_code == 200
    kept = {row["id"]: row["place_id"] for row in world.rows("document")}
    assert kept == {quote: other, statement: world.place}, "the bank statement stays with whose it is"
    assert shared.partner.get(f"/documents/{quote}/versions/1/file").status_code == 200
    assert shared.partner.get(f"/documents/{statement}").status_code == 404
    assert [row["receiver"] for row in world.rows("backing")] == [""], "money for one place is not for another"
    assert {row["organisation_id"] for row in world.rows("audit_entry") if "lead_" in row["action"]} == {
        world.place,
        other,
    }
    told = world.rows("matcher_event", application_id=id_)[-1]["body"]
    assert told["placeId"] == other


def test_every_table_of_an_application_goes_along_or_says_why_not(small):
    named = {table.name for table in lead_moves.of_application()} | lead_moves.STAYS
    assert named == {
        table.name for table in metadata.sorted_tables if {"application_id", "place_id"} <= set(table.c.keys())
    }


def test_a_no_and_taking_back_leave_all_as_it_was(small):
    assert small.answer("acceptance").status_code == 409, "nobody asked"
    assert small.offer().status_code == 200
    assert joint(small.partner, small.id).json["leadOffer"]["share"] == "1500"
    assert small.answer("refusal", body={"reason": "Geen tijd"}).status_code == 200
    assert small.answer("acceptance").status_code == 409
    small.offer()
    version = version_of(small.lead, small.id)
    assert small.lead.send("POST", f"{small.path}/lead-offer/withdrawal", version=version).status_code == 200
    assert small.answer("acceptance").status_code == 409
    assert places_in(small.world, small.id, small.world.ids["other"]) == set()
    told = [row["data"]["what"] for row in small.world.rows("outbox_intent", kind="partner_asked")]
    assert told.count("lead_offered") == 2 and told.count("lead_refused") == 1


def test_h_who_may_ask_and_answer(small):
    world = small.world
    member = small.member_of(world.place, "lid", Role.MEMBER)
    assert small.offer(client=member).status_code == 403
    assert small.offer(client=small.partner).status_code == 404
    assert small.offer().status_code == 200
    guest = small.member_of(world.ids["other"], "gast", Role.MEMBER)
    assert small.answer("acceptance", client=guest).status_code == 403
    assert small.answer("acceptance", client=small.lead).status_code == 409, "the lead does not say yes for its partner"
    assert small.answer("acceptance", version=7).status_code == 412


def test_a_yes_to_what_changed_meanwhile_is_none(small):
    small.offer()
    small.lead.submit(f"/applications/{small.id}/edit", title="Tuin", amount="4000")
    assert small.answer("acceptance").status_code == 412
    assert small.offer(share="4000.01").status_code == 400


def test_what_cannot_go_along_safely_blocks_with_a_reason(small):
    world, lead = small.world, small.lead
    assert small.offer(documentIds=[world.place]).status_code == 400
    paper = asked(lead, small.id, name="Stichting Samen", share="0")["id"]
    version = version_of(lead, small.id)
    refused = lead.send("POST", f"{small.path}/{paper}/lead-offer", KEEPS, version=version)
    assert refused.status_code == 409 and "Alleen een buurtplek" in refused.json["detail"]
    lead.send("POST", f"/applications/{small.id}/check-requests", version=version_of(lead, small.id))
    assert small.offer().status_code == 409, "not while somebody checks it"


def test_a_budget_that_another_application_leans_on_stays(small):
    world = small.world
    world.offer(source_id="ander-fonds", name="Ander fonds")
    filled(small)
    answer = small.lead.send("POST", "/applications", {"needId": "need-1", "sourceId": "ander-fonds"})
    assert answer.status_code == 201, answer.json
    refused = small.offer()
    assert refused.status_code == 409 and "ook bij een andere aanvraag" in refused.json["detail"]


def test_one_person_on_both_boards_signs_for_one_and_is_not_the_second_pair_of_eyes(small):
    world, id_ = small.world, small.id
    both = small.member_of(world.place, "duo")
    small.member_of(world.ids["other"], "duo")
    text = both.get(small.path).text
    assert "Lees en teken af voor De buren" in text and "Partner vragen" in text
    assert sign(both, id_, small.part).status_code == 200
    small.lead.send("POST", f"/applications/{id_}/check-requests", version=version_of(small.lead, id_))
    refused = approve(both, id_)
    assert refused.status_code == 409 and "U tekende al voor een partner" in refused.json["detail"]
    assert approve(small.lead, id_).status_code == 200


def test_who_wrote_it_for_the_lead_does_not_sign_for_the_partner(small):
    world, id_ = small.world, small.id
    small.member_of(world.ids["other"], "bea")
    both = client_of(world, "bea")
    refused = sign(both, id_, small.part)
    assert refused.status_code == 409 and "U schreef mee" in refused.json["detail"]
    assert small.offer(client=both).status_code == 200
    assert small.answer("acceptance", client=both).status_code == 409
    assert small.answer("acceptance").status_code == 200


def test_a_repeated_yes_is_one_yes(small):
    small.offer()
    path = f"{small.path}/{small.part}/lead-offer/acceptance"
    answers = [small.partner.send("POST", path, version=1, key="k" * 20) for _ in range(2)]
    assert [one.status_code for one in answers] == [200, 200]
    assert len(small.world.rows("partnership", state="invited")) == 1
