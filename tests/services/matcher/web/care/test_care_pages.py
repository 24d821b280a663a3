"""The pages for who looks after the catalogue, as a browser without scripts uses them."""

from __future__ import annotations

import re
from html import unescape

import pytest

from services.matcher.usecases.care import best_matches
from services.matcher.usecases.catalogue.current import current_catalogue
from services.matcher.usecases.catalogue.publish import publish
from services.matcher.web.field_words import field_name, value_text
from tests.services.matcher.carers import PROVIDER, SOURCE
from tests.services.matcher.world import NOW

FORM = {
    "version": "1",
    "status": "open",
    "phone": "010 123 45 67",
    "summary": "Geld voor plannen van bewoners in hun eigen straat of buurt.",
    "areas": ["GM0599"],
    "seen_url": "rotterdam.example/bewoners",
    "seen_on": "2026-11-20",
}
HOSTILE = '"><script>alert(1)</script>{{ 7*7 }}'


def text_of(answer):
    """What a reader sees, roughly."""
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", answer.text)))


def value_of(answer, name):
    """What stands in an input."""
    found = re.search(rf'name="{re.escape(name)}"[^>]*value="([^"]*)"', answer.text)
    return found and unescape(found[1])


def document(carers, source_id=SOURCE):
    return current_catalogue(carers.world.ctx.database).sources[source_id].document


@pytest.fixture
def vera(carers):
    return carers.world.client(carers.vera)


@pytest.fixture
def cora(carers):
    return carers.world.client(carers.cora)


def called_first(page):
    found = re.search(r'class="card-title"><a href="/sources/([^"]+)"', page.text)
    assert found, page.text
    return found[1]


def test_the_hub_shows_whom_to_call_and_one_tap_takes_the_answer(carers, vera):
    carers.world.need(carers.place)
    page = vera.get("/catalogue/care")
    assert page.status_code == 200
    seen = text_of(page)
    assert "u spreekt met Vera" in seen and "1 behoefte wacht hierop" in seen
    first = called_first(page)
    form = {"heard": "open", "back": "care", "idempotency_key": "tik"}
    assert vera.post(f"/sources/{first}/checks", form).headers["Location"] == "/catalogue/care"
    after = vera.get("/catalogue/care")
    assert called_first(after) != first
    assert "Net bewaard" in text_of(after) and document(carers, first)["status"] == "open"
    vera.post(f"/sources/{first}/checks", form)
    assert current_catalogue(carers.world.ctx.database).sources[first].version == 2

    undo = re.search(r'action="(/catalogue/checks/[^"]+/undo)"', after.text)
    assert undo
    assert vera.post(undo[1], {"back": "care"}).status_code == 303
    assert called_first(vera.get("/catalogue/care")) == first


def test_the_hub_without_needs_says_so_and_shows_how_fresh_everything_is(vera):
    page = vera.get("/catalogue/care?start=500")
    assert "Nog geen behoeften" in text_of(page)
    assert re.search(r"\d+ van de \d+ bronnen zijn kort geleden gezien", text_of(page))
    assert "Wat 18 maanden of langer geleden gezien is, telt bij het zoeken als onbekend." in text_of(page)


def test_the_hub_says_what_was_not_looked_at_yet(carers, vera, monkeypatch):
    monkeypatch.setattr(best_matches, "SECONDS", 0)
    for title in ("Borrel", "Buurtsoep"):
        carers.world.need(carers.place, title=title)
    assert "Nog 1 vraag is niet bekeken: dat kost meer tijd. Kijk verder" in text_of(vera.get("/catalogue/care"))
    assert "niet bekeken" not in text_of(vera.get("/catalogue/care"))


def test_every_field_on_the_hub_has_an_id_of_its_own_and_more_can_be_told_elsewhere(carers, vera):
    carers.world.need(carers.place)
    page = vera.get("/catalogue/care")
    ids = re.findall(r' id="([^"]+)"', page.text)
    assert len(ids) == len(set(ids))
    more = unescape(re.search(r'href="(/sources/[^"]+/checks/new[^"]*)"', page.text)[1])  # type: ignore[index]
    form = vera.get(more)
    assert value_of(form, "back") == "care"
    told = {"heard": "closed", "until": "2027-01-04", "note": "Mevrouw Bos", "back": "care"}
    assert vera.post(more.split("/new")[0], told).headers["Location"] == "/catalogue/care"
    seen = text_of(vera.get("/catalogue/care"))
    assert "wanneer zij weer opengaat" in seen and "Weer open op 4 januari 2027." in seen


