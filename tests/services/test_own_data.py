"""People get what all databases hold of them, and after an erasure nothing of it is left but what the law holds."""

from __future__ import annotations

import io
import json
import re
import zipfile
import zlib
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from unittest.mock import Mock

import pytest
import sqlalchemy as sa
from redis import Redis

from services.matcher.storage.holdings import HOLDINGS as MATCHER
from services.matcher.storage.tables import metadata as matcher_tables
from services.own_data import carry_out, erase_again, everywhere, let_go
from services.tracker.settings import TrackerContext
from services.tracker.storage.holdings import HOLDINGS as TRACKER
from services.tracker.storage.tables import metadata as tracker_tables
from shared.access import person_keys
from shared.access.enrolment import add_person
from shared.access.own_data import requests
from shared.access.own_data.erasing import scrub, was_erased
from shared.access.own_data.holdings import person_columns
from shared.access.own_data.people import HOLDINGS as PEOPLE
from shared.access.own_data.requests import Kind, State
from shared.access.tables import metadata as people_tables
from shared.audit import AuditEntry, record
from shared.audit.verifying import verify
from shared.kernel.clock import SetClock
from shared.kernel.ids import new_id
from shared.notifier.door import HOLDINGS as NOTIFIER
from shared.notifier.tables import metadata as notifier_tables
from shared.outbox.relay import NoRelay, Relay
from shared.plumbing.database import Database
from shared.plumbing.settings import local_settings
from shared.uploads import store_of

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
TABLES = {"people": people_tables, "matcher": matcher_tables, "tracker": tracker_tables, "notifier": notifier_tables}
HOLDINGS = {"people": PEOPLE, "matcher": MATCHER, "tracker": TRACKER, "notifier": NOTIFIER}
EMAIL = "kanarie01@voorbeeld.nl"

# What the law holds: part of the dossier of an application, kept for seven years.
LEGAL_HOLD = {"decision.note", "report.story", "payout_account.holder", "correspondence.text", "award_terms.note"}


@pytest.fixture
def suite(make_database, tmp_path):
    yield from opened(make_database, tmp_path)


@pytest.fixture
def small_suite(make_sqlite, tmp_path):
    """On SQLite only, for what does not depend on the database."""
    yield from opened(make_sqlite, tmp_path)


def opened(make_database, tmp_path):
    databases = {name: Database(make_database(name)) for name in TABLES}
    for name, database in databases.items():
        with database.transaction() as connection:
            TABLES[name].create_all(connection)
    ctx = TrackerContext(
        settings=local_settings(tmp_path, port=8000, demo=False),
        clock=SetClock(NOW),
        people=databases["people"],
        database=databases["tracker"],
        notifier=databases["notifier"],
        relay=NoRelay(),
        matcher=Mock(),
    )
    yield everywhere(ctx, databases["matcher"])
    for database in databases.values():
        database.dispose()


def value_for(column):
    """Something that fits in a column that must not be empty; the first of the words that it may hold."""
    kind = column.type
    for rule in column.table.constraints:
        if isinstance(rule, sa.CheckConstraint):
            words = re.match(rf"{column.name} IN \('(\w+)'", str(rule.sqltext))
            if words:
                return words[1]
    if isinstance(kind, sa.String):
        return new_id()[: kind.length or 36]
    if isinstance(kind, sa.Boolean):
        return False
    if isinstance(kind, sa.Date):
        return date(2026, 11, 22)
    if isinstance(kind, sa.Time):
        return time(12, 0)
    if isinstance(kind, (sa.Integer, sa.BigInteger)):
        return 1
    return {} if "Json" in type(kind).__name__ else NOW


def plant(suite, database, table, **given):
    """A row with the given values; the rest is filled in. Returns its values."""
    found = TABLES[database].tables[table]
    filled = {
        column.name: value_for(column)
        for column in found.columns
        if not column.nullable and column.server_default is None and column.name not in given
    }
    with suite.places[database][0].transaction() as connection:
        connection.execute(sa.insert(found).values(**filled, **given))
    return filled | given


def canary(number):
    return f"kanarie{number:02}"


