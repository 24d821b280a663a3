"""Nothing goes out while it is held, and all of it goes out once when a person lets it go."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa

from shared.audit.entries import entries
from shared.contracts.messages import MessageClass, MessageKind
from shared.kernel.errors import InvalidInput, NotFound
from shared.notifier import beats
from shared.notifier.holds import acts, marks, sent_log
from shared.notifier.holds.reading import read_order
from shared.notifier.holds.restoring import keep_mark, look_for_restore
from shared.notifier.holds.rules import Cause, Extent, without
from shared.notifier.tables import delivery, heartbeat
from shared.outbox.tables import outbox
from tests.faults.stage import ANNA, NOW, an_intent, everybody_once, rows, states, take_and_deliver, tell, told

A, B = MessageClass.A, MessageClass.B
REMINDER, STARTED = MessageKind.DEADLINE_REMINDER, MessageKind.APPLICATION_STARTED


@pytest.mark.parametrize(
    ("extent", "held"),
    [
        (Extent(), (True, True, True, False)),
        (Extent(message_class=A), (True, True, False, False)),
        (Extent(channel="mail"), (True, False, True, False)),
        (Extent(kind=REMINDER), (True, True, False, False)),
        (Extent(kind=STARTED, channel="mail"), (False, False, True, False)),
        (Extent(kind=MessageKind.SIGN_IN), (False, False, False, True)),
    ],
)
def test_what_a_hold_covers_and_sign_in_only_by_name(extent, held):
    cases = ((REMINDER, A, "mail"), (REMINDER, A, "inbox"), (STARTED, B, "mail"), (MessageKind.SIGN_IN, A, "mail"))
    assert tuple(extent.covers(*case) for case in cases) == held


@pytest.mark.parametrize(
    ("extent", "released", "left"),
    [
        (Extent(), A, Extent(message_class=B)),
        (Extent(channel="mail"), B, Extent(message_class=A, channel="mail")),
        (Extent(message_class=A), A, None),
        (Extent(message_class=A), B, Extent(message_class=A)),
        (Extent(kind=STARTED), B, None),
        (Extent(kind=REMINDER), B, Extent(kind=REMINDER)),
    ],
)
def test_what_stays_held_when_one_class_is_let_go(extent, released, left):
    assert without(extent, released) == left


def test_nothing_goes_out_while_all_is_held_and_everything_once_after_it(stage, clock):
    hold_id = acts.hold(stage.context, Extent(), "Een storing", by=ANNA)
    intents = [an_intent(NOW)]
    tell(stage, *intents)
    take_and_deliver(stage, intents)
    stage.sweep()
    assert set(states(stage)) == {"held"} and told(stage) == ([], [])
    assert stage.invariants().sound
    acts.release(stage.context, hold_id, None, by=ANNA)
    clock.move(timedelta(seconds=3))
    stage.sweep()
    assert everybody_once(stage) and acts.holds(stage.context) == []
    with stage.context.database.read() as connection:
        logged = [(line.action, line.person_id) for line in entries(connection, f"hold:{hold_id}")]
    assert logged == [("hold.set", ANNA), ("hold.release", ANNA)]
    with pytest.raises(NotFound):
        acts.release(stage.context, hold_id, None, by=ANNA)


def test_one_class_is_let_go_and_the_other_stays(sqlite_stage, clock):
    intents = [an_intent(NOW), an_intent(NOW, kind=MessageKind.DECISION_RECORDED)]
    hold_id = acts.hold(sqlite_stage.context, Extent(), "Storing", by=ANNA)
    tell(sqlite_stage, *intents)
    take_and_deliver(sqlite_stage, intents)
    acts.release(sqlite_stage.context, hold_id, A, by=ANNA)
    clock.move(timedelta(seconds=3))
    sqlite_stage.sweep()
    found = rows(sqlite_stage, sa.select(delivery.c.message_class, delivery.c.state).distinct().order_by("state"))
    assert ("B", "held") in found and ("A", "held") not in found and ("B", "sent") not in found
    (left,) = acts.holds(sqlite_stage.context)
    acts.release(sqlite_stage.context, left.id, A, by=ANNA)  # it holds nothing of that class any more
    assert acts.holds(sqlite_stage.context) == [left]
    assert left.extent == Extent(message_class=B) and left.reason == "Storing" and left.cause is Cause.PERSON


def test_what_became_useless_while_held_is_not_sent_after_it(sqlite_stage, clock):
    hold_id = acts.hold(sqlite_stage.context, Extent(), "Storing", by=None)
    intents = [an_intent(NOW, useful_until=NOW + timedelta(hours=1))]
    tell(sqlite_stage, *intents)
    take_and_deliver(sqlite_stage, intents)
    clock.move(timedelta(hours=2))
    acts.release(sqlite_stage.context, hold_id, None, by=None)
    clock.move(timedelta(seconds=3))
    sqlite_stage.sweep()
    assert set(states(sqlite_stage)) == {"expired"} and told(sqlite_stage) == ([], [])


@pytest.mark.parametrize("reason", ["", "  ", "x" * 301])
def test_all_that_is_wrong_with_a_hold_is_named_at_once(reason):
    with pytest.raises(InvalidInput) as refused:
        read_order("postduif", "C", "fax", reason)
    assert [error.field for error in refused.value.errors] == ["reason", "kind", "class", "channel"]
    with pytest.raises(InvalidInput):
        read_order("", "", "", reason)
    assert read_order("", "A", "mail", "Een  storing ") == (Extent(message_class=A, channel="mail"), "Een storing")


def test_a_restored_dump_starts_held_and_what_was_sent_since_is_not_sent_again(sqlite_stage, clock):
    """F16: the dump is an hour old; two messages were made before it, and sent after it."""
    context = sqlite_stage.context
    file = Path(context.settings.notifier_url.removeprefix("sqlite:///"))
    known, unknown = an_intent(NOW), an_intent(NOW)
    tell(sqlite_stage, known, unknown)
    for intent in (known, unknown):
        sqlite_stage.take_intent("tracker", intent.id)
    an_old_heartbeat(sqlite_stage)
    assert look_for_restore(context) is False  # a first start knows of nothing older
    dump = file.with_suffix(".dump")
    with closing(sqlite3.connect(file)) as source, closing(sqlite3.connect(dump)) as copy:
        source.backup(copy)
    keep_mark(context)
    for (delivery_id,) in rows(sqlite_stage, sa.select(delivery.c.id).where(delivery.c.event_id == known.id)):
        sqlite_stage.deliver(str(delivery_id))
    assert len(told(sqlite_stage)[1]) == 3
    context.database.dispose()
    for left in file.parent.glob(f"{file.name}-*"):
        left.unlink()
    shutil.move(dump, file)

    assert look_for_restore(context) is True
    assert look_for_restore(context) is False  # noticed once
    clock.move(timedelta(seconds=3))
    sqlite_stage.sweep()
    by_event = rows(sqlite_stage, sa.select(delivery.c.event_id, delivery.c.channel, delivery.c.state).distinct())
    assert sorted(by_event) == sorted(
        [
            (known.id, "mail", "suppressed"),
            (known.id, "inbox", "held"),
            (unknown.id, "mail", "held"),
            (unknown.id, "inbox", "held"),
        ]
    )
    (held,) = acts.holds(context)
    assert held.cause is Cause.RESTORE
    acts.release(context, held.id, None, by=ANNA)
    clock.move(timedelta(seconds=3))
    sqlite_stage.sweep()
    assert len(told(sqlite_stage)[1]) == 3  # the mails of the event that nobody had yet
    keep_mark(context)
    assert acts.holds(context) == []


def test_each_database_is_noticed_and_a_clock_that_is_set_back_is_not(stage):
    context = stage.context
    tell(stage, an_intent(NOW))
    with context.database.transaction() as connection:
        beats.beat(connection, "notifier", not_before=datetime.now(UTC) + timedelta(hours=2))
    keep_mark(context)
    keep_mark(context)
    assert acts.holds(context) == [] and set(marks.in_file(context.settings.data_dir)) == {"notifier", "tracker"}
    with context.senders["tracker"].transaction() as connection:
        connection.execute(sa.delete(outbox))
    assert look_for_restore(context) is True
    assert [one.cause for one in acts.holds(context)] == [Cause.RESTORE]


def test_an_id_that_is_made_of_what_it_is_about_says_nothing_of_how_far_a_database_is(stage):
    context = stage.context
    tell(stage, an_intent(NOW, id="ffffffff-6d0f-5c57-9a55-4a4f0d0f7b11"))
    assert "tracker" not in marks.in_databases(context)
    tell(stage, an_intent(NOW))
    marks.move_on(context)
    assert abs(marks.in_databases(context)["tracker"] - datetime.now(UTC)) < timedelta(minutes=1)
    assert marks.behind(marks.in_file(context.settings.data_dir), marks.in_databases(context)) == []


def test_losing_the_last_seconds_or_starting_anew_is_no_restore():
    kept = {"notifier": NOW, "tracker": NOW}
    a_little = {"notifier": NOW - timedelta(seconds=30), "tracker": NOW}
    assert marks.behind(kept, a_little) == [] and marks.behind(kept, {}) == [] and marks.behind({}, a_little) == []
    assert marks.behind(kept, {"notifier": NOW}) == ["tracker"]
    assert marks.behind(kept, {"notifier": NOW, "tracker": NOW - timedelta(minutes=2)}) == ["tracker"]


def test_old_days_of_the_sent_log_are_removed_and_half_a_line_is_left_out(tmp_path):
    (tmp_path / "sent").mkdir()
    (tmp_path / "sent" / "2026-09-01.log").write_text("a" * 64 + "\n")
    (tmp_path / "sent" / "2026-11-21.log").write_text("b" * 64 + "\n" + "c" * 20)
    assert sent_log.forget(tmp_path, NOW) == 1
    assert list(sent_log.read(tmp_path)) == ["b" * 64]


def an_old_heartbeat(stage) -> None:
    with stage.context.database.transaction() as connection:
        connection.execute(sa.insert(heartbeat).values(name="notifier", at=NOW - timedelta(days=400)))
