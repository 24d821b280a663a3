from __future__ import annotations

import re

import pytest

from services.tracker.usecases.applying.start_application import start_application
from tests.services.tracker.client import BASE, client_of, hidden_of, stranger, words_of

FORMS = ("edit", "first-contact", "closing-date", "submit", "elsewhere", "decision", "withdraw", "return")


@pytest.fixture
def world(small_world):
    return small_world


@pytest.fixture
def bea(world):
    return client_of(world, "bea")


def begin(client):
    answer = client.post("/applications", need_id="need-1", source_id="fonds-voor-de-wijk", idempotency_key="k1")
    assert answer.status_code == 303, answer.text
    return answer.headers["Location"].removeprefix("/tracker")


def press(client, page, act):
    """Presses a button that is a form on a page."""
    return client.post(f"{page}/{act}", **hidden_of(client.get(page).text, f"{page}/{act}"))


def test_an_empty_start_leads_to_the_matches(bea):
    text = words_of(bea.get("/").text)
    assert "Er loopt nog geen aanvraag" in text and "Naar uw behoeften" in text


def test_from_match_to_award(bea, world):
    page = begin(bea)
    text = words_of(bea.get(page).text)
    for part in (
        "Een nieuwe keuken",
        "Aan het schrijven",
        "Vraag de gever of het nu open is",
        "Goedendag, u spreekt met Bea van Huis van de wijk.",
        "De bron noemt geen tijd. Reken daarom op vrijdag 29 januari 2027 om 17:00",
        "Bekeken op 28 oktober 2025.",
        "Uittreksel KvK",
        "0 van de 3 klaar",
        "18 december 2026 om 09:00 (nog 42 dagen) – staat klaar",
        "Aanvraag begonnen",
        "Niet bekend of het open is.",
    ):
        assert part in text, part
    bea.submit(
        f"{page}/first-contact", answer="open", spokenOn="2026-11-22", date="2027-03-31", basis="through", note="Aardig"
    )
    text = words_of(bea.get(page).text)
    assert "tot en met 31 maart 2027" in text and "zoals u het navroeg" in text and "Aardig" in text
    press(bea, page, "approval")
    assert "Klaar om in te dienen" in words_of(bea.get(page).text)
    bea.submit(f"{page}/submit", channel="online_form", reference="OF-77")
    text = words_of(bea.get(page).text)
    assert "Ingediend. Uw team krijgt bericht." in text and "OF-77" in text
    bea.submit(
        f"{page}/decision",
        outcome="partial",
        amount="1.500,50",
        letterOn="2026-11-22",
        receivedOn="2026-11-22",
        letterKept="1",
    )
    text = words_of(bea.get(page).text)
    assert "Deels toegekend" in text and "1.500,50" in text
    assert "Deels toegekend" in words_of(bea.get("/").text)
    assert [row["kind"] for row in world.rows("outbox_intent")] == [
        "application_started",
        "application_submitted",
        "decision_recorded",
    ]


def test_the_start_page_shows_what_asks_attention(bea):
    begin(bea)
    text = words_of(bea.get("/").text)
    assert "Keukens voor de buurt" in text and "Vraag de gever of het nu open is" in text


def test_pressing_start_twice_starts_once(bea, world):
    first = begin(bea)
    assert begin(bea) == first  # the same key: the same answer
    other = bea.post("/applications", need_id="need-1", source_id="fonds-voor-de-wijk", idempotency_key="k2")
    assert other.headers["Location"] == f"/tracker{first}"
    assert "U had deze aanvraag al" in words_of(bea.get(first).text)
    assert len(world.rows("application")) == 1


def test_a_need_that_is_not_there(bea):
    assert bea.post("/applications", need_id="nothing", source_id="x").status_code == 404
    assert bea.post("/applications").status_code == 404


def test_a_form_keeps_what_was_typed_and_says_all_that_is_wrong(bea):
    page = begin(bea)
    press(bea, page, "approval")
    bea.submit(f"{page}/submit", channel="email")
    answer = bea.submit(f"{page}/decision", outcome="partial", amount="twee", letterOn="ooit", note="Zo stond het er")
    assert answer.status_code == 400
    text = words_of(answer.text)
    assert "Er zijn nog 4 dingen die niet kloppen" in text
    assert "Dit is geen bedrag" in text and "Zo stond het er" in text
    assert 'value="twee"' in answer.text and 'value="ooit"' in answer.text
    assert re.search(r'value="partial" checked', answer.text)


