from __future__ import annotations

import re

import pytest

from services.tracker.usecases.accounting.begin_plan import begin_plan
from tests.services.tracker.acts import begin, decide, made_ready
from tests.services.tracker.budget_acts import second_source, view
from tests.services.tracker.client import client_of, hidden_of, words_of

LINE = {
    "money.0.text": "Keukenblok",
    "money.0.amount": "3.000,00",
    "money.0.kind": "equipment",
    "money.0.vat": "not_back",
}
PAINT = {"money.1.text": "Verf", "money.1.amount": "1.000", "money.1.kind": "", "money.1.vat": "not_back"}


@pytest.fixture
def world(small_world):
    return small_world


@pytest.fixture
def bea(world):
    return client_of(world, "bea")


def path_of(application, rest=""):
    return f"/applications/{application.id}/budget{rest}"


def write(client, application, **fields):
    """Opens the form and sends it with its hidden fields, but with rows of its own."""
    form = hidden_of(client.get(path_of(application, "/edit")).text, path_of(application, "/edit"))
    return client.post(path_of(application, "/edit"), version=form["version"], **fields)


def test_from_the_application_to_its_budget(bea, world):
    application = begin(world)
    page = bea.get(f"/applications/{application.id}").text
    assert f'href="/tracker{path_of(application)}"' in page
    text = words_of(bea.get(path_of(application)).text)
    assert "Een nieuwe keuken" in text and "€ 4.000,00" in text
    assert "Dekkingsplan" in text and "(deze aanvraag)" in text and "Het dekkingsplan klopt op de cent" in text


def test_writing_lines_hours_and_goods(bea, world):
    application = begin(world)
    hours = {"hours.0.text": "Klussen", "hours.0.hours": "12,5", "hours.0.rate": "15", "hours.0.giver": "Wijzelf"}
    goods = {"goods.3.text": "Kasten", "goods.3.amount": "200", "goods.3.giver": "Bouwmarkt", "goods.3.state": "asked"}
    assert write(bea, application, **LINE, **PAINT, **hours, **goods).status_code == 303
    text = words_of(bea.get(path_of(application)).text)
    for part in ("Keukenblok", "12,5 uur à € 15", "€ 187,50", "Bouwmarkt · Gevraagd", "Samen waard € 387,50"):
        assert part in text, part
    form = bea.get(path_of(application, "/edit")).text
    assert 'value="12,5"' in form and 'value="3000"' in form
    assert hidden_of(form, path_of(application, "/edit"))["version"] == "1"


def test_a_small_request_has_three_lines_and_no_vat(bea, world):
    world.offer(amount_sought_cents=25_000, papers=())
    application = begin(world)
    form = bea.get(path_of(application, "/edit")).text
    assert form.count('.text"') == 3 and "btw" not in words_of(form) and "Soort kosten" not in words_of(form)
    assert "Uren en spullen" not in words_of(form)
    page = words_of(bea.get(path_of(application)).text)
    assert "Dekkingsplan" not in page and "versie" not in page.lower()


def test_nothing_typed_is_lost(bea, world):
    application = begin(world)
    more = write(bea, application, **LINE, more="money")
    assert more.status_code == 200 and 'value="Keukenblok"' in more.text and world.rows("budget") == []
    wrong = write(
        bea,
        application,
        **LINE | {"money.0.amount": "veel", "money.1.text": "", "money.1.amount": "5"},
        **{"hours.0.text": "Klussen", "hours.0.hours": "x", "hours.0.rate": "15"},
    )
    assert wrong.status_code == 400
    assert 'value="veel"' in wrong.text and 'value="x"' in wrong.text
    assert 'href="#veld-money-0-amount"' in wrong.text and 'href="#veld-hours-0-hours"' in wrong.text
    rules = write(bea, application, **{"money.0.text": "", "money.0.amount": "5", "hours.0.text": "Klussen"})
    assert rules.status_code == 400
    for field in ("money-0-text", "hours-0-hours", "hours-0-rate"):
        assert f'href="#veld-{field}"' in rules.text, field


def test_pressing_twice_saves_once(bea, world):
    application = begin(world)
    path = path_of(application, "/edit")
    form = hidden_of(bea.get(path).text, path) | LINE
    assert [bea.post(path, **form).status_code for _press in range(2)] == [303, 303]
    assert world.rows("budget")[0]["version"] == 1


def test_somebody_was_first(bea, world):
    application = begin(world)
    form = hidden_of(bea.get(path_of(application, "/edit")).text, path_of(application, "/edit"))
    write(client_of(world, "mo"), application, **PAINT)
    late = bea.post(path_of(application, "/edit"), version=form["version"], **LINE)
    assert late.status_code == 412
    assert (
        "Mo: Begroting aangepast (Verf: nieuw, een regel: weg)" in words_of(late.text)
        and 'value="Keukenblok"' in late.text
    )


def test_own_money_and_what_each_pays(bea, world):
    application = begin(world)
    write(bea, application, **LINE, **PAINT | {"money.1.amount": "1.350"})
    assert "Er is nog € 350 nodig" in words_of(bea.get(path_of(application)).text)
    covers = {"covers.0.kind": "own", "covers.0.name": "", "covers.0.amount": "350", "covers.0.state": "promised"}
    answer = bea.submit(path_of(application, "/covers"), **covers)
    assert answer.status_code == 303
    text = words_of(bea.get(path_of(application)).text)
    assert "klopt op de cent" in text and "Eigen geld" in text
    shares = path_of(application, f"/shares/{application.id}")
    first, second = view(world, application).plan.money_lines
    wrong = bea.submit(shares, **{f"line.{first.id}": "3000", f"line.{second.id}": "900"})
    assert wrong.status_code == 400 and "Er is nog € 100 nodig" in words_of(wrong.text) and 'value="900"' in wrong.text
    assert bea.submit(shares, **{f"line.{first.id}": "3000", f"line.{second.id}": "1000"}).status_code == 303
    own = view(world, application).budget.covers[0]
    hint = words_of(bea.get(path_of(application, f"/shares/{own.id}")).text)
    assert "Kost € 1.350. Keukens voor de buurt betaalt € 1.000." in hint


