"""The pages from start to match, as a browser without scripts uses them."""

from __future__ import annotations

import re
from html import unescape

import pytest

from services.matcher.usecases.demo.seed import seed_demo
from shared.access.actors import Role
from shared.access.rights import Right
from shared.plumbing.endpoints import PUBLIC
from tests.services.matcher.world import BOSPOLDER, World, context_for

HOSTILE = '"><script>alert(1)</script>{{ 7*7 }}'
FORM = {
    "title": "Straatborrel",
    "description": "Een borrel op de stoep.",
    "support": ["money", "materials"],
    "amount_sought": "€ 2.500,00",
}


@pytest.fixture
def place(small_world):
    return small_world.place()


@pytest.fixture
def noor(small_world, place):
    return small_world.client(small_world.noor)


def text_of(answer):
    """What a reader sees, roughly: without markup, spaces evened out."""
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", answer.text)))


def found_in(answer, pattern):
    """What the group of the pattern holds on the page; fails when it is not there."""
    found = re.search(pattern, answer.text)
    assert found is not None, pattern
    return found[1]


def value_of(answer, name):
    """What stands in an input."""
    found = re.search(rf'name="{re.escape(name)}"[^>]*value="([^"]*)"', answer.text)
    return found and unescape(found[1])


def test_a_visitor_reads_what_this_is_and_can_begin(small_world):
    page = small_world.client().get("/")
    assert page.status_code == 200
    assert "Wat zoekt u" in text_of(page)
    assert 'href="/sign-in?purpose=register&amp;next=/places/new"' in page.text


def test_the_demo_shows_three_needs_with_three_matches_and_people_to_be(small_world):
    ctx = small_world.ctx
    demo = World(context_for(ctx.people, ctx.database, ctx.notifier, demo=True))
    seed_demo(demo.ctx)
    page = demo.client().get("/")
    assert len(re.findall(r'class="card-title"', page.text)) == 9
    assert len(set(re.findall(r'href="(/sign-in/demo/[^"]+)"', page.text))) == 7


def test_registering_with_a_region_chosen_from_a_list(small_world):
    client = small_world.client(small_world.noor)
    form = {"name": "Tuin van Bos", "area_text": "delfshaven", "idempotency_key": "sleutel"}
    asked = client.post("/places", form)
    assert asked.status_code == 400
    assert "Delfshaven (wijk, Rotterdam)" in text_of(asked)
    assert (value_of(asked, "name"), value_of(asked, "idempotency_key")) == ("Tuin van Bos", "sleutel")

    chosen = {**form, "area": "WK059903", "area_asked": value_of(asked, "area_asked")}
    made = client.post("/places", chosen)
    assert made.status_code == 303
    page = client.get(made.headers["Location"])
    assert "Delfshaven (wijk, Rotterdam)" in text_of(page)
    assert client.post("/places", chosen).headers["Location"] == made.headers["Location"]


def test_one_region_of_that_name_needs_no_choosing(small_world):
    client = small_world.client(small_world.noor)
    made = client.post("/places", {"name": "Tuin", "area_text": "Bospolder"})
    assert made.status_code == 303
    assert "Bospolder (buurt, Delfshaven, Rotterdam)" in text_of(client.get(made.headers["Location"]))


def test_a_choice_for_another_text_is_not_taken(small_world):
    client = small_world.client(small_world.noor)
    form = {"name": "Tuin", "area_text": "centrum arnhem", "area": BOSPOLDER, "area_asked": "bospolder"}
    asked = client.post("/places", form)
    assert asked.status_code in (303, 400)
    if asked.status_code == 303:
        assert "Bospolder" not in text_of(client.get(asked.headers["Location"]))


def test_all_errors_of_a_registration_stand_at_their_fields(small_world):
    client = small_world.client(small_world.noor)
    page = client.post("/places", {"name": " ", "kvk_number": "12", "area_text": "xyzzyplugh"})
    assert page.status_code == 400
    assert {"#veld-name", "#veld-kvk-number", "#veld-area-text"} == set(re.findall(r'href="(#veld-[^"]+)"', page.text))