def test_somebody_was_first(bea, world):
    page = begin(bea)
    form = hidden_of(bea.get(f"{page}/edit").text, f"{page}/edit")
    client_of(world, "mo").submit(f"{page}/edit", title="Van Mo", amount="100")
    answer = bea.post(f"{page}/edit", **form | {"title": "Van Bea", "amount": "200"})
    assert answer.status_code == 412
    text = words_of(answer.text)
    assert "Dit is intussen veranderd" in text and "Mo: Naam of bedrag aangepast" in text
    assert 'value="Van Bea"' in answer.text
    again = hidden_of(answer.text, f"{page}/edit")
    assert bea.post(f"{page}/edit", **again | {"title": "Van Bea", "amount": "200"}).status_code == 303
    assert world.rows("application")[0]["title"] == "Van Bea"


def test_too_late_is_told_on_the_form(bea, world):
    page = begin(bea)
    bea.submit(f"{page}/closing-date", date="2026-11-22", basis="at", time="14.30", sure="1")
    press(bea, page, "approval")
    world.clock.moment = world.clock.moment.replace(hour=14)
    answer = bea.submit(f"{page}/submit", channel="email")
    assert answer.status_code == 409
    assert "De bron sloot op 22-11-2026 14:30" in words_of(answer.text)


def test_a_task_is_ticked_from_the_page(bea, world):
    page = begin(bea)
    task = world.rows("task", kind="paper")[0]
    path = f"{page}/tasks/{task['id']}"
    answer = bea.post(path, **hidden_of(bea.get(page).text, path))
    assert answer.headers["Location"].endswith(f"#taak-{task['id']}")
    assert "1 van de 3 klaar" in words_of(bea.get(page).text)


def test_what_people_write_is_shown_as_text(bea, world):
    nasty = "<script>alert(1)</script>{{7*7}}"
    world.offer(need_title=nasty, name=nasty, url="javascript:alert(1)")
    page = begin(bea)
    bea.submit(f"{page}/edit", title=nasty, amount="")
    for path in (page, "/", *(f"{page}/{form}" for form in FORMS)):
        text = bea.get(path).text
        assert "<script>alert" not in text and "49" not in words_of(text).replace("2026", "")
        assert 'href="javascript' not in text


def test_the_page_shows_who_got_which_message(bea, world):
    page = begin(bea)
    assert "Er is nog geen bericht bezorgd." in words_of(bea.get(page).text)
    notifier = bea.http.application.extensions["notifier"]
    notifier.take_intent("tracker", world.rows("outbox_intent")[0]["id"])
    text = words_of(bea.get(page).text)
    # Told to the board, the member and both volunteers of the place; on this site and by mail.
    assert "Bea, Mo, Vera en Victor, op deze site en per mail" in text
    assert "Otto" not in text and "Cor," not in text


def test_others_and_strangers(bea, world):
    page = begin(bea)
    otto = client_of(world, "otto")
    for path in (page, *(f"{page}/{form}" for form in FORMS)):
        assert otto.get(path).status_code == 404
    assert otto.post(f"{page}/approval", version="2").status_code == 404
    answer = stranger(world).get(page, base_url=BASE)
    assert answer.status_code == 303 and answer.headers["Location"].startswith("/sign-in?next=/tracker/applications/")
    assert "Goedkeuren" not in words_of(client_of(world, "mo").get(page).text)


def test_a_form_without_its_token_is_refused(bea):
    page = begin(bea)
    assert bea.http.post(f"{page}/approval", base_url=BASE, data={"version": "2"}).status_code == 403


def test_pages_are_small(bea, world):
    page = begin(bea)
    for number in range(20):
        world.offer(need_id=f"need-{number}")
        start_application(
            world.ctx, world.actor("bea"), need_id=f"need-{number}", source_id="fonds-voor-de-wijk"
        ) if number != 1 else None
    for path in ("/", page):
        assert len(bea.get(path).data) < 60_000
