"""A letter comes in, is read, is checked by a person, and fills the decision form. Nothing happens before that."""

from __future__ import annotations

import io

import pytest

from services.tracker.domain.decisions import Outcome
from services.tracker.domain.letters.confirmed import Confirmed, LetterReading
from services.tracker.usecases.letters.confirm_letter import confirm_letter
from services.tracker.usecases.letters.take_letter import take_letter
from shared.kernel.errors import Forbidden, InvalidInput, NotAllowedNow, NotFound, Stale
from shared.kernel.ids import new_id
from shared.uploads import check_upload
from tests.services.tracker.acts import TODAY, begin, made_ready
from tests.services.tracker.client import BASE, client_of, hidden_of, words_of
from tests.services.tracker.domain.letters import made_letters
from tests.shared.uploads import made_files as made

LINES = tuple(line for line in made_letters.MUNICIPALITY.splitlines() if line)


@pytest.fixture
def application(world):
    return made_ready(world, begin(world))


@pytest.fixture
def small(small_world):
    return made_ready(small_world, begin(small_world))


def take(world, application, who="bea", **more):
    return take_letter(world.ctx, world.actor(who), application.id, **more)


def found(reading: LetterReading):
    return {one.field.value: one.value for one in reversed(reading.findings)}


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("besluit.pdf", made.pdf(LINES)),
        ("besluit.docx", made.docx(LINES)),
        ("besluit.eml", made.mail(made_letters.MUNICIPALITY)),
        ("besluit.eml", made.mail("Zie de bijlage.", ("besluit.pdf", made.pdf(LINES)))),
    ],
)
def test_letters_in_every_form_are_read_and_kept(small_world, small, name, data):
    reading = take(small_world, small, checked=check_upload(data, name))
    assert found(reading)["amount"] == "348050"
    assert found(reading)["outcome"] == "partial", "less than was asked"
    (document,) = small_world.rows("document")
    assert (document["kind"], document["id"]) == ("decision_letter", reading.document_id)
    assert len(small_world.rows("document_link")) == 1


def test_nothing_is_decided_by_reading_and_confirming(world, application):
    reading = take(world, application, text=made_letters.AWARD)
    assert found(reading)["outcome"] == "awarded"
    confirmed = Confirmed(Outcome.AWARDED, TODAY, TODAY, 800_000)
    after = confirm_letter(
        world.ctx, world.actor("vera"), application.id, reading.id, confirmed=confirmed, expected_version=1
    )
    assert after.confirmed == confirmed
    assert world.rows("decision") == []
    assert world.rows("application")[0]["state"] == "submitted"
    with pytest.raises(Stale):
        confirm_letter(
            world.ctx, world.actor("bea"), application.id, reading.id, confirmed=confirmed, expected_version=1
        )


def test_a_photo_is_not_read_but_typed_over(small_world, small):
    photo = check_upload(made.photo(), "brief.jpg")
    with pytest.raises(InvalidInput) as problem:
        take(small_world, small, checked=photo)
    (error,) = problem.value.errors
    assert (error.field, error.code) == ("text", "no_text")
    assert "Wij kunnen deze foto niet lezen." in error.message
    assert small_world.rows("document") == []
    reading = take(small_world, small, checked=photo, text=made_letters.REFUSAL)
    assert found(reading)["outcome"] == "rejected"
    assert reading.document_id


def test_who_may_and_when(small_world):
    early = begin(small_world)
    with pytest.raises(NotAllowedNow):
        take(small_world, early, text="Beste")
    application = made_ready(small_world, early)
    with pytest.raises(Forbidden):
        take(small_world, application, "mo", text="Beste")
    with pytest.raises(NotFound):
        take(small_world, application, "otto", text="Beste")
    with pytest.raises(InvalidInput):
        take(small_world, application, text=" ")
    with pytest.raises(InvalidInput):
        take(small_world, application, text="a" * 50_001)


def test_from_paste_to_decision_in_the_browser(small_world, small):
    bea, here = client_of(small_world, "bea"), f"/applications/{small.id}"
    assert f"{here}/letters/new" in bea.get(here).text
    sent = bea.post(
        f"{here}/letters", **key_of(bea, f"{here}/letters/new", f"{here}/letters"), text=made_letters.CONDITIONAL
    )
    assert sent.status_code == 303
    check = sent.headers["Location"].removeprefix("/tracker")
    page = bea.get(check).text
    assert 'value="4250' in page and 'value="2026-10-05"' in page and 'value="2027-12-31"' in page
    assert "<mark>Goed nieuws: wij stellen € 4.250 beschikbaar" in page
    assert "waarschijnlijk" in words_of(page)
    fields = {
        "outcome": "conditional",
        "amount": "4.000",
        "letterOn": "2026-10-05",
        "receivedOn": "2026-10-07",
        "reportWhen": "binnen drie maanden",
        "condition-0": "De rest van het geld is er",
        "conditionDue-0": "2027-02-01",
        "condition-1": "",
    }
    wrong = bea.submit(check, **fields | {"receivedOn": "2026-10-01", "keepYears": "veel"})
    assert wrong.status_code == 400
    assert "Vul een getal in van 0 tot en met 30." in words_of(wrong.text)
    assert 'value="4.000"' in wrong.text
    confirmed = bea.submit(check, **fields)
    assert confirmed.status_code == 303
    form = bea.get(confirmed.headers["Location"].removeprefix("/tracker")).text
    assert 'value="4000' in form and 'value="2026-10-07"' in form
    assert "Voorwaarde: De rest van het geld is er" in form and "Verslag: binnen drie maanden" in form
    assert small_world.rows("decision") == []