def test_from_need_to_matches_to_one_source(noor, place):
    made = noor.post(f"/places/{place.id}/needs", {**FORM, "idempotency_key": "k"})
    assert made.status_code == 303
    page = noor.get(made.headers["Location"])
    seen = text_of(page)
    assert "U zoekt € 2.500" in seen.replace("\u00a0", " ")
    assert seen.index("Past, voor zover bekend") < seen.index("Eerst uitzoeken") < seen.index("Niet voor u, omdat")
    assert len(re.findall(r'class="card-title"', page.text)) <= 5 + 3 + 3 + 5
    assert len(page.data) < 100_000

    one = noor.get(found_in(page, r'class="card-title"><a href="([^"]+)"'))
    need_id = made.headers["Location"].split("/")[2]
    assert 'action="/tracker/applications"' in one.text
    assert value_of(one, "need_id") == need_id
    assert value_of(one, "source_id")
    assert value_of(one, "idempotency_key")
    assert value_of(one, "csrf_token")
    again = noor.post(f"/places/{place.id}/needs", {**FORM, "idempotency_key": "k"})
    assert again.headers["Location"] == made.headers["Location"]


def test_more_of_a_group_and_one_kind_of_support(noor, place):
    url = noor.post(f"/places/{place.id}/needs", FORM).headers["Location"]
    page = noor.get(url)
    more = unescape(found_in(page, r'href="([^"]*more=find_out[^"]*)"'))
    assert len(re.findall("card-title", noor.get(more).text)) > len(re.findall("card-title", page.text))
    assert noor.get(f"{url}?support=space").status_code == 200
    for odd in ("?support=goud", "?more=alles&upto=-1", "?more=fits&upto=x", "?more=not_for_you&upto=99999"):
        assert noor.get(url + odd).status_code == 200


def test_the_page_says_what_is_worth_it_what_settles_it_and_what_can_change(small_world, noor, place):
    url = noor.post(f"/places/{place.id}/needs", FORM).headers["Location"]
    page = noor.get(url)
    seen = text_of(page)
    assert "Dit kost ongeveer" in seen
    assert seen.index("Past misschien") > seen.index("Eerst uitzoeken")
    weaker = int(found_in(page, r'id="weaker">[^<]*<span class="count">(\d+)'))
    strong = int(found_in(page, r'id="fits">.*?<span class="count">(\d+)'))
    assert strong < weaker
    assert "more=weaker" in page.text
    shut = text_of(noor.get(f"{url}?more=not_for_you&upto=25"))
    assert "Dat verandert niet." in shut or "Dat verandert pas als de bron weer opengaat." in shut
    assert "Het kan wel als:" in text_of(noor.get(f"{url}?more=not_for_you&upto=400"))


def test_what_the_place_knows_can_be_answered_from_the_list(small_world):
    noor = small_world.client(small_world.noor)
    need = small_world.need(small_world.place())
    page = noor.get(f"/needs/{need.id}/matches")
    asked = noor.get(unescape(found_in(page, r'href="([^"]*/question\?fact=place[^"]*)"')))
    assert value_of(asked, "fact").startswith("place.")
    assert "/catalogue/care" not in page.text


def test_the_score_is_told_part_by_part(noor, place):
    url = noor.post(f"/places/{place.id}/needs", FORM).headers["Location"]
    one = noor.get(found_in(noor.get(url), r'class="card-title"><a href="([^"]+)"'))
    assert re.search(r"Dichtbij \d+ van 16", text_of(one))
    assert "Is het uw avond waard?" in text_of(one)


def test_enter_in_a_field_keeps_the_need(noor, place):
    page = noor.get(f"/places/{place.id}/needs/new")
    form = page.text[page.text.index('name="csrf_token"', page.text.index("<main")) :]
    first = re.search(r"<button[^>]*>", form)
    assert first is not None
    assert "name=" not in first[0]
    assert 'type="submit"' in first[0]