def test_what_if(bea, world):
    application = begin(world)
    path = path_of(application, f"/what-if?cover={application.id}")
    assert "Dan is er nog € 4.000 nodig" in words_of(bea.get(path).text)
    assert "Dan is er nog € 1.000 nodig" in words_of(bea.get(f"{path}&amount=3.000").text)
    wrong = bea.get(f"{path}&amount=veel")
    assert wrong.status_code == 400 and 'value="veel"' in wrong.text
    assert bea.get(path_of(application, "/what-if?cover=nothing")).status_code == 404


def test_going_on_with_a_gap(bea, world):
    application = begin(world)
    write(bea, application, **LINE, **PAINT | {"money.1.amount": "1.350"})
    answer = bea.submit(path_of(application, "/gap"), reason="")
    assert answer.status_code == 400
    assert bea.submit(path_of(application, "/gap"), reason="De buurt zamelt in.").status_code == 303
    assert "Het bestuur gaat toch door: De buurt zamelt in." in words_of(bea.get(path_of(application)).text)


def test_versions_beside_each_other(bea, world):
    application = begin(world)
    write(bea, application, **LINE, **PAINT)
    made_ready(world, application)
    line, other = view(world, application).budget.lines
    fields = {"money.0.id": line.id, "money.1.id": other.id}
    write(bea, application, **LINE | {"money.0.amount": "2.000"}, **PAINT | {"money.1.amount": "2.000"}, **fields)
    page = words_of(bea.get(path_of(application)).text)
    assert "Versie 1" in page and "goedgekeurd door het bestuur" in page
    text = words_of(bea.get(path_of(application, "/versions/1")).text)
    assert "Er verschuift 25 % van het geld" in text and "€ 3.000,00" in text and "€ 2.000,00" in text
    assert bea.get(path_of(application, "/versions/9")).status_code == 404


def test_a_large_shift_leads_to_asking_the_funder(bea, world):
    application = begin(world)
    write(bea, application, **LINE, **PAINT)
    made_ready(world, application)
    decide(world, application)
    line, other = view(world, application).budget.lines
    fields = {"money.0.id": line.id, "money.1.id": other.id}
    write(bea, application, **LINE | {"money.0.amount": "2.000"}, **PAINT | {"money.1.amount": "2.000"}, **fields)
    ask = f"/applications/{application.id}/plan-change?kind=budget"
    assert ask not in bea.get(path_of(application, "/versions/1")).text, "there is nothing to ask before the plan runs"
    begin_plan(world.ctx, world.actor("bea"), application.id)
    assert ask in bea.get(path_of(application, "/versions/1")).text
    assert re.search(r'value="budget"[^>]* checked', bea.get(ask).text)


def test_a_prepared_message(bea, world):
    first, second = begin(world), second_source(world)
    made_ready(world, first)
    made_ready(world, second)
    decide(world, first)
    page = bea.get(f"/applications/{second.id}").text
    assert "Bericht aan Gever 2 staat klaar: samen € 4.000 te veel" in words_of(page)
    assert "Laat de gever weten dat er ook ander geld komt" in words_of(page)
    note = world.rows("funder_note")[0]
    path = f"/applications/{second.id}/funder-notes/{note['id']}"
    text = words_of(bea.get(path).text)
    assert "Wij sturen niets." in text and "Geachte heer, mevrouw" in text and "€ 4.000 van Fonds voor de wijk" in text
    answer = bea.post(path, version="1", told="1", idempotency_key="n1")
    assert answer.status_code == 303
    assert world.rows("funder_note")[0]["state"] == "done"
    assert world.rows("task", kind="tell_funder")[0]["done_at"] is not None
    assert "staat klaar" not in words_of(bea.get(f"/applications/{second.id}").text).partition("Wat er gebeurde")[0]


def test_others_and_readers(bea, world):
    application = begin(world)
    write(bea, application, **LINE)
    otto, cor = client_of(world, "otto"), client_of(world, "cor")
    for rest in ("", "/edit", "/covers", f"/shares/{application.id}", f"/what-if?cover={application.id}", "/gap"):
        assert otto.get(path_of(application, rest)).status_code == 404
    page = cor.get(path_of(application))
    assert page.status_code == 200 and "Begroting aanpassen" not in page.text and "Wat betaalt dit?" not in page.text
    for rest in ("/edit", "/covers", f"/shares/{application.id}", "/gap"):
        assert cor.get(path_of(application, rest)).status_code == 403
        assert cor.post(path_of(application, rest), version="1", **PAINT).status_code == 403


def test_what_people_write_is_shown_as_text(bea, world):
    nasty = "<script>alert(1)</script>{{7*7}}"
    application = begin(world)
    write(bea, application, **LINE | {"money.0.text": nasty})
    for rest in ("", "/edit", f"/shares/{application.id}"):
        text = bea.get(path_of(application, rest)).text
        assert "<script>alert" not in text and "{{7*7}}" in text
