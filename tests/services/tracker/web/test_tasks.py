"""The pages and the API of tasks and of handing over."""

from __future__ import annotations

import re

from shared.contracts.messages import MessageKind
from shared.notifier.links import link_of
from tests.faults.stage import NOW, an_intent
from tests.services.tracker.acts import begin
from tests.services.tracker.client import client_of, words_of
from tests.shared.notifier.test_letters import letter


def test_dividing_tasks_in_the_browser(small_world):
    application, mo = begin(small_world), client_of(small_world, "mo")
    here = f"/applications/{application.id}/tasks"
    assert here in mo.get(f"/applications/{application.id}").text
    assert mo.submit(here, text="Bel de <bakker>", owner=small_world.ids["vera"], dueOn="2026-11-20").status_code == 303
    page = mo.get(here).text
    assert "Bel de &lt;bakker&gt;" in page and "had klaar moeten zijn op" in page and "nog van niemand" in page
    task_id = next(row["id"] for row in small_world.rows("task") if row["kind"] == "own")
    change = f"{here}/{task_id}/change"
    wrong = mo.submit(change, text="", owner=small_world.ids["otto"], dueOn="ooit", note="Let op")
    assert wrong.status_code == 400
    assert "Dit is geen datum." in words_of(wrong.text) and "Let op" in wrong.text
    assert mo.submit(change, text="Bel", owner="", dueOn="2026-12-20", note="").status_code == 303
    assert mo.post(change, version="1", text="Bel", owner="", dueOn="", note="").status_code == 412
    vera = client_of(small_world, "vera")
    assert "Er is niets te doen" in words_of(vera.get("/tasks").text)
    place = words_of(vera.get(f"/tasks?place={small_world.place}").text)
    assert "Taken van Huis van de wijk" in place and "Bel · Een nieuwe keuken" in place
    assert mo.post(f"{here}/{task_id}/remove", version="2").status_code == 303
    assert "Bel" not in words_of(mo.get(here).text)


def test_a_coordinator_sees_no_buttons_that_do_not_work(small_world):
    application, cor = begin(small_world), client_of(small_world, "cor")
    page = cor.get(f"/applications/{application.id}").text
    assert "Taken verdelen" not in page
    documents = cor.get(f"/documents?place={small_world.place}")
    assert documents.status_code == 200 and "Document toevoegen" not in documents.text
    assert "Nieuw document sturen" not in cor.get(f"/applications/{application.id}/documents").text
    assert cor.get(f"/applications/{application.id}/tasks").status_code == 403


def test_handing_over_in_the_browser(small_world):
    world = small_world
    begin(world, "vera")
    vera, ids = client_of(world, "vera"), world.ids
    assert "Aan wie?" in words_of(vera.get("/handover").text)
    plan = vera.get(f"/handover?to={ids['victor']}")
    assert "Van Vera naar Victor" in words_of(plan.text) and "Een nieuwe keuken" in words_of(plan.text)
    fields = dict(re.findall(r'name="(from|to|idempotency_key)" value="([^"]*)"', plan.text))
    none = vera.post("/handover", **fields)
    assert none.status_code == 400 and "Kies minstens één plek." in words_of(none.text)
    assert vera.post("/handover", **fields, places=ids["place"]).status_code == 303
    assert vera.post("/handover", **fields, places=ids["place"]).status_code == 303, "a second press changes nothing"
    assert len(world.rows("handover_item")) == 1
    page = vera.get("/handover").text
    assert "1 ding ging van Vera naar Victor." in words_of(page)
    undo = re.search(r"/handover/[0-9a-f-]{36}/undo", page)
    assert undo and vera.post(undo[0]).status_code == 303
    assert "De overdracht is teruggedraaid." in words_of(vera.get("/handover").text)
    assert vera.get(f"/handover?to={ids['vera']}").status_code == 400
    blocked = vera.get(f"/handover?to={ids['otto']}")
    assert "Huis van de wijk kan niet mee" in words_of(blocked.text)


def test_the_api_of_tasks(small_world):
    application, mo = begin(small_world), client_of(small_world, "mo")
    path, ids = f"/applications/{application.id}/tasks", small_world.ids
    task = mo.send("POST", path, {"text": "Bel", "ownerId": ids["mo"], "dueOn": "2026-11-20"}).get_json()
    (listed,) = mo.send("GET", "/tasks").get_json()["items"]
    assert (listed["id"], listed["overdue"], listed["applicationTitle"]) == (task["id"], True, "Een nieuwe keuken")
    assert len(mo.send("GET", f"/tasks?placeId={small_world.place}").get_json()["items"]) == 9
    patch = {"ownerId": None, "dueOn": None, "note": "", "text": "Mail"}
    after = mo.send("PATCH", f"{path}/{task['id']}", patch, version=1).get_json()
    assert (after["text"], after["dueOn"], after["version"]) == ("Mail", None, 2)
    assert mo.send("PATCH", f"{path}/{task['id']}", patch, version=1).status_code == 412
    assert mo.send("DELETE", f"{path}/{task['id']}", version=2).status_code == 204
    assert client_of(small_world, "otto").send("GET", f"/tasks?placeId={small_world.place}").status_code == 404


def test_the_api_of_handing_over(small_world):
    begin(small_world, "vera")
    vera, ids = client_of(small_world, "vera"), small_world.ids
    shown = vera.send("GET", f"/handovers/plan?toPerson={ids['victor']}")
    assert shown.status_code == 200, shown.text
    (part,) = shown.get_json()["items"]
    assert (part["able"], len(part["applications"])) == (True, 1)
    body = {"toPerson": ids["victor"], "placeIds": [ids["place"]]}
    first = vera.send("POST", "/handovers", body, key="k1")
    assert first.status_code == 201 and len(first.get_json()["items"]) == 1
    assert vera.send("POST", "/handovers", body, key="k1").get_json() == first.get_json()
    assert vera.send("POST", "/handovers", body).status_code == 409
    back = vera.send("POST", f"/handovers/{first.get_json()['id']}/undo")
    assert back.status_code == 200 and len(back.get_json()["items"]) == 1


def test_the_message_says_what_went_over():
    got = letter(MessageKind.HANDED_OVER, received=True, undone=False, tasks=2, applications=1)
    assert got.subject == "U hebt werk overgenomen"
    assert "1 aanvraag en 2 taken." in got.body
    lost = letter(MessageKind.HANDED_OVER, received=False, undone=True, tasks=1, applications=0)
    assert lost.subject == "Een overdracht is teruggedraaid"
    assert "Dit staat niet meer op uw naam: 0 aanvragen en 1 taak." in lost.body


def test_the_message_leads_to_my_tasks():
    intent = an_intent(NOW, kind=MessageKind.HANDED_OVER, subject="handover:1")
    assert link_of(intent, base_url="https://steun.example") == "https://steun.example/tracker/tasks"
