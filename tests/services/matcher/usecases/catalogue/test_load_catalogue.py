"""The catalogue files in the database: twice changes nothing, a change is a version, a broken record is refused."""

from __future__ import annotations

import pytest
import yaml

from services.matcher.app import tell_what_was_refused
from services.matcher.storage import MIGRATIONS, sources
from services.matcher.storage.catalogue_files import read_catalogue
from services.matcher.storage.catalogue_loads import newest_load
from services.matcher.usecases.catalogue.current import current_catalogue
from services.matcher.usecases.catalogue.load_catalogue import load_catalogue
from services.matcher.usecases.catalogue.publish import publish
from shared.access.scope import NOBODY
from shared.plumbing.database import Database
from shared.plumbing.migrations import upgrade
from tests.services.matcher.world import NOW, context_for

REGIONS = "code,name,level,parent_code\nNL01,Nederland,land,\nPV28,Zuid-Holland,provincie,NL01\n"


def record(source_id, **more):
    base = {
        "id": source_id,
        "name": f"Fonds {source_id}",
        "provider": "Stichting Voorbeeld",
        "provider_kind": "fund",
        "mechanism": "application",
        "status": "open",
        "support": ["money"],
        "summary": "Geld voor plannen van buren.",
        "areas": ["NL01"],
        "provenance": {"verified": True, "seen_on": "2026-10"},
    }
    return {**base, **more}


class Files:
    """A catalogue on disk that can be changed and loaded."""

    def __init__(self, folder, ctx):
        self.folder, self.ctx = folder / "catalogue", ctx
        self.folder.mkdir()
        self.regions = folder / "regions.csv"
        self.regions.write_text(REGIONS, encoding="utf-8")

    def write(self, *records, name="a.yaml"):
        (self.folder / name).write_text(yaml.safe_dump(list(records)), encoding="utf-8")

    def load(self):
        return load_catalogue(self.ctx, self.folder, self.regions)

    def history(self, source_id):
        with self.ctx.database.read() as connection:
            return sources.history(NOBODY, connection, source_id)

    def is_listed(self, source_id):
        return self.catalogue.sources[source_id].listed

    @property
    def catalogue(self):
        return current_catalogue(self.ctx.database)


@pytest.fixture
def small(database_url, tmp_path):
    database = Database(database_url)
    upgrade(database, MIGRATIONS)
    yield Files(tmp_path, context_for(database, database, database))
    database.dispose()


def test_what_is_shipped_loads_without_problems(world):
    catalogue = current_catalogue(world.ctx.database)
    assert len(catalogue.sources) == len(read_catalogue().records) > 300
    assert catalogue.regions.name("BU05990321") == "Bospolder"
    assert load_catalogue(world.ctx) is None


def test_the_first_load_adds_and_the_second_changes_nothing(small):
    small.write(record("een"), record("twee"))

    nothing = dict.fromkeys(("changed", "same", "held", "held_fields", "dropped", "refused"), 0)
    assert small.load().counts == {**nothing, "new": 2, "regions": 2}
    assert small.load() is None
    assert [version["version"] for version in small.history("een")] == [1]


def test_a_touched_file_with_the_same_records_makes_no_versions(small):
    small.write(record("een"))
    small.load()
    before = small.catalogue
    (small.folder / "a.yaml").write_text("# een opmerking\n" + (small.folder / "a.yaml").read_text())

    assert small.load().counts["same"] == 1
    assert len(small.history("een")) == 1
    assert small.catalogue is before


def test_a_changed_record_is_a_new_version_with_the_fields_that_differ(small):
    small.write(record("een"), record("twee"))
    small.load()
    small.write(record("een", status="closed", provenance={"verified": True, "seen_on": "2026-11"}), record("twee"))

    load = small.load()

    assert (load.counts["changed"], load.counts["same"]) == (1, 1)
    newest, first = small.history("een")
    assert (newest["version"], first["version"]) == (2, 1)
    assert first["document"]["status"] == "open"
    assert newest["changes"] == [
        {"field": "provenance.seen_on", "before": "2026-10", "after": "2026-11"},
        {"field": "status", "before": "open", "after": "closed"},
    ]
    assert small.catalogue.sources["een"].source.status == "closed"
    assert len(small.history("twee")) == 1


def test_a_record_that_is_gone_is_kept_but_not_offered_and_can_come_back(small):
    small.write(record("een"), record("twee"))
    small.load()
    small.write(record("twee"))

    assert small.load().counts["dropped"] == 1
    assert not small.is_listed("een")
    assert small.history("een")[0]["changes"] == [{"field": "listing", "before": "listed", "after": "dropped"}]

    small.write(record("een"), record("twee"))
    small.load()
    assert small.is_listed("een")
    assert [version["listing"] for version in small.history("een")] == ["listed", "dropped", "listed"]