def fill(suite, who):
    """Plants a canary in every place where data of a person can be; the first two are the name and the address."""
    said = {"said": ""}
    for number, name in enumerate(("people", "matcher", "tracker"), start=3):
        plant(suite, name, "outbox_intent", person_id=who, data=said | {"said": canary(number)})
    for number, name in enumerate(TABLES, start=6):
        plant(suite, name, "idempotency_key", scope=f"{who} a.b", answer={"said": canary(number)})
    plant(suite, "people", "challenge", email=EMAIL, next_path=canary(10), purpose="sign_in")
    plant(suite, "notifier", "inbox_message", person_id=who, title=canary(11), body=canary(12), why=canary(13))
    to = f"{canary(14)} <{EMAIL}>"
    plant(suite, "notifier", "mailbox_message", recipient=to, title=canary(15), text=canary(16), html=canary(17))
    event = plant(suite, "notifier", "taken_event")["event_id"]
    delivery = plant(suite, "notifier", "delivery", event_id=event, recipient_id=who)["id"]
    plant(suite, "notifier", "delivery_attempt", delivery_id=delivery, detail=canary(18))
    plant(suite, "notifier", "stopped_address", person_id=who, masked=canary(19), lift_reason=canary(20))
    search = plant(suite, "matcher", "saved_search", person_id=who, name=canary(21), criteria={"q": canary(22)})["id"]
    plant(suite, "matcher", "search_hit", search_id=search, person_id=who, facts={"said": canary(23)})
    plant(suite, "matcher", "source_proposal", proposed_by=who, note=canary(24))
    source = plant(suite, "matcher", "source")["id"]
    plant(suite, "matcher", "source_check", source_id=source, checked_by=who, note=canary(25))
    plant(suite, "tracker", "sheet_layout", owner_id=who, choices={"said": canary(26)})
    plant(
        suite, "tracker", "sheet_import",
        owner_id=who, file_name=canary(27), content={"said": canary(28)}, choices={"said": canary(29)},
    )  # fmt: skip
    with suite.tracker.people.transaction() as connection:
        told = {"email": EMAIL, "said": canary(30)}
        personal = person_keys.lock(connection, suite.tracker.settings.secret, who, told, NOW)
        record(connection, AuditEntry("person.change", f"person:{who}", NOW, who, personal=personal))
    return [canary(number) for number in range(1, 31)]


def dossier(suite, who):
    """The same in what the law holds, with other strings."""
    application = plant(suite, "tracker", "application", started_by=who, owner_id=who, author_ids=[who])["id"]
    for held in sorted(LEGAL_HOLD):
        table, column = held.split(".")
        values = {column: f"gehouden-{table}"}
        if "application_id" in TABLES["tracker"].tables[table].columns:
            values["application_id"] = application
        plant(suite, "tracker", table, **values)
    return application


def everything(suite, tmp_path):
    """All that is stored, as bytes: rows of every table, and every file, those of SQLite too."""
    found = b""
    for name, (database, _) in suite.places.items():
        with database.read() as connection:
            for table in TABLES[name].sorted_tables:
                found += repr(connection.execute(sa.select(table)).all()).encode()
    return found + b"".join(path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())


def somebody(suite, email=EMAIL, name="kanarie02"):
    with suite.tracker.people.transaction() as connection:
        return add_person(connection, email=email, name=name, at=NOW)


def ask(suite, who, kind):
    with suite.tracker.people.transaction() as connection:
        return requests.ask(connection, who, kind, NOW)


def of(suite, who):
    with suite.tracker.people.read() as connection:
        return requests.of_person(connection, who)


def test_after_erasure_no_planted_string_is_left_but_what_the_law_holds(suite, tmp_path):
    who = somebody(suite)
    planted = fill(suite, who)
    dossier(suite, who)
    ask(suite, who, Kind.ACCESS)
    carry_out(suite)
    before = everything(suite, tmp_path)
    assert len(planted) >= 20
    # The last is locked with the person's key: it can be read with it, and is never there as it is.
    assert [one for one in planted if one.encode() not in before] == [planted[-1]]
    ask(suite, who, Kind.ERASURE)
    carry_out(suite)
    after = everything(suite, tmp_path)
    assert [one for one in planted if one.encode() in after] == []
    held = {f"gehouden-{one.split('.')[0]}" for one in LEGAL_HOLD}
    assert {one for one in held if one.encode() in after} == held
    assert not list((tmp_path / "files").rglob("*/[0-9a-f]*")) or not any(
        path.is_file() for path in (tmp_path / "files").rglob("*")
    )
    for database, _ in suite.places.values():
        with database.read() as connection:
            assert all(one.broken is None for one in verify(connection)), "the log holds after an erasure"


