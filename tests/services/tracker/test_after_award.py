"""From award to closed account over HTTP, on both databases."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace

import pytest

from services.tracker.domain.deadlines import Basis, Entered, Kind
from services.tracker.domain.decisions import Outcome
from services.tracker.domain.instalments.plans import Plan, PlanKind
from services.tracker.domain.instalments.states import InstalmentEvent
from services.tracker.domain.rulings import Ruling
from services.tracker.domain.states import Event
from services.tracker.jobs.clock import tick
from services.tracker.usecases.budgeting.read_budget import read_budget
from services.tracker.usecases.dating.set_deadline import set_deadline
from services.tracker.usecases.decided.decline_award import decline_award
from services.tracker.usecases.decided.object_to_decision import object_to_decision
from services.tracker.usecases.decided.record_ruling import Answer, record_ruling
from services.tracker.usecases.payments.make_plan import make_plan
from services.tracker.usecases.payments.read_money import read_money
from services.tracker.usecases.payments.record_credit import record_credit
from services.tracker.usecases.payments.step_instalment import step_instalment
from services.tracker.usecases.payments.take_back_credit import take_back_credit
from services.tracker.usecases.reading.read_dossier import read_dossier
from tests.services.tracker.acts import TODAY, do
from tests.services.tracker.awarding import LETTER, ON_COSTS, Program, carried_out, cost, granted


def test_from_award_to_closed_account(world):
    """Terms, beginning, records, report, a question, the report again, settlement, the last euro."""
    program = granted(world)
    program.post("award-terms", {"settling": "on_costs", "finance": True, "receipts": False, "reportOn": "2027-06-30"})
    assert [(report["kind"], report["dueOn"]) for report in program.award()["reports"]] == [("final", "2027-06-30")]
    program.receive(300_000)
    assert program.post("beginnings")["state"] == "running"
    program.record(what="Keuken geverfd", people=12, minutes=240, lesson="Begin vroeg", costs=[cost(program, "3500")])
    written = program.write_report(story="De keuken is af.")
    assert written["state"] == "draft"
    now = program.report()
    assert (now["people"], now["minutes"], now["spent"], now["missing"]) == (12, 240, "3500", [])
    first = program.send_report()
    assert (program.state, first["number"], first["body"]["story"]) == ("reported", 1, "De keuken is af.")
    world.clock.move(timedelta(minutes=1))
    question = {**LETTER, "question": "Waar is de bon?", "answerBy": "2026-12-20"}
    program.on_report("questions", question)
    assert (program.state, program.report()["dueOn"]) == ("running", "2026-12-20")
    program.write_report(story="De keuken is af. De bon zit erbij.")
    second = program.send_report()
    assert (second["number"], program.state) == (2, "reported")
    kept = program.report()["sent"]
    assert [one["body"]["story"] for one in kept] == ["De keuken is af.", "De keuken is af. De bon zit erbij."]
    body = {**LETTER, "final": "3500", "ground": "cost_less", "keepUntil": "2033-12-31", "spotCheck": True}
    assert program.post("settlements", body)["state"] == "settled"
    assert program.award()["deadlines"] == []
    tick(world.ctx)
    assert program.state == "settled", "500 euro is still to come"
    program.receive(50_000)
    tick(world.ctx)
    assert program.state == "closed"
    assert program.award()["settlements"][0]["keepUntil"] == "2033-12-31"
    told = [row["data"].get("news") for row in world.rows("outbox_intent", kind="award_news")]
    assert sorted(told) == ["report_questioned", "report_sent", "report_sent", "settled"]


def test_a_lower_settlement_goes_back_in_two_payments(world):
    program = carried_out(world)
    program.receive(400_000)
    program.record(what="Keuken geverfd", costs=[cost(program, "3000")])
    program.send_report()
    program.post("settlements", {**LETTER, "final": "3000", "ground": "cost_less"})
    claim = {**LETTER, "amount": "1000", "dueOn": "2026-12-15", "terms": 3, "reason": "Minder uitgegeven"}
    assert program.post("claims", claim)["state"] == "repayment_due"
    (claimed,) = program.award()["claims"]
    assert [(term["dueOn"], term["amount"]) for term in claimed["terms"]] == [
        ("2026-12-15", "333.33"),
        ("2027-01-15", "333.33"),
        ("2027-02-15", "333.34"),
    ]
    program.post("repayments", {"amount": "400", "paidOn": "2026-11-22"})
    assert (program.state, program.award()["claimLeft"]) == ("repayment_due", "600")
    repayments = [deadline["date"] for deadline in program.award()["deadlines"]]
    assert repayments == ["2027-01-15", "2027-02-15"], "the first term is paid"
    refused = program.post("repayments", {"amount": "600.01", "paidOn": "2026-11-22"}, 400)
    assert refused["errors"][0]["code"] == "too_much"
    assert program.post("repayments", {"amount": "600", "paidOn": "2026-11-22"})["state"] == "closed"
    end = program.award()
    assert (end["repaid"], end["claims"][0]["state"], end["deadlines"]) == ("1000", "paid", [])


def test_a_gift_is_settled_without_a_report(small_world):
    program = granted(small_world)
    program.post("award-terms", {"settling": "gift", "keepUntil": "2031-12-31"})
    assert program.award()["reports"] == [] and program.award()["deadlines"] == []
    program.receive(400_000)
    settled = program.post("settlements", {**LETTER, "final": "4000"})
    assert settled["state"] == "closed", "the money was in already"
    assert program.award()["settlements"][0]["keepUntil"] == "2031-12-31"


def test_no_settlement_without_the_report_that_was_asked(small_world):
    program = carried_out(small_world)
    refused = program.post("settlements", {**LETTER, "final": "4000"}, 409)
    assert refused["reason"] == "report_needed" and "submit_report" in refused["allowedEvents"]


def test_never_settled_above_the_award(small_world):
    program = granted(small_world)
    assert program.post("settlements", {**LETTER, "final": "4000.01"}, 409)["detail"].startswith(
        "Het vastgestelde bedrag is hoger"
    )


@pytest.mark.parametrize(("final", "status"), [("2500", 200), ("2500.01", 400)])
def test_a_guarantee_fills_the_deficit_and_no_more(small_world, final, status):
    program = granted(small_world)
    program.post("award-terms", {"settling": "ex_officio", "guarantee": True})
    body = {**LETTER, "final": final, "ground": "other_income", "eligible": "6000", "otherIncome": "3500"}
    program.post("settlements", body, status)


def test_a_change_is_asked_and_answered(small_world):
    program = carried_out(small_world)
    asked = {"kind": "period", "what": "De bouw is later", "askedOn": "2026-11-22", "reportOn": "2027-09-30"}
    program.post("plan-changes", asked)
    assert program.post("plan-changes", asked, 409)["reason"] == "change_open"
    program.post("plan-answers", {**LETTER, "approved": True, "note": "Akkoord"})
    assert program.report()["dueOn"] == "2027-09-30"
    assert program.award()["changes"][0]["state"] == "approved"
    assert program.post("plan-answers", {**LETTER, "approved": False}, 409)["reason"] == "no_change"


@pytest.mark.parametrize(("moved", "state"), [("400", "told"), ("400.01", "open")])
def test_a_small_shift_is_told_and_a_larger_one_asked(small_world, moved, state):
    program = carried_out(small_world)
    body = {"kind": "budget", "what": "Meer verf", "askedOn": "2026-11-22", "moved": moved}
    program.post("plan-changes", body)
    assert program.award()["changes"][0]["state"] == state


def test_taken_back_and_written_off(small_world):
    program = carried_out(small_world)
    program.receive(100_000)
    reason = {**LETTER, "reason": "Het plan ging niet door"}
    assert program.post("revocations", reason)["state"] == "revoked"
    assert [report["state"] for report in program.award()["reports"]] == []
    claim = {**LETTER, "amount": "1000.01", "dueOn": "2026-12-15"}
    assert program.post("claims", claim, 400)["errors"][0]["field"] == "amount"
    program.post("claims", claim | {"amount": "1000"})
    assert program.post("write-offs", reason)["state"] == "closed"
    assert program.award()["claims"][0]["state"] == "written_off"


def test_a_settlement_is_revised_within_five_years(small_world):
    program = granted(small_world)
    program.receive(400_000)
    program.post("settlements", {**LETTER, "final": "4000"})
    body = {**LETTER, "final": "3500", "amount": "500", "dueOn": "2026-12-15", "reason": "Controle"}
    assert program.post("revisions", {**body, "final": "4000"}, 400)["errors"][0]["code"] == "not_lower"
    assert program.post("revisions", body)["state"] == "repayment_due"
    assert program.post("repayments", {"amount": "500", "paidOn": "2026-11-22"})["state"] == "closed"


def test_who_may_do_what(small_world):
    program = carried_out(small_world)
    change = {"kind": "plan", "what": "Anders", "askedOn": "2026-11-22"}
    for who in ("mo", "vera", "cor"):
        program.as_(who).post("plan-changes", change, 403)
    for who in ("mo", "cor"):
        program.as_(who).post("revocations", {**LETTER, "reason": "Weg"}, 403)
    stranger = program.as_("otto")
    for rest in ("plan-changes", "beginnings", "repayments"):
        body = {"plan-changes": change, "repayments": {"amount": "1", "paidOn": "2026-11-22"}}.get(rest)
        stranger.post(rest, body, 404)
    assert stranger.client.send("GET", f"/applications/{program.id}/award").status_code == 404
    assert Program(small_world, program.id, "vera").post("revocations", {**LETTER, "reason": "Weg"})


def test_a_letter_that_is_not_kept_is_told_with_all_other_errors(small_world):
    program = granted(small_world)
    body = {"letterOn": "2026-11-23", "receivedOn": "2026-11-20", "letterKept": False, "final": "100"}
    errors = program.post("settlements", body, 400)["errors"]
    assert {error["field"] for error in errors} == {"letterKept", "letterOn", "receivedOn", "ground"}


def test_an_award_that_is_gone_waits_for_no_report(small_world):
    """Who declined hears nothing of a late report afterwards."""
    program = granted(small_world)
    program.post("award-terms", ON_COSTS)
    program.post("declinations", {"reason": "Het plan gaat niet door"})
    assert program.award()["reports"] == []
    small_world.clock.move(timedelta(days=300))
    tick(small_world.ctx)
    assert small_world.rows("outbox_intent", kind="report_late") == []


def application_of(program):
    return SimpleNamespace(id=program.id)


def test_money_above_a_lower_settlement_is_written_down_and_goes_back(small_world):
    program = granted(small_world)
    program.post("award-terms", {"settling": "gift"})
    program.receive(300_000)
    program.post("settlements", {**LETTER, "final": "3500", "ground": "cost_less"})
    program.receive(100_000)
    assert program.post("claims", {**LETTER, "amount": "500", "dueOn": "2026-12-15"})["state"] == "repayment_due"


def overruled(world):
    """An award of which money came in, refused after all on an objection."""
    world.offer(provider_kind="government")
    program = granted(world)
    program.post("award-terms", ON_COSTS)
    application = application_of(program)
    do(world, make_plan, "bea", application, plan=Plan(PlanKind.ADVANCE, 75), last_on=date(2026, 12, 20))
    first = read_money(world.ctx, world.actor("bea"), program.id).money.instalments[0]
    given = {"instalment_id": first.id, "amount_cents": 300_000, "received_on": TODAY}
    do(world, record_credit, "bea", application, **given)
    do(world, object_to_decision, "bea", application, sent_on=TODAY, grounds="Meer")
    do(world, record_ruling, "bea", application, answer=Answer(Ruling.REJECTED, TODAY, TODAY))
    return program


def test_refused_after_all_ends_what_was_waited_for_and_money_can_go_back(small_world):
    program = overruled(small_world)
    standing = read_money(small_world.ctx, small_world.actor("bea"), program.id).money.standing
    assert (program.state, standing.expected, program.award()["reports"]) == ("rejected", 0, [])
    assert program.post("claims", {**LETTER, "amount": "3000", "dueOn": "2026-12-15"})["state"] == "repayment_due"


def test_a_refusal_without_money_offers_no_claim(small_world):
    program = granted(small_world, outcome=Outcome.REJECTED)
    assert Event.CLAIM not in read_dossier(small_world.ctx, small_world.actor("bea"), program.id).allowed_events


def test_nobody_hears_of_late_money_or_reports_of_an_award_that_was_declined(small_world):
    program = granted(small_world)
    program.post("award-terms", {**ON_COSTS, "reportOn": "2026-12-31"})
    application = application_of(program)
    do(small_world, make_plan, "bea", application, plan=Plan(PlanKind.AT_ONCE), first_on=TODAY)
    part = read_money(small_world.ctx, small_world.actor("bea"), program.id).money.instalments[0]
    do(small_world, step_instalment, "bea", application, instalment_id=part.id, event=InstalmentEvent.ORDER)
    do(small_world, decline_award, "bea", application)
    assert [row["state"] for row in small_world.rows("instalment")] == ["cancelled"]
    assert [row["state"] for row in small_world.rows("report")] == ["withdrawn"]
    small_world.clock.moment = datetime(2027, 1, 7, 10, tzinfo=UTC)
    tick(small_world.ctx)
    told = {row["kind"] for row in small_world.rows("outbox_intent")}
    assert not told & {"payment_late", "report_late"}


def test_a_lower_settlement_of_public_money_can_be_objected_to(small_world):
    small_world.offer(provider_kind="government")
    program = granted(small_world)
    program.post("award-terms", {"settling": "gift"})
    program.receive(300_000)
    program.post("settlements", {**LETTER, "final": "3000", "ground": "cost_less"})
    assert program.state == "closed"
    assert [row["state"] for row in small_world.rows("deadline", kind="objection")] == ["proposed"]
    application = application_of(program)
    do(small_world, object_to_decision, "bea", application, sent_on=TODAY, grounds="Nee")
    do(small_world, record_ruling, "bea", application, answer=Answer(Ruling.UNCHANGED, TODAY, TODAY))
    assert program.state == "closed"


def test_closing_by_the_clock_ends_other_deadlines_too(small_world):
    program = granted(small_world)
    program.post("award-terms", {"settling": "gift"})
    program.post("settlements", {**LETTER, "final": "4000"})
    start = {"kind": Kind.START, "entered": Entered(date(2027, 1, 20), Basis.THROUGH), "sure": True}
    do(small_world, set_deadline, "bea", application_of(program), **start)
    program.receive(400_000)
    tick(small_world.ctx)
    assert program.state == "closed"
    assert [row["state"] for row in small_world.rows("deadline", kind="start")] == ["withdrawn"]


def test_an_interim_report_of_a_settled_award_is_not_opened_again(small_world):
    program = carried_out(small_world, interimOn=["2027-01-31"], finance=False)
    program.record(what="Tuindag")
    for kind in ("interim", "final"):
        program.write_report(kind, story="Het ging goed")
        program.send_report(kind)
    program.post("settlements", {**LETTER, "final": "4000"})
    question = {**LETTER, "question": "Hoe?", "answerBy": "2026-12-20"}
    assert "loopt niet meer" in program.on_report("questions", question, 409, kind="interim")["detail"]


def test_what_goes_back_after_a_revocation_stays_revoked_for_the_matcher(small_world):
    program = granted(small_world)
    program.receive(400_000)
    program.post("revocations", {**LETTER, "reason": "Niet gedaan"})
    program.post("claims", {**LETTER, "amount": "4000", "dueOn": "2026-12-15"})
    program.post("repayments", {"amount": "4000", "paidOn": "2026-11-22"})
    rows = sorted(small_world.rows("matcher_event"), key=lambda row: row["application_version"])
    assert (program.state, rows[-1]["body"]["standing"]) == ("closed", "revoked")


def test_the_funding_plan_counts_what_was_settled(small_world):
    program = granted(small_world)
    program.post("award-terms", {"settling": "gift"})
    program.post("settlements", {**LETTER, "final": "3500", "ground": "cost_less"})
    plan = read_budget(small_world.ctx, small_world.actor("bea"), program.id).plan
    assert [cover.amount_cents for cover in plan.covers] == [350_000]


def test_a_credit_taken_back_after_the_settlement_opens_no_more_than_was_settled(small_world):
    program = granted(small_world)
    program.post("award-terms", {"settling": "gift"})
    application = application_of(program)
    do(small_world, make_plan, "bea", application, plan=Plan(PlanKind.AT_ONCE), first_on=TODAY)
    part = read_money(small_world.ctx, small_world.actor("bea"), program.id).money.instalments[0]
    given = {"instalment_id": part.id, "amount_cents": 400_000, "received_on": TODAY}
    do(small_world, record_credit, "bea", application, **given)
    program.post("settlements", {**LETTER, "final": "3500", "ground": "cost_less"})
    credit = read_money(small_world.ctx, small_world.actor("bea"), program.id).money.credits[0]
    do(small_world, take_back_credit, "bea", application, credit_id=credit.id, reason="Vergissing")
    standing = read_money(small_world.ctx, small_world.actor("bea"), program.id).money.standing
    assert (standing.received, standing.expected) == (0, 350_000)
