"""Bringing a file in: seen before it happens, all of it or nothing, and never over what a person set."""

from __future__ import annotations

import io
import json

import pytest
import yaml
from click.testing import CliRunner

from services.cli import cli
from services.matcher.domain.care.held_fields import BY_IMPORT
from services.matcher.storage import sources
from services.matcher.storage.feed_files import Format, write_feed
from services.matcher.usecases.care.check_source import check_source
from services.matcher.usecases.care.undo_check import undo_check
from services.matcher.usecases.catalogue.current import current_catalogue
from services.matcher.usecases.catalogue.publish import publish
from services.matcher.usecases.feeds.confirm_import import confirm_import
from services.matcher.usecases.feeds.export_sources import export_sources, listed_sources
from services.matcher.usecases.feeds.import_file import FeedRefused, import_file
from services.matcher.usecases.feeds.see_imports import see_import
from services.matcher.usecases.feeds.show_import import show_import
from shared.access.actors import Role
from shared.access.limits import CATALOGUE_EXPORT
from shared.access.scope import SYSTEM
from shared.audit.entries import entries
from shared.kernel.errors import Forbidden, NotAllowedNow, NotFound, NotSignedIn
from tests.services.matcher.world import ADDRESS, NOW

ID = "afk-cultuurmakers"


def coordinator(world):
    return world.person("Carla", Role.COORDINATOR, world.place().id)


def document(world, source_id=ID):
    return dict(current_catalogue(world.ctx.database).sources[source_id].document)


def file_of(*records):
    return yaml.safe_dump(list(records)).encode()


def new_source(world, **more):
    return {**document(world), "id": "nieuw-fonds", "name": "Nieuw fonds", **more}


def set_by_person(world, **fields):
    with world.ctx.write() as work:
        publish(work.connection, [{**document(world), **fields}], changed_by=world.noor.person_id, at=NOW)


def test_a_file_shows_what_it_does_and_does_exactly_that(world):
    carla = coordinator(world)
    set_by_person(world, decision_weeks=5)
    data = file_of({**document(world), "status": "open", "decision_weeks": 9}, new_source(world))

    row = show_import(world.ctx, carla, "bronnen.yaml", data, once=None)
    seen = see_import(world.ctx, carla, row.id)
    assert document(world)["status"] == "unknown"
    assert [(one["id"], one["outcome"]) for one in seen.sources] == [(ID, "changed"), ("nieuw-fonds", "new")]
    assert seen.sources[0]["changes"] == [{"field": "status", "before": "unknown", "after": "open"}]
    assert seen.sources[0]["held"] == [{"field": "decision_weeks", "before": 5, "after": 9}]

    confirm_import(world.ctx, carla, row.id, digest=seen.digest, once=None)
    assert (document(world)["status"], document(world)["decision_weeks"]) == ("open", 5)
    assert document(world, "nieuw-fonds")["name"] == "Nieuw fonds"
    with world.ctx.database.read() as connection:
        assert sources.history(SYSTEM, connection, ID)[0]["changed_by"] == f"{BY_IMPORT}:{carla.person_id}"
        assert [line.action for line in entries(connection, f"catalogue_import:{row.id}")] == [
            "catalogue.import_shown",
            "catalogue.import",
        ]
    assert list(see_import(world.ctx, carla, row.id).sources) == list(seen.sources)
    with pytest.raises(NotAllowedNow):
        confirm_import(world.ctx, carla, row.id, digest=seen.digest, once=None)


def planned(world, record):
    """What an import of this one record would do: (the fields that change, the fields that are held)."""
    carla = coordinator(world)
    one = see_import(world.ctx, carla, show_import(world.ctx, carla, "x.yaml", file_of(record), once=None).id).sources[
        0
    ]
    return {change["field"] for change in one["changes"]}, {change["field"] for change in one["held"]}


def test_an_answer_that_only_confirmed_holds_the_status(small_world):
    world = small_world
    with world.ctx.write() as work:
        publish(work.connection, [{**document(world), "status": "open"}], changed_by="file", at=NOW)
    check_source(world.ctx, coordinator(world), ID, {"heard": "open"})
    seen = {**document(world)["provenance"], "seen_on": "2026-01-02"}
    coming = {**document(world), "status": "closed", "decision_weeks": 9, "provenance": seen}
    assert planned(world, coming) == ({"decision_weeks"}, {"status", "provenance.seen_on"})