def test_the_queue_holds_ids_and_nothing_of_anybody(small_suite, redis_url):
    """What goes through Redis names messages by their id; so an erasure has nothing to look for there."""
    ctx = replace(small_suite.tracker, relay=Relay(redis_url))
    suite = replace(small_suite, tracker=ctx)
    who = somebody(suite)
    planted = fill(suite, who)
    ask(suite, who, Kind.ACCESS)
    carry_out(suite)
    intent = people_tables.tables["outbox_intent"]
    with ctx.people.read() as connection:
        told = connection.execute(sa.select(intent.c.id).where(intent.c.kind == "own_data_news")).scalar_one()
    with Redis.from_url(redis_url) as client:
        kept = b"".join(key + (client.dump(key) or b"") for key in client.scan_iter())
        jobs = [client.hgetall(key) for key in client.scan_iter("rq:job:*")]
    read = kept + b"".join(value for job in jobs for value in job.values())
    read += b"".join(_unpacked(value) for job in jobs for value in job.values())
    assert told.encode() in read, "the message went that way"
    assert [one for one in [*planted, EMAIL, who] if one.encode() in read] == []


def _unpacked(value):
    try:
        return zlib.decompress(value)
    except zlib.error:
        return b""


def test_somebody_else_keeps_all_that_is_theirs(small_suite, tmp_path):
    suite = small_suite
    other = somebody(suite, "ben-kanarie01@voorbeeld.nl", "Ben")
    plant(suite, "notifier", "inbox_message", person_id=other, title="van Ben")
    plant(suite, "notifier", "mailbox_message", recipient="ben-kanarie01@voorbeeld.nl", title="post van Ben")
    plant(suite, "matcher", "saved_search", person_id=other, name="zoekt Ben")
    ask(suite, somebody(suite), Kind.ERASURE)
    carry_out(suite)
    left = everything(suite, tmp_path)
    assert all(text in left for text in (b"van Ben", b"post van Ben", b"zoekt Ben", b"ben-kanarie01@"))


def test_who_was_erased_is_nobody_any_more(suite):
    who = somebody(suite)
    plant(suite, "people", "organisation", id="place", kind="place")
    plant(suite, "people", "membership", person_id=who, organisation_id="place", role="member")
    ask(suite, who, Kind.ERASURE)
    carry_out(suite)
    with suite.tracker.people.read() as connection:
        row = connection.execute(sa.select(people_tables.tables["person"])).one()
        ended = connection.execute(sa.select(people_tables.tables["membership"].c.ended_at)).scalar()
    assert (row.name, row.disabled_at, ended) == ("gewist", NOW, NOW)
    carry_out(suite)  # a second round finds nothing to do
    assert [one.state for one in of(suite, who)] == [State.DONE]


def test_who_comes_back_with_a_backup_is_erased_again(small_suite, tmp_path):
    """Copies of the files of before the erasure are put back, as somebody does who restores a backup."""
    suite, other = small_suite, somebody(small_suite, "ben@voorbeeld.nl", "Ben")
    who = somebody(suite)
    planted = fill(suite, who)
    for database, _ in suite.places.values():
        scrub(database)
    files = sorted(tmp_path.glob("*.sqlite3"))
    assert len(files) == 4
    copies = {file: file.read_bytes() for file in files}
    assert erase_again(suite) == 0
    ask(suite, who, Kind.ERASURE)
    carry_out(suite)
    assert erase_again(suite) == 0, "each database knows that it let them go"
    for database, _ in suite.places.values():
        database.dispose()
    for file, data in copies.items():
        file.write_bytes(data)
    assert planted[0].encode() in everything(suite, tmp_path)
    assert erase_again(suite) == 4
    after = everything(suite, tmp_path)
    assert [one for one in planted if one.encode() in after] == []
    with suite.tracker.people.read() as connection:
        assert was_erased(connection, suite.tracker.settings.secret, EMAIL)
        names = connection.execute(sa.select(people_tables.tables["person"].c.name)).scalars().all()
    assert sorted(names) == ["Ben", "gewist"] and other
    assert (tmp_path / "erased.log").read_text() == f"{who}\n", "an id and nothing else"


def test_h86_an_erased_person_who_is_brought_in_again_is_known(small_suite):
    suite = small_suite
    secret = suite.tracker.settings.secret
    ask(suite, somebody(suite), Kind.ERASURE)
    carry_out(suite)
    with suite.tracker.people.read() as connection:
        assert was_erased(connection, secret, EMAIL)
        assert not was_erased(connection, secret, "ander@voorbeeld.nl")


def test_a_person_gets_all_that_is_held_of_them_and_nothing_of_others(suite):
    who, other = somebody(suite), somebody(suite, "ben@voorbeeld.nl", "Ben")
    planted = fill(suite, who)
    plant(suite, "matcher", "saved_search", person_id=other, name="zoekt Ben")
    application = dossier(suite, who)
    ask(suite, who, Kind.ACCESS)
    carry_out(suite)
    [one] = of(suite, who)
    assert (one.state, one.expires_at) == (State.DONE, NOW + timedelta(days=7))
    archive = zipfile.ZipFile(io.BytesIO(suite.store.get(one.file)))
    text = archive.read("gegevens.json").decode()
    found = json.loads(text)
    assert [one for one in planted[:-1] if one not in text] == []
    assert "Ben" not in text
    assert "gehouden" not in text, "what stands in a dossier belongs to the place"
    assert {"id": application, "you_are": ["started_by", "owner_id"]} in found["tracker"]["application"]
    assert "tabellen/notifier-inbox_message.csv" in archive.namelist()
    assert not any(secret in text for secret in ("id_hash", "browser_hash", "secret_hash", '"wrapped"'))


