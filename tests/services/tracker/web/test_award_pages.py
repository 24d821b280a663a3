from __future__ import annotations

import io
from datetime import timedelta

import pytest
from PIL import Image

from services.tracker.jobs.clock import tick
from tests.services.tracker.awarding import carried_out, cost, granted
from tests.services.tracker.client import client_of, hidden_of, words_of

GIVEN = {"letterOn": "2026-11-20", "receivedOn": "2026-11-21", "letterKept": True}
LETTER = {"letterOn": "2026-11-20", "receivedOn": "2026-11-21", "letterKept": "1"}


@pytest.fixture
def world(small_world):
    return small_world


def photo():
    kept = io.BytesIO()
    Image.new("RGB", (8, 8)).save(kept, "JPEG")
    kept.seek(0)
    return kept


def page_of(program):
    return f"/applications/{program.id}"


def press(client, page, act):
    return client.post(act, **hidden_of(client.get(page).text, act))


def test_the_whole_path_on_pages(world):
    program = granted(world)
    bea, page = program.client, page_of(program)
    text = words_of(bea.get(page).text)
    assert "Na de toekenning" in text and "Wat vraagt de gever van u?" in text
    done = bea.submit(f"{page}/award-terms", settling="on_costs", content="1", finance="1", reportOn="2027-06-30")
    assert done.status_code == 303, done.text
    program.receive(300_000)
    press(bea, f"{page}/award", f"{page}/begin")
    assert program.state == "running"
    record = f"/activities?place={world.place}"
    form = hidden_of(bea.get(record).text, "/activities")
    sent = bea.post(
        "/activities",
        **form,
        what="Keuken geverfd",
        happenedOn="2026-11-21",
        people="12",
        hours="2,5",
        application=program.id,
        cost0="Verf",
        amount0="350,50",
        receipt0=(photo(), "bon.jpg"),
        photo=(photo(), "keuken.jpg"),
    )
    assert sent.status_code == 303, words_of(sent.text)
    text = words_of(bea.get(record).text)
    assert "Keuken geverfd" in text and "12 mensen" in text and "350,50" in text and "2 foto's en bonnen" in text
    report = f"{page}/reports/{program.report()['id']}"
    text = words_of(bea.get(report).text)
    assert "Keuken geverfd" in text and "Een bestuurslid kan het nu tekenen" in text
    press(bea, report, f"{report}/signature")
    assert bea.submit(f"{report}/submission", sentOn="2026-11-22", channel="email").status_code == 303
    assert program.state == "reported"
    kept = bea.get(f"{page}/sent-reports/{program.report()['sent'][0]['id']}").text
    assert "Verstuurd op 22 november 2026." in words_of(kept) and "Keuken geverfd (12 mensen)" in words_of(kept)
    assert "350,50" in words_of(kept)
    bea.submit(f"{report}/question", question="Waar is de bon?", answerBy="2026-12-20", **LETTER)
    assert "Waar is de bon?" in words_of(bea.get(report).text) and program.state == "running"
    press(bea, report, f"{report}/signature")
    bea.submit(f"{report}/submission", sentOn="2026-11-22", channel="email")
    settled = bea.submit(f"{page}/settlement", final="2.500,00", ground="cost_less", **LETTER)
    assert settled.status_code == 303, words_of(settled.text)
    text = words_of(bea.get(f"{page}/award").text)
    assert "2.500,00" in text and "De gever wil geld terug" in text
    assert "Afsluiten" not in text, "more came in than was settled"
    bea.submit(f"{page}/claim", amount="500", dueOn="2026-12-15", terms="2", **LETTER)
    for amount in ("250", "250"):
        bea.submit(f"{page}/repayment", amount=amount, paidOn="2026-11-22")
    assert program.state == "closed"
    text = words_of(bea.get(f"{page}/award").text)
    assert "terugbetaald" in text and "Afgesloten" in text
    assert bea.get(page).status_code == 200


