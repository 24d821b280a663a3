"""Two sources become one: the old address leads on, needs keep working, a reload changes nothing; undoing works."""

from __future__ import annotations

import pytest

from services.matcher.storage.data_files import CATALOGUE_FOLDER, REGIONS_FILE
from services.matcher.usecases.catalogue import current
from services.matcher.usecases.catalogue.current import current_catalogue
from services.matcher.usecases.catalogue.load_catalogue import load_catalogue
from services.matcher.usecases.catalogue.publish import publish
from services.matcher.usecases.duplicates.merge_sources import Merge, merge_sources
from services.matcher.usecases.duplicates.see_duplicates import compare, see_duplicates
from services.matcher.usecases.duplicates.tell_distinct import tell_distinct
from services.matcher.usecases.duplicates.undo_merge import undo_merge
from services.matcher.usecases.needs.find_matches import explain_one
from services.matcher.usecases.snapshots.take_snapshot import snapshot_for_application
from shared.access.actors import Role
from shared.kernel.errors import Forbidden, InvalidInput, NotFound, Stale
from tests.services.matcher.world import NOW

KEPT, OLD = "afk-cultuurmakers", "afk-dubbel"


@pytest.fixture
def carla(world):
    """A coordinator, with a double of one of the sources in the catalogue."""
    return with_double(world)


def with_double(world):
    carla = world.person("Carla", Role.COORDINATOR, world.place().id)
    double = {**record_of(world, KEPT), "id": OLD, "decision_weeks": 4, "name": "Projectsubsidie Cultuurmaker"}
    child = {**record_of(world, KEPT), "id": "afk-kind", "name": "Iets lokaals", "parent": OLD}
    with world.ctx.write() as work:
        publish(work.connection, [double, child], changed_by="file", at=NOW)
    return carla


def entry_of(world, source_id):
    return current_catalogue(world.ctx.database).sources[source_id]


def record_of(world, source_id):
    return dict(entry_of(world, source_id).document)


def merge(world, actor, *take, kept=KEPT, old=OLD, **versions):
    kept_version = versions.get("kept_version", entry_of(world, kept).version)
    chosen = Merge(kept, old, frozenset(take), kept_version, entry_of(world, old).version)
    return merge_sources(world.ctx, actor, chosen, once=None)


def test_the_pair_is_found_and_gone_after_merging(world, carla):
    before = record_of(world, KEPT)
    assert [(pair.first_id, pair.second_id) for pair in see_duplicates(world.ctx, carla).pairs] == [(KEPT, OLD)]

    merge(world, carla, "decision_weeks")

    seen = see_duplicates(world.ctx, carla)
    assert (seen.pairs, [one.old_id for one in seen.merged]) == ([], [OLD])
    assert record_of(world, KEPT) == {**before, "decision_weeks": 4}
    assert not entry_of(world, OLD).listed
    assert record_of(world, "afk-kind")["parent"] == KEPT

    undo_merge(world.ctx, carla, OLD, once=None)
    assert entry_of(world, OLD).listed
    assert record_of(world, KEPT) == before
    assert record_of(world, "afk-kind")["parent"] == OLD
    assert see_duplicates(world.ctx, carla).merged == []
    with pytest.raises(NotFound):
        undo_merge(world.ctx, carla, OLD, once=None)


def test_a_source_is_not_merged_with_itself(small_world):
    carla = with_double(small_world)
    with pytest.raises(InvalidInput):
        merge(small_world, carla, old=KEPT)
    assert entry_of(small_world, KEPT).listed


def test_needs_and_applications_that_name_the_old_one_get_the_kept_one(world, carla):
    need = world.need(world.place("Tuin"))
    merge(world, carla)
    __, explained = explain_one(world.ctx, world.noor, need.id, OLD)
    assert explained.entry.source.id == KEPT
    assert snapshot_for_application(world.ctx, world.noor, need.id, OLD).source_id == KEPT


def test_redirects_follow_each_other(small_world):
    carla = with_double(small_world)
    merge(small_world, carla)
    merge(small_world, carla, kept="afk-mijn-eerste-aanvraag", old=KEPT)
    client = small_world.client()
    assert client.get(f"/sources/{OLD}").headers["Location"].endswith("/sources/afk-mijn-eerste-aanvraag")


def test_what_changed_since_it_was_compared_is_compared_again(world, carla):
    with pytest.raises(Stale):
        merge(world, carla, kept_version=7)
    assert entry_of(world, OLD).listed