def test_a_broken_record_is_refused_with_its_place_and_the_rest_loads(small):
    small.write(record("goed"), record("slecht", status="misschien", areas=["GM9999"]), record("goed"))

    load = small.load()

    assert load.counts["new"] == 1
    told = {(problem["id"], problem["field"]) for problem in load.problems}
    assert {("slecht", "status"), ("goed", "id")} <= told
    assert all(problem["file"].endswith("a.yaml") and problem["message"] for problem in load.problems)
    assert set(small.catalogue.sources) == {"goed"}


def test_a_record_that_breaks_later_stays_as_it_was(small):
    small.write(record("een"))
    small.load()
    small.write(record("een", support=[]))

    load = small.load()

    assert (load.counts["dropped"], load.counts["refused"]) == (0, 1)
    assert small.is_listed("een")
    assert len(small.history("een")) == 1


def test_a_file_that_can_not_be_read_drops_nothing(small):
    small.write(record("een"), name="a.yaml")
    small.write(record("twee"), name="b.yaml")
    small.load()
    (small.folder / "b.yaml").write_text("- id: [", encoding="utf-8")

    load = small.load()

    assert load.problems
    assert load.counts["dropped"] == 0
    assert small.is_listed("twee")


def test_new_regions_come_in_with_a_load(small):
    small.write(record("een"))
    small.load()
    before = small.catalogue
    small.regions.write_text(REGIONS.replace("Zuid-Holland", "Zuid Holland") + "GM0599,Rotterdam,gemeente,PV28\n")

    assert small.load().counts["regions"] == 2

    after = small.catalogue
    assert before.regions.name("PV28") == "Zuid-Holland"
    assert (after.regions.name("PV28"), after.regions.name("GM0599")) == ("Zuid Holland", "Rotterdam")


def test_only_what_changed_is_parsed_again(small):
    small.write(record("een"), record("twee"))
    small.load()
    before = small.catalogue
    small.write(record("een"), record("twee", name="Ander fonds"))
    small.load()

    after = small.catalogue
    assert after.sources["een"] is before.sources["een"]
    assert after.sources["twee"].source.name == "Ander fonds"
    assert before.sources["twee"].source.name == "Fonds twee"
    assert small.catalogue is after


def test_what_was_refused_is_said_in_the_log_of_a_start(small, capsys):
    small.write(record("goed"), record("slecht", areas=["GM9999"]))
    tell_what_was_refused(small.load())
    told = capsys.readouterr().out
    assert "source_refused" in told
    assert all(word in told for word in ("a.yaml", "slecht", "areas.0", "GM9999"))

    tell_what_was_refused(small.load())  # the same files again: nothing new
    assert capsys.readouterr().out == ""


# What a person or an import set stays --------------------------------------------------------------


def publish_as(small, changed_by, *records, gone=()):
    with small.ctx.write() as work:
        publish(work.connection, records, changed_by=changed_by, at=NOW, gone=gone)


def test_what_a_person_set_is_held_and_told_and_the_rest_comes_in(small):
    small.write(record("een"))
    small.load()
    publish_as(small, "iemand", record("een", status="closed", provenance={"verified": True, "seen_on": "2026-11-20"}))
    small.write(record("een", status="announced", summary="Ook geld voor tuinen.", decision_weeks=6))

    load = small.load()

    now = small.catalogue.sources["een"].document
    assert (now["status"], now["provenance"]["seen_on"]) == ("closed", "2026-11-20")
    assert (now["summary"], now["decision_weeks"]) == ("Ook geld voor tuinen.", 6)
    assert load.held == [
        {"id": "een", "field": "provenance.seen_on", "before": "2026-11-20", "after": "2026-10"},
        {"id": "een", "field": "status", "before": "closed", "after": "announced"},
    ]
    assert (load.counts["changed"], load.counts["held_fields"]) == (1, 2)
    with small.ctx.database.read() as connection:
        kept = newest_load(NOBODY, connection)
    assert kept is not None
    assert kept.held == load.held


def test_a_source_of_a_person_or_an_import_is_not_dropped_and_one_they_took_out_stays_out(small):
    small.write(record("een"), record("twee"))
    small.load()
    publish_as(small, "iemand", record("van-iemand"), gone=["een"])
    publish_as(small, "import:iemand", record("ingelezen"))
    small.write(record("een", name="Nieuwe naam"))

    load = small.load()

    assert {id_: entry.listed for id_, entry in small.catalogue.sources.items()} == {
        "een": False,
        "twee": False,
        "van-iemand": True,
        "ingelezen": True,
    }
    assert (load.counts["held"], load.counts["dropped"], load.counts["changed"]) == (1, 1, 0)


def test_a_record_that_contradicts_what_a_person_set_is_refused(small):
    small.write(record("een", ends_on="2027-06-30"))
    small.load()
    publish_as(small, "iemand", record("een", ends_on="2026-12-31"))
    small.write(record("een", opens_on="2027-03-01", ends_on="2027-06-30"))

    load = small.load()

    assert load.counts["refused"] == 1
    assert [(problem["id"], problem["field"]) for problem in load.problems] == [("een", "ends_on")]
    assert "opens_on" not in small.catalogue.sources["een"].document