def test_errors_stand_at_their_fields_and_nothing_typed_is_lost(noor, place):
    form = {
        **FORM,
        "title": "",
        "amount_sought": "-1",
        "total_budget": "twee",
        "starts_on": "2026-12-19",
        "ends_on": "2026-12-01",
        "costs.0.kind": "food_and_drink",
        "costs.0.amount": "",
        "costs.2.amount": "12,50",
        "costs.2.label": "soep",
        "participants": "60",
        "themes": ["meeting"],
    }
    page = noor.post(f"/places/{place.id}/needs", form)
    assert page.status_code == 400
    links = re.findall(r'href="#veld-([^"]+)"', page.text)
    assert links == ["amount-sought", "total-budget", "costs-0-amount", "costs-1-kind", "ends-on"]
    assert (value_of(page, "amount_sought"), value_of(page, "total_budget")) == ("-1", "twee")
    assert (value_of(page, "costs.1.amount"), value_of(page, "costs.1.label")) == ("12,50", "soep")
    assert FORM["description"] in page.text
    assert re.search(r'name="themes" value="meeting" checked', page.text)
    assert noor.get("/api/v1/needs").json["items"] == []


@pytest.mark.parametrize(
    ("told", "name"),
    [
        ("Wij koken samen.  Elke week.", "Wij koken samen"),
        ("soep!", "soep!"),
        ("woord " * 40, "woord woord woord woord woord woord woord woord woord …"),
        ("x" * 300, "x" * 60),
    ],
)
def test_a_need_without_a_name_is_called_by_its_first_words(noor, place, told, name):
    url = noor.post(f"/places/{place.id}/needs", {**FORM, "title": " ", "description": told}).headers["Location"]
    assert f"<h1>{name}</h1>" in noor.get(url).text


def test_a_need_without_name_and_story_asks_for_the_story(noor, place):
    page = noor.post(f"/places/{place.id}/needs", {"title": "", "description": ""})
    assert page.status_code == 400
    assert re.findall(r'href="#veld-([^"]+)"', page.text) == ["description", "support"]


def test_more_lines_of_costs_without_scripts(noor, place):
    page = noor.post(f"/places/{place.id}/needs", {**FORM, "costs.0.amount": "5", "more_costs": "1"})
    assert page.status_code == 200
    assert value_of(page, "costs.0.amount") == "5"
    assert 'name="costs.5.amount"' in page.text
    assert noor.get("/api/v1/needs").json["items"] == []


def test_an_old_form_shows_what_another_changed_and_keeps_what_was_typed(small_world, noor, place):
    need = small_world.need(place)
    first = noor.post(f"/needs/{need.id}", {**FORM, "title": "Van een ander", "version": "1"})
    assert first.status_code == 303
    page = noor.post(f"/needs/{need.id}", {**FORM, "title": "Van mij", "version": "1"})
    assert page.status_code == 412
    assert "Van een ander" in text_of(page)
    assert (value_of(page, "title"), value_of(page, "version")) == ("Van mij", "2")
    assert noor.post(f"/needs/{need.id}", {**FORM, "title": "Van mij", "version": "2"}).status_code == 303


def test_editing_shows_what_was_told(small_world, noor, place):
    need = small_world.need(place, own_contribution="12,50", already_started=False, area="GM0599", hours_available=2.5)
    page = noor.get(f"/needs/{need.id}/edit")
    assert (value_of(page, "own_contribution"), value_of(page, "hours_available")) == ("12,50", "2,5")
    assert value_of(page, "area") == "GM0599"
    assert re.search(r'name="already_started" value="no" checked', page.text)
    assert value_of(page, "starts_on") == "2026-12-19"


def test_closing_and_opening_again(small_world, noor, place):
    need = small_world.need(place)
    assert noor.post(f"/needs/{need.id}/close", {"version": "1"}).status_code == 303
    page = noor.get(f"/needs/{need.id}/matches")
    assert "Weer openen" in page.text
    assert noor.post(f"/needs/{need.id}/close", {"version": "2"}).status_code == 409
    assert noor.post(f"/needs/{need.id}/reopen", {"version": "2"}).status_code == 303


