"""A source changes its date while applications are under way: the twelve cases, and what must never happen in them.

A row: what changes | when it is heard of | the reminders told in all (day, offset; * for a version after the news) |
when the "moved" message is due | when the application is missed.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import pytest

from services.tracker.jobs.clock import tick
from services.tracker.usecases.applying.start_application import start_application
from services.tracker.usecases.hearing.hear_news import hear_news
from shared.contracts.source_news import SourceNews
from shared.contracts.source_snapshot import Closing, ClosingBasis, ClosingPrecision
from shared.kernel.dates import AMSTERDAM

THROUGH = ClosingBasis.THROUGH
HELD = Closing(date(2027, 3, 31), basis=THROUGH)
CLOSINGS = {
    "earlier": Closing(date(2027, 3, 15), basis=THROUGH),
    "later": Closing(date(2027, 4, 30), basis=THROUGH),
    "withdrawn": None,
    "time only": Closing(date(2027, 3, 31), time(17), ClosingPrecision.MINUTE, ClosingBasis.AT),
}
BEFORE, AFTER = "before a reminder", "after a reminder"
DOWN = "after 30 days off"
HEARD_AT = {
    BEFORE: datetime(2027, 2, 1, 12, tzinfo=UTC),
    AFTER: datetime(2027, 2, 20, 12, tzinfo=UTC),
    DOWN: datetime(2027, 3, 12, 12, tzinfo=UTC),
}
OFF_SINCE = datetime(2027, 2, 10, tzinfo=UTC)
END = datetime(2027, 5, 5, tzinfo=UTC)

TABLE = """
earlier   | before a reminder | 01-03/14* 08-03/7* 12-03/2* 15-03/0*                  | in 10 minutes | 16-03
earlier   | after a reminder  | 17-02/42 01-03/14* 08-03/7* 12-03/2* 15-03/0*         | at once       | 16-03
earlier   | after 30 days off | 15-03/0*                                              | at once       | 16-03
later     | before a reminder | 19-03/42* 16-04/14* 23-04/7* 28-04/2* 30-04/0*        | in 10 minutes | 01-05
later     | after a reminder  | 17-02/42 19-03/42* 16-04/14* 23-04/7* 28-04/2* 30-04/0* | in 10 minutes | 01-05
later     | after 30 days off | 19-03/42* 16-04/14* 23-04/7* 28-04/2* 30-04/0*        | in 10 minutes | 01-05
withdrawn | before a reminder |                                                       | in 10 minutes | never
withdrawn | after a reminder  | 17-02/42                                              | in 10 minutes | never
withdrawn | after 30 days off |                                                       | in 10 minutes | never
time only | before a reminder | 17-02/42* 17-03/14* 24-03/7* 25-03/2* 31-03/0*        | in 10 minutes | 31-03
time only | after a reminder  | 17-02/42 17-03/14* 24-03/7* 25-03/2* 31-03/0*         | at once       | 31-03
time only | after 30 days off | 17-03/14* 24-03/7* 25-03/2* 31-03/0*                  | at once       | 31-03
"""
CASES = [[cell.strip() for cell in line.split("|")] for line in TABLE.strip().splitlines()]


def news(closing, *, was=HELD, version=4, **more):
    told = {"status": "open", "gone": False, "was": was, "closing": closing} | more
    return SourceNews("fonds-voor-de-wijk", version, **told)


def begin(world):
    world.offer(status="open", closing=HELD)
    return start_application(world.ctx, world.actor("mo"), need_id="need-1", source_id="fonds-voor-de-wijk")


def at(world, moment):
    world.clock.move(moment - world.clock.now())


def live(world, heard_at, closing, *, off_since):
    """Lives through the spring, with a tick whenever something can be due. The news is told twice, and then again."""
    moment = datetime(2027, 1, 4, 8, tzinfo=UTC)
    heard = False
    while moment < END:
        if not heard and moment >= heard_at:
            at(world, heard_at)
            assert (hear_news(world.ctx, [news(closing)]), hear_news(world.ctx, [news(closing)])) == (1, 0)
            heard = True
        if off_since is None or not off_since <= moment < heard_at:
            at(world, moment)
            tick(world.ctx)
        moment += timedelta(hours=4 if moment.hour < 16 else 16)
    assert hear_news(world.ctx, [news(closing)]) == 0


def told(world, kind):
    return [row for row in world.rows("outbox_intent") if row["kind"] == kind]


def reminders_told(world):
    """The days and offsets of what was told, in order; nothing is told of a version that does not hold any more."""
    rows = {row["id"]: row for row in world.rows("reminder")}
    found = sorted(told(world, "deadline_reminder"), key=lambda row: row["created_at"])
    assert len({row["occurrence"] for row in found}) == len(found)
    return " ".join(
        f"{row['created_at'].astimezone(AMSTERDAM):%d-%m}/{rows[row['id']]['offset_days']}"
        + ("*" if rows[row["id"]]["deadline_version"] > 1 else "")
        for row in found
    )


def missed_on(world):
    missed = [row for row in world.rows("audit_entry") if row["action"] == "application.miss"]
    return f"{missed[0]['at'].astimezone(AMSTERDAM):%d-%m}" if missed else "never"


@pytest.mark.parametrize(("what", "when", "reminders", "moved", "missed"), CASES)
def test_moved_deadline(world, what, when, reminders, moved, missed):
    begin(world)
    heard_at = HEARD_AT[when]
    live(world, heard_at, CLOSINGS[what], off_since=OFF_SINCE if when == DOWN else None)
    assert reminders_told(world) == reminders
    (message,) = told(world, "deadline_moved")
    due = heard_at if moved == "at once" else heard_at + timedelta(minutes=10)
    assert (message["due_at"], message["withdrawn_reason"]) == (due, None)
    assert message["data"]["old_text"] == "tot en met 31 maart 2027"
    assert missed_on(world) == missed
    versions = [(row["version"], row["state"]) for row in world.rows("deadline")]
    assert versions == ([(1, "withdrawn")] if what == "withdrawn" else [(1, "moved"), (2, "missed")])
    # What was told of the old version and not read yet is taken back; nothing else is.
    old = {row["id"] for row in world.rows("reminder", deadline_version=1)}
    for row in told(world, "deadline_reminder"):
        assert (row["withdrawn_reason"] is not None) == (row["id"] in old or bool(missed != "never"))


def test_the_table_has_twelve_cases():
    assert {(row[0], row[1]) for row in CASES} == {(what, when) for what in CLOSINGS for when in HEARD_AT}
    assert len(CASES) == 12