def test_the_decision_holds_the_letter_that_filled_its_form(small_world, small):
    reading = take(small_world, small, checked=check_upload(made.pdf(LINES), "besluit.pdf"))
    confirmed = Confirmed(Outcome.PARTIAL, TODAY, TODAY, 348_050)
    confirm_letter(
        small_world.ctx, small_world.actor("bea"), small.id, reading.id, confirmed=confirmed, expected_version=1
    )
    bea, here = client_of(small_world, "bea"), f"/applications/{small.id}"
    filled = hidden_of(bea.get(f"{here}/decision?reading={reading.id}").text, f"{here}/decision")
    fields = {"outcome": "partial", "letterOn": TODAY.isoformat(), "receivedOn": TODAY.isoformat(), "letterKept": "1"}
    wrong = bea.post(f"{here}/decision", **filled, **fields)
    assert wrong.status_code == 400 and f'value="{reading.id}"' in wrong.text
    assert bea.post(f"{here}/decision", **filled, **fields, amount="3.480,50").status_code == 303
    assert small_world.rows("decision")[0]["document_id"] == reading.document_id
    assert f"/documents/{reading.document_id}" in bea.get(here).text
    seen = bea.send("GET", here).json["decisions"]
    assert [one["documentId"] for one in seen] == [reading.document_id]


def test_a_letter_of_another_application_is_not_taken(small_world, small):
    body = {"outcome": "rejected", "letterOn": "2026-11-20", "receivedOn": "2026-11-21", "letterKept": True}
    version = small_world.rows("application")[0]["version"]
    bea = client_of(small_world, "bea")
    sent = bea.send("POST", f"/applications/{small.id}/decisions", {**body, "readingId": new_id()}, version=version)
    assert sent.status_code == 404 and small_world.rows("decision") == []


def test_a_photo_keeps_what_was_typed(small_world, small):
    bea, here = client_of(small_world, "bea"), f"/applications/{small.id}"
    sent = bea.post(f"{here}/letters", text="", file=(io.BytesIO(made.photo()), "brief.jpg"))
    assert sent.status_code == 400
    assert "Wij kunnen deze foto niet lezen." in words_of(sent.text)


def test_h31_text_of_a_letter_is_shown_and_never_run(small_world, small):
    bea, here = client_of(small_world, "bea"), f"/applications/{small.id}"
    text = "Wij kennen u € 500 toe. <script>alert(1)</script><img onerror=x>"
    sent = bea.post(f"{here}/letters", text=text)
    page = bea.get(sent.headers["Location"].removeprefix("/tracker")).text
    assert "<script>alert" not in page and "<img onerror" not in page


def test_the_api_does_the_same(small_world, small):
    bea, path = client_of(small_world, "bea"), f"/applications/{small.id}/letters"
    headers = {"X-CSRF-Token": bea.token, "Idempotency-Key": new_id()}
    made_here = bea.http.post(f"/api/v1{path}", base_url=BASE, headers=headers, data={"text": made_letters.ENGLISH})
    assert made_here.status_code == 201
    letter = made_here.get_json()
    marked = {one["field"]: letter["text"][one["start"] : one["end"]] for one in letter["findings"]}
    assert marked["reference"] == "Our reference: GNT-2026-77"
    body = {
        "outcome": "partial",
        "letterOn": "2026-11-09",
        "receivedOn": "2026-11-20",
        "amount": "6500",
        "conditions": [{"text": "Teken de overeenkomst", "dueOn": None}],
    }
    here = f"{path}/{letter['id']}/confirmations"
    assert bea.send("POST", here, body, version=2).status_code == 412
    after = bea.send("POST", here, body, version=1).get_json()
    assert (after["confirmed"]["amount"], after["version"]) == ("6500", 2)
    assert bea.send("GET", f"{path}/{letter['id']}").get_json() == after
    wrong = bea.send("POST", here, body | {"outcome": "ja", "keepYears": 99, "status": "awarded"}, version=2)
    assert {error["field"] for error in wrong.get_json()["errors"]} == {"outcome", "keepYears", "status"}
    ahead = bea.send("POST", here, body | {"letterOn": "2027-01-01"}, version=2)
    assert {error["code"] for error in ahead.get_json()["errors"]} == {"in_future", "before_letter"}


def key_of(client, page, path):
    return hidden_of(client.get(page).text, path)
