"""Applying together: two places over HTTP, on SQLite and on PostgreSQL."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

from services.tracker.domain.decisions import Outcome
from services.tracker.storage import activities, applications
from services.tracker.usecases.documents.add_document import add_document
from shared.access.actors import Role
from shared.access.enrolment import OrganisationKind, add_organisation, add_person, give_role
from shared.access.scope import SYSTEM
from shared.access.tables import organisation
from shared.uploads import check_upload
from tests.services.tracker.acts import begin, decide, join_coalition
from tests.services.tracker.client import client_of
from tests.services.tracker.world import NOW
from tests.shared.uploads import made_files as made

PARTS = {"role": "begeleidt de werkplaats koken", "share": "1000", "tasks": "Koken op dinsdag"}


@pytest.fixture
def together(world):
    """A draft of the place, its board and the board of another place."""
    join_coalition(world)
    begun = begin(world)
    return world, begun.id, client_of(world, "bea"), client_of(world, "otto")


def joint(client, application_id):
    return client.send("GET", f"/applications/{application_id}/partners")


def version_of(client, application_id):
    return client.send("GET", f"/applications/{application_id}").json["version"]


def asked(lead, application_id, **changes):
    answer = lead.send(
        "POST", f"/applications/{application_id}/partners", PARTS | changes, version=version_of(lead, application_id)
    )
    assert answer.status_code == 201, answer.json
    return answer.json


def sign(client, application_id, partnership_id, **changes):
    view = joint(client, application_id).json
    own = next(one for one in view["partners"] if one["id"] == partnership_id)
    return client.send(
        "POST",
        f"/applications/{application_id}/partners/{partnership_id}/signature",
        {"digest": view["digest"]} | changes,
        version=own["version"],
    )


def approve(lead, application_id):
    return lead.send("POST", f"/applications/{application_id}/approvals", version=version_of(lead, application_id))


def third_place(world, name="Derde huis", person="dirk"):
    with world.ctx.people.transaction() as connection:
        place = add_organisation(
            connection, kind=OrganisationKind.PLACE, name=name, coalition_id=world.ids["coalition"], at=NOW
        )
        world.ids[person] = add_person(connection, email=f"{person}@voorbeeld.nl", name=person.title(), at=NOW)
        give_role(connection, person_id=world.ids[person], organisation_id=place, role=Role.BOARD, at=NOW)
    return place


def test_partners_hear_that_there_is_less_money(together):
    world, id_, lead, partner = together
    part = asked(lead, id_, partnerId=world.ids["other"])
    sign(partner, id_, part["id"])
    assert approve(lead, id_).status_code == 200
    sent = {"channel": "online_form"}
    version = version_of(lead, id_)
    assert lead.send("POST", f"/applications/{id_}/submissions", sent, version=version).status_code == 200
    with world.ctx.database.read() as connection:
        application = applications.get(connection, SYSTEM, id_)
    decide(world, application, outcome=Outcome.PARTIAL, amount_cents=300_000, amount_reason="Minder geld")
    taken = lead.send("POST", f"/applications/{id_}/acceptances", version=version_of(lead, id_))
    assert taken.status_code == 200, taken.text
    told = world.rows("outbox_intent", kind="partner_asked", place_id=world.ids["other"])
    found = [row["data"] for row in told if row["data"]["what"] == "revised"]
    assert [(one["amount_cents"], one["by"]) for one in found] == [(300_000, "Huis van de wijk")]


def test_a_partner_signs_and_only_then_the_lead_goes_on(together):
    world, id_, lead, partner = together
    assert joint(partner, id_).status_code == 404
    part = asked(lead, id_, partnerId=world.ids["other"])
    refused = approve(lead, id_)
    assert refused.status_code == 409 and "De buren" in refused.json["detail"]
    told = world.rows("outbox_intent", kind="partner_asked")
    assert [(row["place_id"], row["data"]["what"]) for row in told] == [(world.ids["other"], "asked")]
    assert sign(partner, id_, part["id"]).status_code == 200
    assert joint(lead, id_).json["waiting"] == []
    assert approve(lead, id_).status_code == 200
    assert "partner_agreed" in str([row["action"] for row in world.rows("audit_entry")])


def test_h_a_partner_sees_its_page_and_nothing_else_of_the_lead(together):
    world, id_, lead, partner = together
    asked(lead, id_, partnerId=world.ids["other"])
    seen = joint(partner, id_).json
    assert seen["title"] == "Een nieuwe keuken" and seen["leadShare"] == "3000" and seen["backing"] is None
    for path in ("", "/budget", "/partners/new", "/edit", "/money"):
        answer = partner.get(f"/applications/{id_}{path}")
        assert answer.status_code == 404, path
    assert partner.send("GET", f"/applications/{id_}").status_code == 404
    assert partner.send("GET", "/applications").json["items"] == []
    body = PARTS | {"name": "Iemand"}
    assert partner.send("POST", f"/applications/{id_}/partners", body, version=1).status_code == 404


@pytest.mark.parametrize("what", ["title", "amount", "part", "another", "even"])
def test_a_change_makes_a_signature_void_and_says_so(together, what):
    world, id_, lead, partner = together
    part = asked(lead, id_, partnerId=world.ids["other"])
    sign(partner, id_, part["id"])
    base, version = f"/applications/{id_}", version_of(lead, id_)
    edits = {"title": "Een nieuwe keuken", "amount": "4000"}
    if what in edits:
        changed = edits | {what: {"title": "Tuin", "amount": "3500"}[what]}
        answer = lead.submit(f"{base}/edit", **changed)
        assert answer.status_code == 303
    elif what == "part":
        assert lead.send("PUT", f"{base}/partners/{part['id']}", PARTS | {"share": "900"}, version=2).status_code == 200
    elif what == "another":
        asked(lead, id_, name="Stichting Samen")
    else:
        assert lead.send("POST", f"{base}/partners/even-split", version=version).status_code == 200
    assert part["id"] in joint(lead, id_).json["waiting"]
    told = [row["data"]["what"] for row in world.rows("outbox_intent", kind="partner_asked")]
    assert told.count("changed") == 1, told


def test_who_read_something_else_does_not_sign(together):
    world, id_, lead, partner = together
    part = asked(lead, id_, partnerId=world.ids["other"])
    old = joint(partner, id_).json["digest"]
    lead.submit(f"/applications/{id_}/edit", title="Tuin", amount="4000")
    assert sign(partner, id_, part["id"], digest=old).status_code == 412
    assert sign(partner, id_, part["id"]).status_code == 200


def test_two_partners_sign_at_once_and_both_hold(together):
    world, id_, lead, otto = together
    first = asked(lead, id_, partnerId=world.ids["other"])
    second = asked(lead, id_, partnerId=third_place(world), share="500")
    dirk = client_of(world, "dirk")
    digest = joint(otto, id_).json["digest"]
    for client, part in ((otto, first), (dirk, second)):
        path = f"/applications/{id_}/partners/{part['id']}/signature"
        assert client.send("POST", path, {"digest": digest}, version=1).status_code == 200
    assert joint(lead, id_).json["waiting"] == []
    other = f"/applications/{id_}/partners/{first['id']}/signature"
    assert dirk.send("POST", other, {"digest": digest}, version=2).status_code == 404


def test_a_partner_leaves_while_the_lead_hands_in(together):
    world, id_, lead, partner = together
    part = asked(lead, id_, partnerId=world.ids["other"])
    sign(partner, id_, part["id"])
    assert approve(lead, id_).status_code == 200
    version = version_of(lead, id_)
    path = f"/applications/{id_}/partners/{part['id']}/step-out"
    assert partner.send("POST", path, {"reason": ""}, version=2).status_code == 400
    assert partner.send("POST", path, {"reason": "Geen tijd"}, version=2).status_code == 200
    sent = lead.send("POST", f"/applications/{id_}/submissions", {"channel": "online_form"}, version=version)
    assert sent.status_code == 412, "the lead did not know"
    again = lead.send("GET", f"/applications/{id_}").json
    assert again["state"] == "draft", "what the board approved is another plan now"
    assert joint(lead, id_).json["leadShare"] == "4000" and joint(lead, id_).json["undivided"] == "1000"
    assert joint(partner, id_).status_code == 404
    refused = approve(lead, id_)
    assert refused.status_code == 409 and "Verdeel eerst het geld opnieuw" in refused.json["detail"]
    rest = f"/applications/{id_}/partners/rest"
    assert lead.send("POST", rest, version=version_of(lead, id_)).status_code == 200
    assert lead.send("POST", rest, version=version_of(lead, id_)).status_code == 409
    assert approve(lead, id_).status_code == 200


def test_after_it_was_sent_the_lead_gets_a_task(together):
    world, id_, lead, partner = together
    part = asked(lead, id_, partnerId=world.ids["other"])
    sign(partner, id_, part["id"])
    approve(lead, id_)
    sent = lead.send(
        "POST", f"/applications/{id_}/submissions", {"channel": "online_form"}, version=version_of(lead, id_)
    )
    assert sent.status_code in (200, 201), sent.json
    path = f"/applications/{id_}/partners/{part['id']}/step-out"
    assert partner.send("POST", path, {"reason": "Gestopt"}, version=2).status_code == 200
    assert "De buren doet niet meer mee" in str([row["text"] for row in world.rows("task")])
    assert lead.send("GET", f"/applications/{id_}").json["state"] == "submitted"


def test_a_named_partner_signs_on_paper_and_a_known_one_does_not(together):
    world, id_, lead, _partner = together
    named = asked(lead, id_, name="Stichting Samen")
    known = asked(lead, id_, partnerId=world.ids["other"])
    sheet = add_document(
        world.ctx,
        world.actor("bea"),
        place_id=world.place,
        checked=check_upload(made.pdf(("blad",)), "blad.pdf"),
        kind="partner_signature",
    )
    code = joint(lead, id_).json["code"]
    paper = {"signedBy": "P. de Wit", "signedOn": "2026-11-20", "code": code.lower(), "documentId": sheet.id}
    base = f"/applications/{id_}/partners"
    nothing_right = {"signedBy": " ", "signedOn": "2027-01-01", "code": "OUD", "documentId": known["id"]}
    wrong = lead.send("POST", f"{base}/{named['id']}/paper-signature", nothing_right, version=1)
    assert wrong.status_code == 400 and len(wrong.json["errors"]) == 4
    assert lead.send("POST", f"{base}/{named['id']}/paper-signature", paper, version=1).status_code == 200
    assert lead.send("POST", f"{base}/{known['id']}/paper-signature", paper, version=1).status_code == 409
    assert joint(lead, id_).json["waiting"] == [known["id"]]
    assert [row["document_id"] for row in world.rows("document_link")] == [sheet.id]
    lead.submit(f"/applications/{id_}/edit", title="Tuin", amount="4000")
    old = lead.send("POST", f"{base}/{named['id']}/paper-signature", paper, version=2)
    assert old.status_code == 400 and old.json["errors"][0]["code"] == "old_sheet", "they signed for something else"


def test_shares_never_exceed_what_is_asked(together):
    world, id_, lead, _partner = together
    version = version_of(lead, id_)
    body = PARTS | {"partnerId": world.ids["other"]}
    path = f"/applications/{id_}/partners"
    assert lead.send("POST", path, body | {"share": "4000.01"}, version=version).status_code == 400
    asked(lead, id_, partnerId=world.ids["other"], share="4000")
    assert lead.send("POST", path, body, version=version_of(lead, id_)).status_code == 400, "there already"
    less = lead.submit(f"/applications/{id_}/edit", title="Keuken", amount="3999,99")
    assert less.status_code == 400 and "Verdeel het geld eerst" in less.text
    asked(lead, id_, name="Stichting Samen", share="0")
    lead.send("POST", f"{path}/even-split", version=version_of(lead, id_))
    seen = joint(lead, id_).json
    assert [one["share"] for one in seen["partners"]] == ["1333.33", "1333.33"] and seen["leadShare"] == "1333.34"


def test_h_nobody_outside_the_coalition_is_asked_by_a_guessed_id(together):
    world, id_, lead, _partner = together
    with world.ctx.people.transaction() as connection:
        stranger = add_organisation(connection, kind=OrganisationKind.PLACE, name="Ver weg", at=NOW)
    path, version = f"/applications/{id_}/partners", version_of(lead, id_)
    for guessed in (stranger, world.place, world.ids["coalition"], "x"):
        assert lead.send("POST", path, PARTS | {"partnerId": guessed}, version=version).status_code == 400
    assert world.rows("outbox_intent", kind="partner_asked") == []


def test_a_repeated_key_asks_once(together):
    world, id_, lead, _partner = together
    body = PARTS | {"partnerId": world.ids["other"]}
    version = version_of(lead, id_)
    answers = [
        lead.send("POST", f"/applications/{id_}/partners", body, version=version, key="k" * 20) for _ in range(2)
    ]
    assert [answer.status_code for answer in answers] == [201, 201]
    assert len(world.rows("partnership")) == 1


def test_stepping_out_twice_with_one_key_is_once(together):
    world, id_, lead, partner = together
    part = asked(lead, id_, partnerId=world.ids["other"])
    path = f"/applications/{id_}/partners/{part['id']}/step-out"
    answers = [partner.send("POST", path, {"reason": "Nee"}, version=1, key="k" * 20) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [200, 200]
    assert [one["data"]["what"] for one in world.rows("outbox_intent", kind="partner_asked")].count("left") == 1


def test_only_the_board_of_the_partner_signs(together):
    world, id_, lead, _partner = together
    part = asked(lead, id_, partnerId=world.ids["other"])
    with world.ctx.people.transaction() as connection:
        world.ids["lid"] = add_person(connection, email="lid@voorbeeld.nl", name="Lid", at=NOW)
        give_role(connection, person_id=world.ids["lid"], organisation_id=world.ids["other"], role=Role.MEMBER, at=NOW)
    member = client_of(world, "lid")
    assert joint(member, id_).status_code == 200
    assert sign(member, id_, part["id"]).status_code == 403
    assert sign(lead, id_, part["id"]).status_code == 409, "the lead does not sign for its partner"


def test_what_a_partner_did_counts_in_the_report_of_the_lead(together):
    world, id_, lead, partner = together
    with world.ctx.database.read() as connection:
        granted = applications.get(connection, world.actor("bea").scope, id_)
    part = asked(lead, id_, partnerId=world.ids["other"])
    sign(partner, id_, part["id"])
    approve(lead, id_)
    lead.send("POST", f"/applications/{id_}/submissions", {"channel": "online_form"}, version=version_of(lead, id_))
    decide(world, granted, amount_cents=400_000)
    activity = {
        "placeId": world.ids["other"],
        "happenedOn": "2026-11-20",
        "what": "Samen gekookt",
        "people": 12,
        "applicationIds": [id_],
        "costs": [
            {"what": "Eten", "amount": "100", "shares": [{"applicationId": id_, "amount": "60"}]},
            {"what": "Eigen feest", "amount": "777"},
        ],
    }
    answer = partner.send("POST", "/activities", activity)
    assert answer.status_code == 201, answer.json
    text = lead.get(f"/applications/{id_}/award").text
    assert "777" not in text
    with world.ctx.database.read() as connection:
        found = activities.of_application(connection, world.actor("bea").scope, id_)
        assert [(one.what, one.cost_cents) for one in found] == [("Samen gekookt", 6_000)]
        assert activities.of_application(connection, client_scope(world), id_) == []
    assert client_of(world, "bea").send("POST", "/activities", activity).status_code == 404


def client_scope(world):
    """Of somebody who has nothing to do with it."""
    third_place(world)
    return world.actor("dirk").scope


def test_a_group_without_legal_form_names_who_receives_the_money(together):
    world, id_, lead, _partner = together
    with world.ctx.people.transaction() as connection:
        connection.execute(
            sa.update(organisation).where(organisation.c.id == world.place).values(legal_form="informal_group")
        )
    refused = approve(lead, id_)
    assert refused.status_code == 409 and "wie het geld ontvangt" in refused.json["detail"]
    path = f"/applications/{id_}/backing"
    wrong = lead.send("PUT", path, {"supporters": 12}, version=version_of(lead, id_))
    assert wrong.status_code == 400
    body = {"receiver": "Stichting Samen", "supporters": 12, "countedOn": "2026-11-20"}
    assert lead.send("PUT", path, body, version=version_of(lead, id_)).status_code == 200
    assert lead.send("PUT", path, body, version=1).status_code == 412
    assert approve(lead, id_).status_code == 200