def steps_of(program):
    """What the card on the page of the application offers: the main act, and the others."""
    card = program.client.get(page_of(program)).text.partition("Wat u nu kunt doen")[2].partition("</section>")[0]
    first, _fold, others = card.partition("<details")
    return words_of(f"<main>{first}</main>"), words_of(f"<main>{others}</main>")


def test_the_card_offers_what_comes_next_after_an_award(world):
    program = granted(world)
    main, others = steps_of(program)
    assert "Wij beginnen met het plan" in main and "De gever trekt de toekenning in" in others
    bea, page = program.client, page_of(program)
    bea.submit(f"{page}/award-terms", settling="on_costs", finance="1", beginsOn="2027-03-01", reportOn="2027-06-30")
    main, others = steps_of(program)
    assert "Wij beginnen" not in main + others, "the plan begins in March"
    assert "vastgesteld" not in main + others, "this funder asks a report"
    bea.submit(f"{page}/award-terms", settling="on_costs", finance="1", reportOn="2027-06-30")
    program.receive(300_000)
    press(bea, page, f"{page}/begin")
    main, others = steps_of(program)
    assert "Verslag maken" in main and "Er verandert iets in ons plan" in others
    assert "antwoordde" not in main + others, "nothing was asked"
    bea.submit(f"{page}/plan-change", kind="plan", what="Anders", askedOn="2026-11-22")
    main, others = steps_of(program)
    assert "De gever antwoordde op de wijziging" in main + others and "Er verandert iets" not in others
    program.record(what="Keuken geverfd", costs=[cost(program, "2500")])
    program.write_report(fromOn=None)
    program.send_report()
    assert "De gever heeft het bedrag vastgesteld" in steps_of(program)[0]
    program.post("settlements", {**GIVEN, "final": "2500", "ground": "cost_less"})
    main, others = steps_of(program)
    assert "De gever wil geld terug" in others and "Afsluiten" not in main + others
    program.post("claims", {**GIVEN, "amount": "500", "dueOn": "2026-12-15", "terms": 1, "reason": "Minder kosten"})
    main, others = steps_of(program)
    assert "Wij betaalden geld terug" in main and "De gever hoeft het geld niet terug" in others


def test_a_late_report_is_made_or_settled_from_the_card(world):
    program = carried_out(world, reportOn="2026-12-01")
    world.clock.move(timedelta(days=15))
    tick(world.ctx)
    assert program.state == "report_overdue"
    main, others = steps_of(program.as_("bea"))
    assert "Verslag maken" in main and "De gever stelde het bedrag zelf vast" in others


def test_every_form_says_all_that_is_wrong_and_keeps_what_was_typed(world):
    program = carried_out(world)
    bea, page = program.client, page_of(program)
    bea.submit(f"{page}/plan-change", kind="plan", what="Anders", askedOn="2026-11-22")
    forms = {
        "award-terms": {"reportWeeks": "veel", "endsOn": "ooit", "note": "Zo stond het er"},
        "plan-change": {"what": "Zo stond het er"},
        "plan-answer": {"note": "Zo stond het er"},
        "settlement": {"final": "twee", "reason": "Zo stond het er"},
        "revocation": {"letterOn": "2026-11-22"},
        "revision": {"final": "-1", "reason": "Zo stond het er"},
        "claim": {"amount": "1e309", "reason": "Zo stond het er"},
        "write-off": {"reason": "Zo stond het er"},
    }
    for form, typed in forms.items():
        answer = bea.submit(f"{page}/{form}", **typed)
        assert answer.status_code == 400, form
        assert "Er zijn nog" in answer.text or "Er is nog 1 ding" in answer.text, form
        assert "Zo stond het er" in answer.text or form == "revocation"


def test_a_record_that_is_wrong_comes_back_as_typed(world):
    program = carried_out(world)
    bea = program.client
    form = hidden_of(bea.get(f"/activities?place={world.place}").text, "/activities")
    answer = bea.post("/activities", **form, what="", happenedOn="2030-01-01", people="veel", amount0="min een")
    text = words_of(answer.text)
    assert answer.status_code == 400 and "Er zijn nog 3 dingen" in text and 'value="min een"' in answer.text
    assert world.rows("activity") == []