def test_telling_facts_with_not_known_and_none_of_these(noor, place):
    form = {"version": "0", "volunteers": "12", "anbi": "no", "partners": ["none_of_these"], "tenure": ""}
    saved = noor.post(f"/places/{place.id}/facts", form)
    assert saved.status_code == 303
    page = noor.get(f"/places/{place.id}/facts")
    assert value_of(page, "volunteers") == "12"
    assert re.search(r'name="partners" value="none_of_these" checked', page.text)
    assert re.search(r'name="tenure" value="" checked', page.text)
    wrong = noor.post(f"/places/{place.id}/facts", {"version": "1", "volunteers": "veel"})
    assert (wrong.status_code, value_of(wrong, "volunteers")) == (400, "veel")
    assert noor.post(f"/places/{place.id}/facts", {"version": "0", "volunteers": "1"}).status_code == 412


def test_h31_hostile_words_stay_words(small_world):
    place = small_world.place(HOSTILE)
    need = small_world.need(place, title=HOSTILE, description=HOSTILE)
    client = small_world.client(small_world.noor)
    paths = ["/", f"/places/{place.id}", f"/places/{place.id}/facts", f"/needs/{need.id}/matches"]
    paths += [f"/needs/{need.id}/edit", f"/needs/{need.id}/matches/rotterdam-bewonersinitiatieven"]
    paths += [f"/places/{place.id}/needs/new", f"/sources?q={HOSTILE}"]
    for path in paths:
        page = client.get(path)
        assert page.status_code == 200, path
        assert "<script>alert" not in page.text
        assert "alert(1)" in page.text
        assert "{{ 7*7 }}" in unescape(page.text)
    wrong = client.post("/places", {"name": HOSTILE, "area_text": HOSTILE})
    assert wrong.status_code == 400
    assert "<script>alert" not in wrong.text


def test_others_find_nothing_and_visitors_are_asked_to_sign_in(small_world, noor, place):
    need = small_world.need(place)
    other = small_world.client(small_world.person("Vreemd", Role.BOARD, small_world.place("Elders").id))
    pages = [f"/places/{place.id}", f"/places/{place.id}/facts", f"/places/{place.id}/needs/new", f"/needs/{need.id}"]
    pages += [f"/needs/{need.id}/{end}" for end in ("matches", "edit", "matches/oranje-fonds")]
    assert {other.get(path).status_code for path in pages} == {404}
    posts = [f"/places/{place.id}/needs", f"/needs/{need.id}", f"/needs/{need.id}/close", f"/places/{place.id}/facts"]
    assert {other.post(path, {**FORM, "version": "1"}).status_code for path in posts} == {404}
    for path in pages:
        answer = small_world.client().get(path)
        assert (answer.status_code, answer.headers["Location"]) == (303, f"/sign-in?next={path}")


def test_sources_can_be_searched_and_read_by_everybody(small_world):
    visitor = small_world.client()
    page = visitor.get("/sources?q=opzoomer")
    first = found_in(page, r'class="card-title"><a href="([^"]+)"')
    source = visitor.get(first)
    assert "Waar dit vandaan komt" in text_of(source)
    assert visitor.get("/sources?start=30").status_code == 200
    assert visitor.get("/sources?start=-1&support=goud").status_code == 200
    assert visitor.get("/sources/bestaat-niet").status_code == 404


def test_every_route_names_the_right_it_asks_for(small_world):
    app = small_world.app
    rights = {rule.rule: getattr(app.view_functions[rule.endpoint], "right", None) for rule in app.url_map.iter_rules()}
    assert len(rights) > 30
    assert [path for path, right in rights.items() if not isinstance(right, (Right, type(PUBLIC)))] == []


def test_the_legal_form_can_be_told_later(noor, place):
    page = noor.get(f"/places/{place.id}/edit")
    assert (value_of(page, "name"), value_of(page, "version"), value_of(page, "area")) == (place.name, "1", BOSPOLDER)
    form = {name: value_of(page, name) for name in ("name", "version", "area", "area_text", "area_asked")}
    assert noor.post(f"/places/{place.id}", {**form, "legal_form": "foundation"}).status_code == 303
    assert "stichting" in text_of(noor.get(f"/places/{place.id}"))
    stale = noor.post(f"/places/{place.id}", {**form, "name": "Te laat"})
    assert (stale.status_code, value_of(stale, "name"), value_of(stale, "version")) == (412, "Te laat", "2")