def test_who_asked_hears_once_that_the_file_is_ready(suite):
    who = somebody(suite)
    ask(suite, who, Kind.ACCESS)
    carry_out(suite)
    carry_out(suite)
    intent = people_tables.tables["outbox_intent"]
    with suite.tracker.people.read() as connection:
        rows = connection.execute(sa.select(intent).where(intent.c.kind == "own_data_news")).all()
    assert [(row.person_id, row.data) for row in rows] == [(who, {"what": "file_ready"})]


def test_the_file_goes_after_seven_days(small_suite):
    suite = small_suite
    who = somebody(suite)
    ask(suite, who, Kind.ACCESS)
    carry_out(suite)
    file = of(suite, who)[0].file
    suite.tracker.clock.moment = NOW + timedelta(days=7)
    carry_out(suite)
    assert [one.state for one in of(suite, who)] == [State.OVER]
    assert file not in [path.name for path in suite.tracker.settings.data_dir.rglob("*")]


def test_files_that_they_sent_come_along_from_places_that_they_may_see(small_suite):
    suite = small_suite
    who = somebody(suite)
    plant(suite, "people", "organisation", id="place", kind="place")
    plant(suite, "people", "membership", person_id=who, organisation_id="place", role="member")
    for place in ("place", "elsewhere"):
        name = store_of(suite.tracker.settings, "documents").put(place.encode())
        plant(suite, "tracker", "stored_file", place_id=place, made_by=who, stored_as=name, name=f"{place}.pdf")
    ask(suite, who, Kind.ACCESS)
    carry_out(suite)
    archive = zipfile.ZipFile(io.BytesIO(suite.store.get(of(suite, who)[0].file)))
    assert [name for name in archive.namelist() if name.startswith("bestanden/")] == ["bestanden/001-place.pdf"]
    assert archive.read("bestanden/001-place.pdf") == b"place"


def test_a_table_cell_is_no_formula(small_suite):
    suite = small_suite
    who = somebody(suite)
    plant(suite, "matcher", "saved_search", person_id=who, name='=HYPERLINK("http://x")')
    ask(suite, who, Kind.ACCESS)
    carry_out(suite)
    archive = zipfile.ZipFile(io.BytesIO(suite.store.get(of(suite, who)[0].file)))
    assert "'=HYPERLINK" in archive.read("tabellen/matcher-saved_search.csv").decode("utf-8-sig")


@pytest.mark.parametrize(
    ("ended", "gone"),
    [(timedelta(days=366), True), (timedelta(days=364), False), (None, False)],
)
def test_an_account_goes_a_year_after_the_last_role(suite, ended, gone):
    who = somebody(suite)
    plant(suite, "people", "organisation", id="place", kind="place")
    since = NOW + timedelta(days=1)
    given = {} if ended is None else {"ended_at": since}
    plant(suite, "people", "membership", person_id=who, organisation_id="place", role="member", **given)
    suite.tracker.clock.moment = since + (ended or timedelta(days=800))
    let_go(suite)
    carry_out(suite)
    assert [one.state for one in of(suite, who)] == ([State.DONE] if gone else [])
    let_go(suite)
    assert len(of(suite, who)) == int(gone), "nobody is erased twice"


def test_who_still_signs_in_keeps_the_account(small_suite):
    suite = small_suite
    who = somebody(suite)
    suite.tracker.clock.moment = NOW + timedelta(days=400)
    plant(suite, "people", "session", person_id=who, last_seen_at=NOW + timedelta(days=300))
    let_go(suite)
    assert of(suite, who) == []


@pytest.mark.parametrize("name", TABLES)
def test_every_table_that_belongs_to_a_person_says_what_becomes_of_it(name):
    """A table with a `person_id` is somebody's own: it must be named, and not only be a mention."""
    named = {one.table.name for one in HOLDINGS[name] if not one.mention}
    mentioned = {one.table.name for one in HOLDINGS[name] if one.mention}
    for table in TABLES[name].tables.values():
        if {"person_id", "recipient_id"} & set(table.columns.keys()):
            assert table.name in named, f"say in HOLDINGS what becomes of {name}.{table.name}"
        elif person_columns(table):
            assert table.name in named | mentioned