def test_a_file_that_is_no_photo_is_refused_and_nothing_is_kept(world):
    program = carried_out(world)
    form = hidden_of(program.client.get(f"/activities?place={world.place}").text, "/activities")
    answer = program.client.post("/activities", **form, what="Soep", photo=(io.BytesIO(b"MZ..."), "soep.jpg"))
    assert answer.status_code == 400 and world.rows("activity") == [] and world.rows("activity_photo") == []


def test_the_parts_of_a_cost_are_divided_and_corrected(world):
    program = carried_out(world)
    bea = program.client
    kept = program.record(what="Keuken geverfd", costs=[cost(program, "100")])
    page, line = f"/activities/{kept['id']}", kept["costs"][0]["id"]
    fields = {"what": "Keuken", "happenedOn": "2026-11-21", "application": program.id, f"cost-{line}": "Verf"}
    bea.submit(page, **fields, **{f"amount-{line}": "100", f"share-{line}-{program.id}": "100,01"})
    text = words_of(bea.get(page).text)
    assert "Deze kosten zijn te vaak gevraagd" in text and "0,01 te veel" in text
    report = f"{page_of(program)}/reports/{program.report()['id']}"
    answer = press_anyway(bea, report, f"{report}/signature", program)
    assert answer.status_code == 409 and "voor meer dan het hele bedrag" in words_of(answer.text)
    bea.submit(page, **fields, **{f"amount-{line}": "100", f"share-{line}-{program.id}": "60"})
    assert "te vaak gevraagd" not in words_of(bea.get(page).text)
    assert program.report()["spent"] == "60"


def press_anyway(client, page, act, program):
    """A button that the page does not show, with the version that it would have."""
    client.get(page)
    return client.post(act, version=program.report()["version"], idempotency_key="k")


def test_what_was_taken_away_comes_back(world):
    program = carried_out(world)
    kept = program.record(what="Keuken geverfd")
    page = f"/activities/{kept['id']}"
    press(program.client, page, f"{page}/removal")
    assert "telt niet mee" in words_of(program.client.get(page).text) and program.report()["activityIds"] == []
    press(program.client, page, f"{page}/removal")
    assert program.report()["activityIds"] == [kept["id"]]


def test_a_stranger_sees_nothing(world):
    program = carried_out(world)
    kept = program.record(what="Keuken geverfd")
    otto = client_of(world, "otto")
    report = f"{page_of(program)}/reports/{program.report()['id']}"
    for path in (f"{page_of(program)}/award", report, f"{report}/print", f"/activities/{kept['id']}"):
        assert otto.get(path).status_code == 404, path
    assert otto.get(f"/activities?place={world.place}").status_code == 404


def test_what_people_write_is_shown_as_text(world):
    program = carried_out(world)
    program.record(what="<script>alert(1)</script>", lesson="{{ 7*7 }}")
    program.write_report(story="<img onerror=x>")
    report = f"{page_of(program)}/reports/{program.report()['id']}"
    for path in (report, f"{report}/print", f"/activities?place={world.place}"):
        text = program.client.get(path).text
        assert "<script>alert" not in text and "<img onerror" not in text


def test_a_member_writes_and_does_not_sign(world):
    program = carried_out(world)
    program.record(what="Keuken geverfd", costs=[cost(program, "10")])
    report = f"{page_of(program)}/reports/{program.report()['id']}"
    text = words_of(client_of(world, "mo").get(report).text)
    assert "Schrijven" in text and "Tekenen als bestuur" not in text
    text = words_of(client_of(world, "cor").get(report).text)
    assert "Schrijven" not in text


def test_the_record_starts_empty_with_the_form_in_front(world):
    text = words_of(client_of(world, "mo").get(f"/activities?place={world.place}").text)
    assert "Nog niets. Begin met wat u vandaag" in text and "Wat deed u?" in text
    assert client_of(world, "mo").get("/activities").status_code == 302
