"""Reports: made from the terms, written from the record, signed, sent, questioned, late."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from threading import Barrier, Thread

import pytest
import sqlalchemy as sa

from services.tracker.jobs.clock import tick
from services.tracker.usecases.applying.start_application import start_application
from services.tracker.usecases.reporting.tell_late import tell_late_reports
from shared.access.tables import organisation
from shared.kernel.ids import new_id
from tests.services.tracker.acts import decide, made_ready
from tests.services.tracker.awarding import LETTER, ON_COSTS, Program, carried_out, cost, granted

DUE = date(2027, 6, 30)  # a Wednesday


def at(world, day, hour=7):
    world.clock.moment = datetime(day.year, day.month, day.day, hour, 30, tzinfo=UTC)


def late(world, audience="place_team"):
    told = world.rows("outbox_intent", kind="report_late", audience=audience)
    return [row["data"]["days_late"] for row in told]


# Obligations follow the terms


def test_reports_follow_the_terms(small_world):
    program = granted(small_world)
    program.post("award-terms", {**ON_COSTS, "interimOn": ["2027-01-31", "2027-03-31"], "lessons": True})
    asked = [(report["kind"], report["dueOn"]) for report in program.award()["reports"]]
    assert asked == [("interim", "2027-01-31"), ("interim", "2027-03-31"), ("final", "2027-06-30"), ("lessons", None)]
    program.post("award-terms", {**ON_COSTS, "interimOn": ["2027-02-28"], "reportOn": "2027-08-31"})
    asked = [(report["kind"], report["dueOn"]) for report in program.award()["reports"]]
    assert asked == [("interim", "2027-02-28"), ("final", "2027-08-31")]
    assert [deadline["date"] for deadline in program.award()["deadlines"]] == ["2027-02-28", "2027-08-31"]
    planned = small_world.rows("late_step", state="planned")
    assert {row["due_on"] for row in planned} == {date(2027, 2, 28), date(2027, 8, 31)} and len(planned) == 8


def test_one_task_asks_for_what_is_not_known(small_world):
    program = granted(small_world)

    def done():
        (task,) = small_world.rows("task", kind="award_terms")
        return task["done_at"] is not None

    program.post("award-terms", {"settling": "on_costs"})
    assert not done(), "the day of the report is not known"
    program.post("award-terms", ON_COSTS)
    assert done()


def test_what_is_not_known_stays_unknown(small_world):
    program = granted(small_world)
    program.post("award-terms", {"finance": True})
    award = program.award()
    assert (award["terms"]["settling"], award["terms"]["complete"], award["reports"]) == (None, False, [])


# Writing, signing, sending


def test_h74_a_volunteer_does_not_sign(small_world):
    program = carried_out(small_world)
    program.record(what="Geverfd", costs=[cost(program, "10")])
    for who in ("vera", "mo", "cor"):
        program.as_(who).on_report("signatures", status=403)
    program.as_("otto").post(f"reports/{program.report()['id']}/signatures", status=404, version=1)
    assert program.on_report("signatures")["state"] == "signed"


def test_h67_a_cost_claimed_twice_is_warned_of_in_a_draft_and_refused_in_a_report(small_world):
    program = carried_out(small_world)
    small_world.offer(need_id="need-2")
    other = granted_again(small_world)
    shares = ((program.id, "100"), (other.id, "100"))
    kept = program.record(what="Verf", applicationIds=[program.id, other.id], costs=[cost(program, "100", *shares)])
    assert kept["costs"][0]["tooMuch"] == "100", "a draft is kept, with the warning"
    assert program.report()["overclaims"][0]["tooMuch"] == "100"
    refused = program.on_report("signatures", status=409)
    assert refused["reason"] == "report_incomplete" and "meer dan het hele bedrag" in refused["detail"]
    kept["costs"][0] |= {"shares": [{"applicationId": program.id, "amount": "60"}], "amount": "100"}
    edit(program, kept, kept["costs"])
    program.send_report()
    assert program.state == "reported"


def test_h67_a_cost_claimed_twice_after_the_signature_is_refused_too(small_world):
    program = carried_out(small_world)
    small_world.offer(need_id="need-2")
    other = granted_again(small_world)
    kept = program.record(what="Verf", applicationIds=[program.id, other.id], costs=[cost(program, "100")])
    program.on_report("signatures")
    shares = [{"applicationId": id_, "amount": "100"} for id_ in (program.id, other.id)]
    edit(program, kept, [kept["costs"][0] | {"shares": shares}])
    refused = program.on_report("submissions", {"sentOn": "2026-11-22", "channel": "email"}, 409)
    assert refused["reason"] == "report_incomplete" and program.state == "running"


def granted_again(world):
    """A second award of the same place."""
    made = start_application(world.ctx, world.actor("mo"), need_id="need-2", source_id="fonds-voor-de-wijk")
    made_ready(world, made)
    decide(world, made)
    return Program(world, made.id)


def edit(program, kept, costs):
    names = ("happenedOn", "what", "people", "minutes", "lesson", "applicationIds")
    lines = [{name: line[name] for name in ("id", "what", "amount", "lineId", "shares")} for line in costs]
    body = {name: kept[name] for name in names} | {"costs": lines}
    answer = program.client.send("PATCH", f"/activities/{kept['id']}", body, version=kept["version"])
    assert answer.status_code == 200, answer.text
    return answer.json


def test_a_record_counts_in_the_reports_of_all_its_funders(small_world):
    program = carried_out(small_world)
    small_world.offer(need_id="need-2")
    other = granted_again(small_world)
    other.post("award-terms", ON_COSTS)
    shares = ((program.id, "60"), (other.id, "40"))
    program.record(what="Soep", people=30, applicationIds=[program.id, other.id], costs=[cost(program, "100", *shares)])
    assert [one.report()["people"] for one in (program, other)] == [30, 30]
    assert [one.report()["spent"] for one in (program, other)] == ["60", "40"]


def test_what_is_missing_is_named(small_world):
    program = carried_out(small_world, receipts=True)
    assert len(program.report()["missing"]) == 2
    program.record(what="Verf", costs=[cost(program, "100")])
    assert program.report()["missing"] == ["bij 1 kosten is nog geen bon"]
    program.on_report("submissions", {"sentOn": "2026-11-22", "channel": "email"}, 409)


def test_writing_voids_the_signature(small_world):
    program = carried_out(small_world)
    program.record(what="Verf", costs=[cost(program, "100")])
    program.on_report("signatures")
    assert program.write_report(story="Nog iets")["signedAt"] is None
    program.on_report("submissions", {"sentOn": "2026-11-22", "channel": "email"}, 409)


def test_what_was_sent_stays_as_it_was(small_world):
    program = carried_out(small_world)
    kept = program.record(what="Verf", people=3, costs=[cost(program, "100")])
    sent = program.send_report()
    edit(program, kept | {"what": "Iets anders", "people": 99}, [])
    (now,) = program.report()["sent"]
    assert now["body"] == sent["body"] and now["body"]["activities"][0]["what"] == "Verf"
    path = f"/applications/{program.id}/reports/{program.report()['id']}"
    answer = program.client.send("PATCH", path, {"story": "x"}, version=program.report()["version"])
    assert answer.status_code == 409


def test_a_repeat_gets_the_first_answer_and_an_old_version_is_told(small_world):
    program = carried_out(small_world)
    program.record(what="Verf", costs=[cost(program, "100")])
    report, key = program.report(), new_id()
    path = f"/applications/{program.id}/reports/{report['id']}/signatures"
    first = program.client.send("POST", path, version=report["version"], key=key)
    again = program.client.send("POST", path, version=report["version"], key=key)
    assert again.json == first.json and again.headers["Idempotency-Replayed"] == "true"
    stale = program.client.send("POST", path, version=report["version"])
    assert (stale.status_code, stale.json["currentVersion"]) == (412, report["version"] + 1)


def test_a_report_in_between_and_lessons_leave_the_application_where_it_is(small_world):
    program = carried_out(small_world, interimOn=["2027-01-31"], lessons=True, questions="Wat zou u anders doen?")
    program.record(what="Verf", costs=[cost(program, "100")])
    program.send_report("interim")
    program.on_report("signatures", kind="lessons", status=409)
    program.write_report("lessons", lessons="Begin vroeg")
    assert program.report("lessons")["question"] == "Wat zou u anders doen?"
    assert program.send_report("lessons")["body"]["question"] == "Wat zou u anders doen?"
    assert program.state == "running"
    assert [deadline["date"] for deadline in program.award()["deadlines"]] == ["2027-06-30"]


# Late


def test_a_late_report_is_told_four_times_and_then_no_more(world):
    program = carried_out(world)
    at(world, DUE, 20)
    tick(world.ctx)
    assert (program.state, late(world)) == ("running", [])
    for days in (0, 0, 6, 7, 14, 20, 28, 60):
        at(world, DUE + timedelta(days=days + 1))
        tick(world.ctx)
        tick(world.ctx)
    assert (program.state, late(world)) == ("report_overdue", [0, 7, 14, 28])
    assert late(world, "place_coordinators") == [14, 28], "once each, from when the funder may settle on its own"
    program = program.as_("bea")  # the sign-in of last year is over
    program.record(what="Verf", happenedOn="2027-06-01", costs=[cost(program, "100")])
    program.on_report("signatures")
    program.on_report("submissions", {"sentOn": "2027-08-01", "channel": "email"})
    assert program.state == "reported"


def test_two_clocks_at_once_tell_it_once(world):
    program = carried_out(world)
    at(world, DUE + timedelta(days=1))
    start, told = Barrier(2), []

    def run():
        start.wait()
        told.append(tell_late_reports(world.ctx))

    threads = [Thread(target=run) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    assert sorted(told) == [0, 1] and (program.state, late(world)) == ("report_overdue", [0])


def test_after_a_pause_only_the_last_word_is_told(small_world):
    program = carried_out(small_world)
    at(small_world, DUE + timedelta(days=40))
    tick(small_world.ctx)
    assert (program.state, late(small_world)) == ("report_overdue", [28])
    reasons = [row["reason"] for row in small_world.rows("late_step")]
    assert reasons == ["later_step_due"] * 3 + [None]


def test_rest_is_respected_but_for_the_day_itself(small_world):
    program = carried_out(small_world)
    small_world.rest(DUE, DUE + timedelta(days=8))
    for days, told in ((1, [0]), (8, [0]), (12, [0, 7]), (17, [0, 7, 14])):
        at(small_world, DUE + timedelta(days=days))
        tick(small_world.ctx)
        tick(small_world.ctx)
        assert (program.state, late(small_world)) == ("report_overdue", told), "what came in the rest is told after it"
    assert late(small_world, "place_coordinators") == [14]
    team = small_world.rows("outbox_intent", kind="report_late", audience="place_team")
    assert [row["data"]["rests"] for row in team] == [True, False, False]


def test_a_coordinator_hears_nothing_in_a_week_of_rest_and_the_last_word_after_it(small_world):
    carried_out(small_world)
    small_world.rest(DUE + timedelta(days=14), DUE + timedelta(days=40))
    for days in (1, 8, 15, 29, 40):
        at(small_world, DUE + timedelta(days=days))
        tick(small_world.ctx)
        assert late(small_world, "place_coordinators") == []
    assert late(small_world) == [0, 7]
    at(small_world, DUE + timedelta(days=44))
    tick(small_world.ctx)
    assert (late(small_world), late(small_world, "place_coordinators")) == ([0, 7, 28], [28])


def test_without_a_coordinator_only_the_team_hears(small_world):
    carried_out(small_world)
    with small_world.ctx.people.transaction() as connection:
        connection.execute(sa.update(organisation).values(coalition_id=None))
    at(small_world, DUE + timedelta(days=30))
    tick(small_world.ctx)
    assert (late(small_world), late(small_world, "place_coordinators")) == ([28], [])


@pytest.mark.parametrize("act", ["sent", "moved", "settled"])
def test_nothing_is_told_of_a_report_that_is_not_late_any_more(small_world, act):
    program = carried_out(small_world)
    program.record(what="Verf", costs=[cost(program, "100")])
    if act == "moved":
        program.post("award-terms", {**ON_COSTS, "reportOn": "2028-06-30"})
    else:
        program.send_report()
    if act == "settled":
        program.post("settlements", {**LETTER, "final": "4000"})
    at(small_world, DUE + timedelta(days=40))
    assert tell_late_reports(small_world.ctx) == 0 and late(small_world) == []


def test_the_funder_settles_on_its_own_after_a_late_report(small_world):
    program = carried_out(small_world)
    at(small_world, DUE + timedelta(days=30))
    tick(small_world.ctx)
    program = program.as_("bea")  # the sign-in of last year is over
    body = {**LETTER, "final": "1000", "ground": "duty_missed"}
    assert program.post("settlements", body)["state"] == "settled"
    assert program.award()["settlements"][0]["kind"] == "ex_officio"


def overdue(world):
    """An award whose report was due some days ago."""
    program = carried_out(world)
    at(world, DUE + timedelta(days=10))
    tick(world.ctx)
    assert program.state == "report_overdue"
    return program.as_("bea")  # the sign-in of last year is over


ASKED = {"kind": "period", "what": "Wij zijn later klaar", "askedOn": "2027-07-10"}
LATER_LETTER = {"letterOn": "2027-07-10", "receivedOn": "2027-07-10", "letterKept": True}


@pytest.mark.parametrize(
    ("asked", "given", "state", "due"),
    [
        ("2027-09-01", None, "running", date(2027, 9, 1)),
        ("2027-09-01", "2027-08-15", "running", date(2027, 8, 15)),
        (None, "2027-08-15", "running", date(2027, 8, 15)),
        (None, None, "report_overdue", DUE),
    ],
)
def test_a_new_term_makes_a_late_report_in_time_again(world, asked, given, state, due):
    program = overdue(world)
    program.post("plan-changes", {**ASKED, "reportOn": asked})
    answer = program.post("plan-answers", {**LATER_LETTER, "approved": True, "reportOn": given})
    assert (answer["state"], program.report()["dueOn"]) == (state, due.isoformat())
    if state == "running":
        at(world, due + timedelta(days=1), 20)
        tick(world.ctx)
        at(world, due + timedelta(days=3), 20)
        tick(world.ctx)
        assert (program.state, late(world)) == ("report_overdue", [7, 0]), "and late again after the new day"


def test_a_no_leaves_a_late_report_late(small_world):
    program = overdue(small_world)
    program.post("plan-changes", {**ASKED, "reportOn": "2027-09-01"})
    before_the_letter = {"reportOn": "2027-07-01"}  # a day counts with a yes only
    answer = program.post("plan-answers", {**LATER_LETTER, **before_the_letter, "approved": False})
    assert (answer["state"], program.report()["dueOn"]) == ("report_overdue", "2027-06-30")


def test_a_new_day_before_the_letter_is_a_mistake(small_world):
    program = overdue(small_world)
    program.post("plan-changes", ASKED)
    errors = program.post("plan-answers", {**LATER_LETTER, "approved": True, "reportOn": "2027-07-01"}, 400)["errors"]
    assert [error["field"] for error in errors] == ["reportOn"]


def test_a_question_that_is_not_answered_makes_it_late_again(small_world):
    program = carried_out(small_world)
    program.record(what="Verf", costs=[cost(program, "100")])
    program.send_report()
    small_world.clock.move(timedelta(hours=1))
    program.on_report("questions", {**LETTER, "question": "Waar is de bon?", "answerBy": "2026-12-14"})
    at(small_world, date(2026, 12, 15), 9)
    tick(small_world.ctx)
    assert (program.state, late(small_world)) == ("report_overdue", [0])