def test_the_list_goes_on(carers, vera):
    carers.world.need(carers.place)
    page = vera.get("/catalogue/care")
    following = vera.get(unescape(re.search(r'rel="next" href="([^"]+)"', page.text)[1]))  # type: ignore[index]
    assert called_first(following) != called_first(page)


def test_an_answer_with_an_error_keeps_what_was_typed(vera):
    page = vera.post(f"/sources/{SOURCE}/checks", {"heard": "open", "until": "2020-01-01", "note": "Mevrouw Bos"})
    assert page.status_code == 400
    assert value_of(page, "until") == "2020-01-01"
    assert "Mevrouw Bos" in page.text and 'href="#veld-until"' in page.text


def test_the_page_of_a_source_offers_the_buttons_to_who_may_use_them(carers, vera, cora):
    path = f"/sources/{SOURCE}"
    assert "Klopt dit nog?" in text_of(vera.get(path))
    assert "Stel een verandering voor" in text_of(vera.get(path))
    assert "Deze bron aanpassen" in text_of(cora.get(path))
    for actor in (None, carers.mia):
        assert "Klopt dit nog?" not in text_of(carers.world.client(actor).get(path))
    answer = vera.post(f"{path}/checks", {"heard": "closed", "back": "source", "note": "Meneer Vos"})
    assert answer.headers["Location"] == path
    assert "Meneer Vos" in text_of(vera.get(path)) and "Terugnemen" in text_of(vera.get(path))


def test_going_back_and_choosing_another_answer_is_another_answer(carers, vera):
    for heard in ("open", "closed"):
        answer = vera.post(f"/sources/{SOURCE}/checks", {"heard": heard, "idempotency_key": "dezelfde"})
        assert answer.status_code == 303
    assert document(carers)["status"] == "closed"


def test_from_a_proposal_to_the_decision(carers, vera, cora):
    form = vera.get(f"/sources/{SOURCE}/change")
    assert value_of(form, "version") == "1"
    made = vera.post(f"/sources/{SOURCE}/change", {**FORM, "note": HOSTILE, "idempotency_key": "k"})
    assert made.status_code == 303, text_of(made)
    again = vera.post(f"/sources/{SOURCE}/change", {**FORM, "note": HOSTILE, "idempotency_key": "k"})
    path = made.headers["Location"]
    assert again.headers["Location"] == path
    assert "wacht op een coördinator" in text_of(vera.get(path)) and "Niets overnemen" not in vera.get(path).text
    assert SOURCE not in text_of(carers.world.client(carers.victor).get("/catalogue/proposals"))

    assert path in cora.get("/catalogue/proposals").text
    assert "Er wacht 1 voorstel op u." in text_of(cora.get("/catalogue/care"))
    assert "voorstel op u" not in text_of(vera.get("/catalogue/care"))
    review = cora.get(path)
    assert "<script>alert" not in review.text and "Telefoon" in text_of(review)
    assert "open behoefte" not in text_of(review)  # another telephone number changes nothing for a need
    hidden = {name: value_of(review, name) for name in ("version", "source_version", "idempotency_key")}
    decide = f"{path}/decision"
    nothing = cora.post(decide, {**hidden, "decision": "accept", "reason": "mijn reden"})
    assert nothing.status_code == 400 and "mijn reden" in nothing.text
    without_reason = cora.post(decide, {**hidden, "decision": "refuse"})
    assert without_reason.status_code == 400 and 'href="#veld-reason"' in without_reason.text
    fields = re.findall(r'name="accepted" value="([^"]+)" checked', review.text)
    assert "phone" in fields
    assert cora.post(decide, {**hidden, "decision": "accept", "accepted": fields}).status_code == 303
    assert document(carers)["phone"] == "010 123 45 67"
    late = carers.world.client(carers.cees).post(decide, {**hidden, "decision": "refuse", "reason": "te laat"})
    assert late.status_code == 409 and "al beslist" in text_of(late)
    assert "overgenomen" in text_of(vera.get(path))
    assert "Er wacht niets" in text_of(cora.get("/catalogue/proposals"))
    assert path in cora.get("/catalogue/proposals?all=1").text


