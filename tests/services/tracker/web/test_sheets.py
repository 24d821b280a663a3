"""A fundraiser brings a sheet of 200 rows of 30 places: four screens, and it is in."""

from __future__ import annotations

import io
import re
from datetime import timedelta

import pytest

from services.tracker.domain.sheets.refs import ref_of
from shared.access.actors import Role
from shared.access.enrolment import OrganisationKind, add_organisation, give_mandate, give_role
from tests.services.tracker.acts import begin
from tests.services.tracker.client import client_of, hidden_of, words_of
from tests.services.tracker.sheets import NAMES, book_of, fundraisers_book
from tests.services.tracker.world import EVERY_ACT, NOW


@pytest.fixture
def places(small_world):
    """Thirty places that Vera helps, with a written mandate for everything."""
    world, names = small_world, [f"Buurthuis {number}" for number in range(30)]
    with world.ctx.people.transaction() as people:
        for name in names:
            place = add_organisation(people, kind=OrganisationKind.PLACE, name=name, at=NOW)
            give_role(people, person_id=world.ids["bea"], organisation_id=place, role=Role.BOARD, at=NOW)
            give_mandate(
                people,
                place_id=place,
                person_id=world.ids["vera"],
                acts=EVERY_ACT,
                written=True,
                starts_at=NOW - timedelta(days=1),
                ends_at=NOW + timedelta(days=100),
                given_by=world.ids["bea"],
                at=NOW,
            )
    return names


def send(client, data, name="fondsen 2026.xlsx"):
    answer = client.post("/sheets", **hidden_of(client.get("/sheets").text, "/sheets"), file=(io.BytesIO(data), name))
    return answer.headers["Location"].removeprefix("/tracker") if answer.status_code == 303 else answer


def columns(client, page):
    """Takes over what is proposed for the columns."""
    text = client.get(f"{page}/columns").text
    values = {}
    for name, options in re.findall(r'<select id="[^"]*" name="(columns\.\d+)".*?>(.*?)</select>', text, re.DOTALL):
        picked = re.search(r'<option value="([^"]+)" selected>', options)
        values[name] = picked[1] if picked else ""
    answer = client.post(f"{page}/columns", **hidden_of(text, f"{page}/columns"), **values)
    assert answer.status_code == 303, words_of(answer.text)
    return values


def test_thirty_places_and_two_hundred_rows_in_four_screens(small_world, places):
    world, vera = small_world, client_of(small_world, "vera")
    names = [*places[:28], "buurthuis  28", "Bhuis 29"]  # as people write them
    book = fundraisers_book(names)
    page = send(vera, book)
    assert sorted(columns(vera, page).values()) == [
        "amount", "decided_on", "granted", "note", "place", "source", "state", "submitted_on", "title",
    ]  # fmt: skip
    text = vera.get(page).text
    asked = re.findall(r'name="((?:place|word)\.[^"]*)"', text)
    assert asked == ["place.Bhuis 29", "word.navragen"]
    assert "Wij bewaren de brieven" in text
    (place,) = re.findall(r'<option value="([^"]+)"[^>]*>Buurthuis 29</option>', text)
    answers = {"place.Bhuis 29": place, "word.navragen": "note", "letters_kept": "1"}
    vera.post(f"{page}/answers", **hidden_of(text, f"{page}/answers"), **answers)
    shown = words_of(vera.get(page).text)
    assert "Nieuwe aanvragen 200" in shown and "Cellen die geen feit zijn" in shown
    answer = vera.post(f"{page}/confirm", **hidden_of(vera.get(page).text, f"{page}/confirm"))
    assert answer.status_code == 303, words_of(answer.text)
    assert len(world.rows("application")) == 200
    assert len({row["place_id"] for row in world.rows("application")}) == 30
    assert "Ingelezen:" in words_of(vera.get(page).text)
    assert send(vera, book) == page  # the same file again


def test_the_next_sheet_with_these_columns_is_read_the_same_way(small_world):
    bea = client_of(small_world, "bea")
    rows = [["Huis van de wijk", "Tuin", "Fonds A", 1000, None, "concept"]]
    columns(bea, send(bea, book_of([NAMES, *rows])))
    page = send(bea, book_of([NAMES, *rows, ["Huis van de wijk", "Muur", "Fonds B", 1, None, "concept"]]))
    assert "Nieuwe aanvragen 2" in words_of(bea.get(page).text)


def test_a_wrong_file_is_told_with_a_mend(small_world):
    bea = client_of(small_world, "bea")
    for data, name, words in ((b"", "", "Kies een bestand"), (b"PK", "a.xlsx", "Excel"), (b"x", "a.pdf", ".xlsx")):
        answer = send(bea, data, name)
        assert (answer.status_code, words in words_of(answer.text)) == (400, True), words