def test_a_reload_of_the_files_keeps_them_one(small_world, tmp_path):
    carla = with_double(small_world)
    # The double is in the files here: the other of two that look alike.
    merge(small_world, carla, kept=OLD, old=KEPT)
    copy = tmp_path / "catalogue"
    copy.mkdir()
    for path in CATALOGUE_FOLDER.glob("*.yaml"):
        (copy / path.name).write_text(path.read_text(encoding="utf-8") + "# nieuw\n", encoding="utf-8")
    load = load_catalogue(small_world.ctx, copy, REGIONS_FILE)
    assert load is not None
    assert not entry_of(small_world, KEPT).listed
    assert small_world.client().get(f"/sources/{KEPT}").status_code == 308


def test_fields_that_contradict_each_other_are_refused(small_world):
    carla = with_double(small_world)
    with small_world.ctx.write() as work:
        publish(work.connection, [{**record_of(small_world, KEPT), "opens_on": "2027-03-01"}], changed_by="x", at=NOW)
        publish(work.connection, [{**record_of(small_world, OLD), "ends_on": "2026-12-31"}], changed_by="x", at=NOW)
    with pytest.raises(InvalidInput) as refused:
        merge(small_world, carla, "ends_on")
    assert [error.field for error in refused.value.errors] == ["ends_on"]


def test_two_that_are_two_are_not_shown_again(world, carla):
    tell_distinct(world.ctx, carla, (OLD, KEPT), once=None)
    tell_distinct(world.ctx, carla, (KEPT, OLD), once=None)
    assert see_duplicates(world.ctx, carla).pairs == []


def test_sources_are_compared_once_for_all_who_look(small_world, monkeypatch):
    compared: list[object] = []

    def counted(sources: object) -> list[object]:
        compared.append(sources)
        return []

    monkeypatch.setattr(current, "find_pairs", counted)
    carla = with_double(small_world)
    for _time in range(2):
        see_duplicates(small_world.ctx, carla)
    assert len(compared) == 1


def test_only_who_looks_after_the_catalogue_may(small_world):
    with_double(small_world)
    for act in (
        lambda: see_duplicates(small_world.ctx, small_world.noor),
        lambda: compare(small_world.ctx, small_world.noor, KEPT, OLD),
        lambda: merge(small_world, small_world.noor),
        lambda: undo_merge(small_world.ctx, small_world.noor, OLD, once=None),
        lambda: tell_distinct(small_world.ctx, small_world.noor, (KEPT, OLD), once=None),
    ):
        with pytest.raises(Forbidden):
            act()


# Pages -------------------------------------------------------------------------------------------------


def test_from_pair_to_one_and_back_on_the_pages(small_world):
    client = small_world.client(with_double(small_world))
    assert "bijna dezelfde naam" in client.get("/catalogue/duplicates").text
    page = client.get(f"/catalogue/duplicates/compare?first=http://x/sources/{KEPT}/&second={OLD}")
    assert (page.status_code, 'name="from-decision_weeks"' in page.text) == (200, True)

    form = {
        "first": KEPT,
        "second": OLD,
        "first_version": entry_of(small_world, KEPT).version,
        "second_version": entry_of(small_world, OLD).version,
        "from-decision_weeks": "second",
        "from-name": "first",
        "idempotency_key": "k",
    }
    refused = client.post("/catalogue/duplicates/merge", form)
    assert (refused.status_code, "Kies welke bron blijft" in refused.text) == (400, True)
    for _ in range(2):
        assert client.post("/catalogue/duplicates/merge", {**form, "keep": "first"}).status_code == 303
    assert record_of(small_world, KEPT)["decision_weeks"] == 4

    assert client.get(f"/sources/{OLD}").status_code == 308
    answer = client.get(f"/api/v1/sources/{OLD}")
    assert (answer.status_code, answer.headers["Location"]) == (308, f"/api/v1/sources/{KEPT}")
    again = {**form, "keep": "first", "idempotency_key": "2"}
    assert client.post("/catalogue/duplicates/merge", again).status_code == 412

    assert client.post(f"/catalogue/duplicates/{OLD}/undo", {"idempotency_key": "u"}).status_code == 303
    assert client.get(f"/sources/{OLD}").status_code == 200


@pytest.mark.parametrize("second", [KEPT, "bestaat-niet", ""])
def test_what_can_not_be_compared_is_said_on_the_form(small_world, second):
    client = small_world.client(with_double(small_world))
    page = client.get(f"/catalogue/duplicates/compare?first={KEPT}&second={second}")
    assert page.status_code == 400
    assert f'value="{KEPT}"' in page.text


@pytest.mark.parametrize("page", ["checks/new", "change", "history"])
def test_every_page_of_the_old_source_leads_on(small_world, page):
    carla = with_double(small_world)
    merge(small_world, carla)
    answer = small_world.client(carla).get(f"/sources/{OLD}/{page}")
    assert (answer.status_code, answer.headers["Location"]) == (308, f"/sources/{KEPT}/{page}")