def test_a_reviewer_sees_for_how_many_needs_it_matters(carers, vera, cora):
    carers.world.need(carers.place)
    path = vera.post(f"/sources/{SOURCE}/change", {**FORM, "status": "closed"}).headers["Location"]
    assert "Dit verandert iets voor 1 open behoefte." in text_of(cora.get(path))
    assert "open behoefte" not in text_of(vera.get(path))


def test_a_review_of_a_source_that_changed_meanwhile_shows_it(carers, vera, cora):
    path = vera.post(f"/sources/{SOURCE}/change", FORM).headers["Location"]
    review = cora.get(path)
    hidden = {name: value_of(review, name) for name in ("version", "source_version")}
    carers.world.client(carers.victor).post(f"/sources/{SOURCE}/checks", {"heard": "closed"})
    stale = cora.post(
        f"{path}/decision", {**hidden, "decision": "accept", "accepted": ["status", "phone"], "reason": "x"}
    )
    assert stale.status_code == 412
    assert "Dit is na het voorstel veranderd. Nu staat er: gesloten" in text_of(stale)
    assert document(carers)["status"] == "closed"


def test_a_coordinator_sees_what_another_changed_and_keeps_what_was_typed(carers, cora):
    carers.world.client(carers.victor).post(f"/sources/{SOURCE}/checks", {"heard": "closed"})
    stale = cora.post(f"/sources/{SOURCE}/change", FORM)
    assert stale.status_code == 412
    assert "Dit veranderde iemand anders net" in text_of(stale) and "gesloten" in text_of(stale)
    assert (value_of(stale, "phone"), value_of(stale, "version")) == ("010 123 45 67", "2")
    assert cora.post(f"/sources/{SOURCE}/change", {**FORM, "version": "2"}).headers["Location"] == f"/sources/{SOURCE}"


def test_a_new_source_with_a_region_to_choose(carers, cora):
    form = {
        **{name: value for name, value in FORM.items() if name != "areas"},
        "name": "Straatfeestpot",
        "provider": "Stichting Straat",
        "provider_kind": "fund",
        "mechanism": "application",
        "support": ["money"],
        "area_text": "delfshaven",
        "amounts.0.max": "€ 500",
        "closing_dates.0": "2027-03-01",
    }
    asked = cora.post("/catalogue/sources", form)
    assert asked.status_code == 400 and "Delfshaven (wijk, Rotterdam)" in text_of(asked)
    assert (value_of(asked, "name"), value_of(asked, "amounts.0.max")) == ("Straatfeestpot", "€ 500")
    picked = {**form, "area": "WK059903", "area_asked": "delfshaven"}
    more = cora.post("/catalogue/sources", {**picked, "more_areas": "1"})
    assert more.status_code == 200 and re.search(r'name="areas" value="WK059903" checked', more.text)
    made = cora.post("/catalogue/sources", {**picked, "area_text": "", "areas": ["WK059903"]})
    assert made.status_code == 303, text_of(made)
    assert "Straatfeestpot" in text_of(carers.world.client().get(made.headers["Location"]))


def test_all_errors_of_a_new_source_stand_at_their_fields(cora):
    page = cora.post("/catalogue/sources", {"name": HOSTILE, "amounts.0.min": "veel", "phone": "bel mij", "status": ""})
    assert page.status_code == 400 and "<script>alert" not in page.text
    fields = set(re.findall(r'href="#veld-([^"]+)"', page.text))
    assert fields >= {"provider", "provider-kind", "mechanism", "support", "summary", "area-text", "amounts-0-min"}
    assert fields >= {"phone", "seen-url"}
    assert {f'id="veld-{field}"' in page.text for field in fields} == {True}
    assert value_of(page, "name") == HOSTILE