def test_what_a_guard_refuses_stands_at_its_row_and_can_be_left_out(small_world):
    bea = client_of(small_world, "bea")
    rows = [["Huis van de wijk", "Tuin", "F", 10, "1-1-2030", "Ingediend"], ["Huis van de wijk", "Muur", "F", 10]]
    page = send(bea, book_of([NAMES, *rows]))
    columns(bea, page)
    answer = bea.get(page)
    shown = words_of(answer.text)
    assert "Dit willen wij eerst weten" in shown and "Rij 2, Tuin" in shown and "Laat 1 rij weg" in shown
    assert "Het moment van indienen ligt in de toekomst" in shown and f"{page}/confirm" not in answer.text
    bea.post(f"{page}/answers", **hidden_of(answer.text, f"{page}/answers"), **{"skip.2": "1"})
    answer = bea.post(f"{page}/confirm", **hidden_of(bea.get(page).text, f"{page}/confirm"))
    assert answer.status_code == 303
    assert [row["title"] for row in small_world.rows("application")] == ["Muur"]


def test_notes_are_listed_until_they_are_settled_and_an_idea_can_be_taken_up(small_world):
    bea = client_of(small_world, "bea")
    page = send(bea, book_of([NAMES, ["Huis van de wijk", "Tuin <b>", "Fonds A", "± 5.000", None, "idee"]]))
    columns(bea, page)
    bea.post(f"{page}/confirm", **hidden_of(bea.get(page).text, f"{page}/confirm"))
    (application,) = small_world.rows("application")
    here = f"/applications/{application['id']}"
    (note,) = small_world.rows("application_note")
    text = words_of(bea.get("/sheet-notes").text)
    assert "“± 5.000” is geen vast bedrag" in text and "Tuin <b>" in text
    whole = bea.get(here).text
    assert "Deze aanvraag komt uit uw eigen blad." in words_of(whole) and "Tuin &lt;b&gt;" in whole
    act = f"{here}/notes/{note['id']}/settle"
    assert bea.post(act, **hidden_of(bea.get("/sheet-notes").text, act)).status_code == 303
    assert "Niets meer uit te zoeken" in words_of(bea.get("/sheet-notes").text)
    bea.post(f"{here}/take-up", **hidden_of(bea.get(here).text, f"{here}/take-up"))
    assert "Aan het schrijven" in words_of(bea.get(here).text)


def test_a_member_may_not_and_a_stranger_sees_nothing(small_world):
    begin(small_world)
    bea = client_of(small_world, "bea")
    page = send(bea, book_of([NAMES, ["Huis van de wijk", "Tuin"]]))
    assert client_of(small_world, "mo").get("/sheets").status_code == 403
    assert client_of(small_world, "vera").get(page).status_code == 404


def test_rows_without_a_mandate_are_told_first_and_left_out_with_one_tick(small_world):
    world, cor = small_world, client_of(small_world, "cor")
    world.gather("other")
    with world.ctx.people.transaction() as people:
        give_mandate(
            people,
            place_id=world.ids["other"],
            person_id=world.ids["cor"],
            acts=EVERY_ACT,
            written=True,
            starts_at=NOW - timedelta(days=1),
            ends_at=NOW + timedelta(days=100),
            given_by=world.ids["otto"],
            at=NOW,
        )
    rows = [["Huis van de wijk", f"Plan {one}", "F", 10, None, "concept"] for one in range(12)]
    page = send(cor, book_of([NAMES, *rows, ["De buren", "Muur", "F", 10, None, "concept"]]))
    columns(cor, page)
    text = cor.get(page).text
    assert "U hebt geen machtiging om voor Huis van de wijk aanvragen te maken" in words_of(text)
    (tick,) = re.findall(r'name="(skip\.[^"]*)"', text)
    assert tick == "skip." + ",".join(map(str, range(2, 14)))
    cor.post(f"{page}/answers", **hidden_of(text, f"{page}/answers"), **{tick: "1"})
    answer = cor.post(f"{page}/confirm", **hidden_of(cor.get(page).text, f"{page}/confirm"))
    assert answer.status_code == 303
    assert [row["place_id"] for row in world.rows("application")] == [world.ids["other"]]


def test_two_rows_with_one_reference_ask_which_one_holds(small_world):
    world, bea = small_world, client_of(small_world, "bea")
    ref = ref_of(begin(world).id)
    rows = [[ref, "Eerste", 100], [ref, "Tweede", 200], [ref, "Derde", 300]]
    page = send(bea, book_of([["ref", "aanvraag", "gevraagd bedrag"], *rows]))
    columns(bea, page)
    text = bea.get(page).text
    shown = words_of(text)
    assert "Rij 2, 3 en 4 gaan over dezelfde aanvraag" in shown and "Rij 4: Derde · € 300" in shown.replace("\xa0", " ")
    assert f"{page}/confirm" not in text
    bea.post(f"{page}/answers", **hidden_of(text, f"{page}/answers"), **{"keep.2,3,4": "3"})
    text = bea.get(page).text
    conflicts = dict.fromkeys(re.findall(r'name="(winner\.[^"]*)"', text), "theirs")
    assert set(conflicts) == {"winner.3:title", "winner.3:amount"}
    bea.post(f"{page}/answers", **hidden_of(text, f"{page}/answers"), **conflicts)
    answer = bea.post(f"{page}/confirm", **hidden_of(bea.get(page).text, f"{page}/confirm"))
    assert answer.status_code == 303
    assert [(row["title"], row["amount_cents"]) for row in world.rows("application")] == [("Tweede", 20_000)]