def test_an_answer_that_was_taken_back_holds_nothing(small_world):
    world = small_world
    carla = coordinator(world)
    undo_check(world.ctx, carla, check_source(world.ctx, carla, ID, {"heard": "closed"}).id)
    seen = {**document(world)["provenance"], "seen_on": "2026-11-21"}
    assert planned(world, {**document(world), "status": "open", "provenance": seen}) == (
        {"status", "provenance.seen_on"},
        set(),
    )


def test_what_changed_since_it_was_shown_is_looked_at_again(world):
    carla = coordinator(world)
    row = show_import(world.ctx, carla, "a.yaml", file_of({**document(world), "status": "open"}), once=None)
    seen = see_import(world.ctx, carla, row.id)
    set_by_person(world, summary="Iemand was hier intussen bezig.")

    with pytest.raises(NotAllowedNow) as refused:
        confirm_import(world.ctx, carla, row.id, digest=seen.digest, once=None)

    assert refused.value.code == "changed_since"
    assert document(world)["status"] == "unknown"
    again = see_import(world.ctx, carla, row.id)
    confirm_import(world.ctx, carla, row.id, digest=again.digest, once=None)
    assert document(world)["status"] == "open"
    assert document(world)["summary"] == "Iemand was hier intussen bezig."


def test_one_wrong_record_stops_the_whole_file(small_world):
    carla = coordinator(small_world)
    data = file_of(new_source(small_world), {**document(small_world), "status": "misschien"})
    with pytest.raises(FeedRefused) as refused:
        show_import(small_world.ctx, carla, "a.yaml", data, once=None)
    assert [(problem.id, problem.field) for problem in refused.value.problems] == [(ID, "status")]
    assert "nieuw-fonds" not in current_catalogue(small_world.ctx.database).sources


def test_a_source_that_a_person_took_out_is_not_brought_back(small_world):
    old = document(small_world)
    with small_world.ctx.write() as work:
        publish(work.connection, [], changed_by=small_world.noor.person_id, at=NOW, gone=[ID])
    carla = coordinator(small_world)
    row = show_import(small_world.ctx, carla, "a.yaml", file_of({**old, "status": "open"}), once=None)
    assert [one["outcome"] for one in see_import(small_world.ctx, carla, row.id).sources] == ["held"]


def test_only_who_looks_after_the_catalogue_may(small_world):
    place = small_world.place()
    for role in (Role.MEMBER, Role.BOARD):
        with pytest.raises(Forbidden):
            show_import(small_world.ctx, small_world.person("Piet", role, place.id), "a.yaml", b"x", once=None)
    with pytest.raises(NotSignedIn):
        show_import(small_world.ctx, None, "a.yaml", b"x", once=None)
    with pytest.raises(NotFound):
        see_import(small_world.ctx, small_world.person("Carla", Role.COORDINATOR, place.id), "onbekend")


@pytest.mark.parametrize("format_", Format)
def test_taking_the_catalogue_along_and_bringing_it_back_changes_nothing(small_world, tmp_path, format_):
    found = listed_sources(small_world.ctx)
    path = tmp_path / f"bronnen.{format_}"
    path.write_bytes(export_sources(found, format_))
    result = import_file(small_world.ctx, path, dry_run=False)
    assert (list(result.problems), result.applied) == ([], True)
    assert {name: count for name, count in result.plan.counts.items() if count} == {"same": 363}


# Pages -----------------------------------------------------------------------------------------------


def send(client, data, name="bronnen.csv", key="sleutel"):
    return client.post("/catalogue/imports", {"file": (io.BytesIO(data), name), "idempotency_key": key})


def send_large(client, size):
    """A form put together by hand: for large ones the test client leaves a file open."""
    fields = {"csrf_token": client.token, 'file"; filename="a.yaml': "#" * size}
    body = "".join(f'--x\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{fields[name]}\r\n' for name in fields)
    kind = "multipart/form-data; boundary=x"
    return client.client.post(
        "/catalogue/imports", base_url=ADDRESS, data=f"{body}--x--\r\n".encode(), content_type=kind
    )