def test_a_funder_gets_the_form_for_its_own_sources(carers):
    fien = carers.world.client(carers.fien)
    assert value_of(fien.get("/catalogue/sources/new"), "provider") == PROVIDER
    assert fien.get("/catalogue/care").status_code == 403
    other = fien.post("/catalogue/sources", {"name": "Mijn pot", "provider": "Een ander fonds"})
    assert (other.status_code, value_of(other, "name")) == (400, "Mijn pot")
    assert re.findall(r'href="#veld-([^"]+)"', other.text) == ["provider"]


def test_every_way_out_of_the_form_is_open_to_who_sees_it(carers, cora):
    fien = carers.world.client(carers.fien)
    assert "/catalogue/care" not in fien.get("/catalogue/sources/new").text
    assert cora.get("/catalogue/sources/new").text.count('href="/catalogue/care"') == 2


def test_who_proposed_something_finds_it_from_the_first_page(carers, vera, cora):
    fien, sources = carers.world.client(carers.fien), current_catalogue(carers.world.ctx.database).sources.values()
    its_own = next(entry.source.id for entry in sources if entry.source.provider == PROVIDER)
    for browser, source_id in ((fien, its_own), (vera, SOURCE)):
        assert "/catalogue/proposals" not in browser.get("/").text
        assert browser.post(f"/sources/{source_id}/change", FORM).status_code == 303
        assert "Uw voorstellen" in text_of(browser.get("/"))
    assert "Uw voorstellen" not in text_of(cora.get("/"))


def test_the_history_in_words_with_names_for_who_is_signed_in(carers, vera):
    vera.post(f"/sources/{SOURCE}/checks", {"heard": "open"})
    path = f"/sources/{SOURCE}/history"
    assert path in carers.world.client().get(f"/sources/{SOURCE}").text
    public, signed_in = text_of(carers.world.client().get(path)), text_of(carers.world.client(carers.mia).get(path))
    assert "een vrijwilliger" in public and "Vera" not in public
    assert "Vera" in signed_in
    assert "Is het open? onbekend → open" in public.replace("niet bekend", "onbekend")
    assert "Toegevoegd aan de catalogus" in public
    assert carers.world.client().get(f"{path}?start=9999").status_code == 200
    assert carers.world.client().get("/sources/bestaat-niet/history").status_code == 404


def test_every_field_of_every_record_has_words(carers):
    """No English name of a field and no code is left over in a history."""
    catalogue = current_catalogue(carers.world.ctx.database)
    for entry in catalogue.sources.values():
        for path, value in entry.document.items():
            if path != "id":
                assert field_name(path) != path
                assert "{'" not in value_text(path, value, catalogue.regions)
            if isinstance(value, dict):
                for part, inner in value.items():
                    assert "_" not in field_name(f"{path}.{part}")
                    assert value_text(f"{path}.{part}", inner, catalogue.regions)


def test_who_may_not_gets_no_page(carers, vera):
    mia, visitor = carers.world.client(carers.mia), carers.world.client()
    for path in ("/catalogue/care", f"/sources/{SOURCE}/change", "/catalogue/sources/new"):
        assert mia.get(path).status_code == 403
        assert visitor.get(path).status_code == 303
    assert mia.get("/catalogue/proposals").status_code == 200
    path = vera.post(f"/sources/{SOURCE}/change", FORM).headers["Location"]
    assert mia.get(path).status_code == 404
    assert vera.post(f"{path}/decision", {"version": "1", "decision": "refuse", "reason": "x"}).status_code == 403


def test_what_was_typed_stays_when_the_source_is_listed_no_more(carers, vera):
    with carers.world.ctx.write() as work:
        publish(work.connection, [], changed_by="file", at=NOW, gone=[SOURCE])
    answer = vera.post(f"/sources/{SOURCE}/change", {**FORM, "note": "Gebeld met mevrouw Bos"})
    assert answer.status_code == 409
    assert "staat niet meer in de catalogus" in text_of(answer)
    assert "Gebeld met mevrouw Bos" in answer.text