def test_from_file_to_confirmed_on_the_pages(small_world):
    client = small_world.client(coordinator(small_world))
    data = write_feed([{**document(small_world), "status": "open"}, new_source(small_world)], Format.CSV)
    made = send(client, data)
    assert (made.status_code, send(client, data).headers["Location"]) == (303, made.headers["Location"])
    page = client.get(made.headers["Location"])
    assert "Nieuw fonds" in page.text and "Is het open?" in page.text
    digest = page.text.split('name="digest" value="')[1].split('"')[0]

    confirm = {"digest": digest, "idempotency_key": "nog een"}
    done = client.post(f"{made.headers['Location']}/confirm", confirm)
    assert done.status_code == 303
    assert client.post(f"{made.headers['Location']}/confirm", confirm).status_code == 303
    assert document(small_world)["status"] == "open"
    assert "bronnen.csv" in client.get("/catalogue/imports").text


def test_a_confirmation_of_something_else_is_refused(small_world):
    client = small_world.client(coordinator(small_world))
    made = send(client, write_feed([new_source(small_world)], Format.XLSX), "a.xlsx")
    answer = client.post(f"{made.headers['Location']}/confirm", {"digest": "iets anders"})
    assert answer.status_code == 409
    assert "nieuw-fonds" not in current_catalogue(small_world.ctx.database).sources


def test_what_is_wrong_with_a_file_stands_on_the_page_by_row_and_column(small_world):
    client = small_world.client(coordinator(small_world))
    answer = send(client, b"id;name;status\nnieuw;X;\n")
    assert answer.status_code == 400
    assert "Regel 2, nieuw, name:" in answer.text
    assert "er is niets ingelezen" in answer.text
    assert client.post("/catalogue/imports", {}).status_code == 400


def test_a_file_of_more_than_a_form_may_hold_is_read_and_one_of_50_mb_is_not(small_world):
    client = small_world.client(coordinator(small_world))
    read = send_large(client, 2_000_000)
    assert (read.status_code, "leeg" in read.text) == (400, True)
    refused = send_large(client, 50_000_000)
    assert (refused.status_code, "5 MB" in refused.text) == (413, True)


def test_everybody_takes_sources_along_and_a_search_narrows_it(small_world):
    client = small_world.client()
    answer = client.get("/catalogue/export?format=csv&q=cultuurmakers")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="bronnen-2026-11-22.csv"'
    assert 1 < len(answer.data.decode("utf-8-sig").splitlines()) < 10
    assert client.get("/catalogue/export?format=doc").status_code == 400
    for _ in range(CATALOGUE_EXPORT.most):
        answer = client.get("/catalogue/export?format=csv&q=cultuurmakers")
    assert answer.status_code == 429


# Command line ----------------------------------------------------------------------------------------


@pytest.fixture
def run(small_world, monkeypatch):
    monkeypatch.setattr("services.cli_catalogue._matcher_context", lambda: small_world.ctx)
    return lambda *arguments: CliRunner().invoke(cli, ["catalogue", *map(str, arguments)])


def test_the_command_shows_first_and_then_does_it(small_world, run, tmp_path):
    path = tmp_path / "a.yaml"
    path.write_bytes(file_of({**document(small_world), "status": "open"}, new_source(small_world)))

    tried = run("import", path, "--dry-run")
    assert tried.exit_code == 0
    assert 'status: "unknown" -> "open"' in tried.output and "Dry run" in tried.output
    assert document(small_world)["status"] == "unknown"

    done = json.loads(run("import", path, "--json").output)
    assert (done["applied"], done["counts"]["new"], done["counts"]["changed"]) == (True, 1, 1)
    assert document(small_world)["status"] == "open"


def test_the_command_writes_nothing_when_something_is_refused(small_world, run, tmp_path):
    path = tmp_path / "a.csv"
    path.write_bytes(b"id;status\n" + ID.encode() + b";open\nafk-mijn-eerste-aanvraag;misschien\n")
    refused = run("import", path)
    assert refused.exit_code == 1
    assert "Regel 3, afk-mijn-eerste-aanvraag, status" in refused.output
    assert document(small_world)["status"] == "unknown"
    assert run("import", tmp_path / "weg.csv").exit_code == 1


def test_export_and_stats(run, tmp_path):
    path = tmp_path / "alles.xlsx"
    assert "363" in run("export", path).output
    assert path.read_bytes().startswith(b"PK")
    assert run("export", tmp_path / "alles.doc").exit_code != 0
    assert json.loads(run("stats", "--json").output)["total"]["sources"] == 363
