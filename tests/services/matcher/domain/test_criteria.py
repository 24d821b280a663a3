"""Every criterion with its table of cases: what it answers, what it found, and what marks it carries."""

from __future__ import annotations

from typing import Any

import pytest

from services.matcher.domain.criteria.every import REQUIREMENT_CRITERIA
from services.matcher.domain.matching import Matcher
from services.matcher.domain.verdicts import Answer
from shared.contracts.codes import codes
from tests.services.matcher.domain.build import REGIONS, STALE, TODAY, a_need, a_source, verdict
from tests.services.matcher.engine.test_index import CRITERIA, ONLY

YES, NO, UNKNOWN = "yes", "no", "unknown"
GROUP = {"legal_form": "informal_group"}
PERSON = {"legal_form": "natural_person"}


def form(name: str, eligible: str = "yes", condition: str | None = None) -> dict[str, Any]:
    return {"form": name, "eligible": eligible, "condition": condition}


def rule(kind: str, **facts: Any) -> dict[str, Any]:
    return {"requirements": [{"kind": kind, "text": "De regel.", **facts}]}


ELSEWHERE = {("landlord", NO), ("frequency", NO)}
"""What takes more than a need and a source: another landlord, earlier awards."""

Case = tuple[str, dict[str, Any], dict[str, Any], str, str]
"""Criterion, facts of the need, facts of the source, answer, finding."""

RENT = {"costs": [{"kind": "rent", "amount": 700}], "amount_sought": 700}
STACKING = {"share": {"stacking_max_percent": 50}}
AFTERWARDS = {"payment": {"mode": "afterwards"}}
LEGAL_PERSONS_ONLY = {"applicants": [form("foundation"), form("association")]}

CASES: list[Case] = [
    # Is it open?
    ("status", {}, {"status": "open"}, YES, "status_open"),
    ("status", {}, {"status": "open", "provenance": STALE}, UNKNOWN, "status_open"),
    ("status", {}, {"status": "open", "provenance": {"verified": True}}, UNKNOWN, "status_open"),
    ("status", {}, {"status": "closed", "provenance": STALE}, NO, "status_closed"),
    ("status", {}, {"status": "unknown"}, UNKNOWN, "status_unknown"),
    ("status", {}, {"status": "announced"}, UNKNOWN, "status_announced"),
    ("status", {}, {"status": "open", "ends_on": "2026-11-21"}, NO, "status_ended"),
    ("status", {}, {"status": "open", "ends_on": "2026-11-22"}, YES, "status_open"),
    ("status", {}, {"status": "open", "opens_on": "2027-01-01"}, UNKNOWN, "status_opens_later"),
    # By which road?
    ("mechanism", {}, {"mechanism": "vote"}, YES, "mechanism_vote"),
    ("mechanism", {}, {"mechanism": "referral"}, NO, "mechanism_referral"),
    ("mechanism", {}, {"mechanism": "referral", "support": ["materials"]}, UNKNOWN, "mechanism_referral_in_kind"),
    ("mechanism", {}, {"mechanism": "loan"}, NO, "mechanism_loan_unasked"),
    ("mechanism", {"support": ["loan"]}, {"mechanism": "loan"}, YES, "mechanism_loan"),
    ("mechanism", {}, {"mechanism": "invitation"}, UNKNOWN, "mechanism_invitation"),
    # What does it give?
    ("support", {"support": ["money", "space"]}, {"support": ["space"]}, YES, "support_shared"),
    ("support", {}, {"support": ["volunteers"]}, NO, "support_other"),
    ("support", {}, {"support": ["advice"]}, NO, "support_advice_only"),
    ("support", {"costs": [{"kind": "rent", "amount": 900}]}, {"support": ["space"]}, UNKNOWN, "support_spares"),
    # Where?
    ("area", {}, {"areas": ["NL01"]}, YES, "area_country"),
    ("area", {}, {"areas": ["GM0599"]}, YES, "area_inside"),
    ("area", {}, {"areas": ["GM0344"]}, NO, "area_outside"),
    ("area", {"area": "GM0344"}, {"areas": ["GM0344"]}, YES, "area_inside"),
    ("area", {"place": {"area": "GM0599"}}, {"areas": ["WK059903"]}, UNKNOWN, "area_too_wide"),
    ("area", {}, {"areas": ["GM0599"], "excluded_areas": ["WK059903"]}, NO, "area_excluded"),
    ("area", {"place": {"area": "GM0599"}}, {"excluded_areas": ["WK059903"]}, UNKNOWN, "area_too_wide"),
    ("area_note", {}, {"area_note": "Alleen langs de rivier."}, UNKNOWN, "area_note"),
    # A landlord helps its own tenants
    ("landlord", {}, {"provider_kind": "housing_association"}, UNKNOWN, "landlord_unknown"),
    (
        "landlord",
        {"description": "Wij huren van Bo-Ex."},
        {"provider_kind": "housing_association", "provider": "Bo-Ex"},
        YES,
        "landlord_named",
    ),
    # Who may ask?
    ("legal_form", {}, LEGAL_PERSONS_ONLY, YES, "legal_form_listed"),
    (
        "legal_form",
        {},
        {"applicants": [form("foundation", "conditional", "Met plan.")]},
        UNKNOWN,
        "legal_form_condition",
    ),
    ("legal_form", {}, {"applicants": [form("foundation", "conditional")]}, UNKNOWN, "legal_form_condition_unsaid"),
    ("legal_form", {}, {"applicants": [form("foundation", "no")]}, NO, "legal_form_excluded"),
    ("legal_form", {}, {"applicants": [form("school")]}, UNKNOWN, "legal_form_unlisted"),
    ("legal_form", {}, {"applicants": [form("school")], "applicants_complete": True}, NO, "legal_form_excluded"),
    ("legal_form", {}, {}, UNKNOWN, "legal_form_not_told"),
    ("legal_form", {"place": {"legal_form": None}}, LEGAL_PERSONS_ONLY, UNKNOWN, "legal_form_place_unknown"),
    ("legal_form", {"place": GROUP}, LEGAL_PERSONS_ONLY, UNKNOWN, "legal_form_host_unknown"),
    ("legal_form", {"place": {**GROUP, "fiscal_host": True}}, LEGAL_PERSONS_ONLY, UNKNOWN, "legal_form_through_host"),
    ("legal_form", {"place": {**GROUP, "fiscal_host": False}}, LEGAL_PERSONS_ONLY, UNKNOWN, "legal_form_unlisted"),
    (
        "legal_form",
        {"place": {**GROUP, "fiscal_host": False}},
        {"applicants": [form("foundation"), form("informal_group", "no")]},
        NO,
        "legal_form_excluded",
    ),
    (
        "legal_form",
        {"place": {**GROUP, "partners": ["welfare_organisation"]}},
        {"applicants": [form("welfare_organisation")]},
        UNKNOWN,
        "legal_form_through_partner",
    ),
    ("legal_form", {"place": GROUP}, {"applicants": [form("natural_person")]}, UNKNOWN, "legal_form_through_person"),
    ("legal_form", {"place": PERSON}, {"applicants": [form("informal_group")]}, UNKNOWN, "legal_form_through_group"),
    (
        "legal_form",
        {},
        {"applicants": [form("informal_group", "conditional")], **rule("fiscal_host", when_forms=["informal_group"])},
        UNKNOWN,
        "legal_form_implied",
    ),
    ("organisation_kind", {}, {"excluded_organisations": ["sportclubs"]}, UNKNOWN, "organisation_kind_check"),
    (
        "organisation_kind",
        {"place": {"name": "Sportvereniging Delfshaven"}},
        {"excluded_organisations": ["sportclubs"]},
        UNKNOWN,
        "organisation_kind_hit",
    ),
    # How much?
    ("amount", {"amount_sought": 500}, {"amounts": [{"max": 500}]}, YES, "amount_fits"),
    ("amount", {"amount_sought": 501}, {"amounts": [{"max": 500}]}, YES, "amount_part"),
    ("amount", {"amount_sought": 5000}, {"amounts": [{"max": 500}]}, YES, "amount_part"),
    ("amount", {"amount_sought": 5001}, {"amounts": [{"max": 500}]}, NO, "amount_far_too_little"),
    ("amount", {"amount_sought": 400}, {"amounts": [{"min": 500}]}, NO, "amount_below_minimum"),
    ("amount", {"amount_sought": 400, "total_budget": 600}, {"amounts": [{"min": 500}]}, UNKNOWN, "amount_ask_more"),
    (
        "amount",
        {"amount_sought": 400},
        {"amounts": [{"min": 500}], "provenance": STALE},
        UNKNOWN,
        "amount_below_minimum",
    ),
    ("amount", {"amount_sought": 900}, {"amounts": [{"min": 500}]}, YES, "amount_above_minimum"),
    ("amount", {}, {"amounts": [{"max": 500}]}, UNKNOWN, "amount_sought_unknown"),
    ("amount", {"amount_sought": 500}, {}, UNKNOWN, "amount_not_told"),
    ("amount", {"amount_sought": 500}, {"amounts": [{"note": "Wisselt."}]}, UNKNOWN, "amount_note"),
    (
        "amount",
        {"amount_sought": 2000, "participants": 40},
        {"amounts": [{"max": 50, "per": "participant"}]},
        YES,
        "amount_fits",
    ),
    ("amount", {"amount_sought": 2000}, {"amounts": [{"max": 50, "per": "household"}]}, UNKNOWN, "amount_per"),
    ("amount", {"amount_sought": 2000}, {"amounts": [{"min": 50, "per": "participant"}]}, UNKNOWN, "amount_per"),
    (
        "amount",
        {"amount_sought": 2000},
        {"amounts": [{"max": 50, "for_forms": ["school"]}]},
        UNKNOWN,
        "amount_other_form",
    ),
    (
        "amount",
        {"amount_sought": 2000, "place": GROUP},
        {"amounts": [{"max": 3000, "for_forms": ["foundation"]}, {"max": 1500, "for_forms": ["informal_group"]}]},
        YES,
        "amount_part",
    ),
    # Which part, and whose money?
    ("share", {"total_budget": 1000, "amount_sought": 500}, {"share": {"max_percent": 50}}, YES, "share_covers"),
    ("share", {"total_budget": 1000, "amount_sought": 501}, {"share": {"max_percent": 50}}, YES, "share_part"),
    ("share", {}, {"share": {"max_percent": 50}}, UNKNOWN, "share_total_unknown"),
    ("share", {}, {"share": {"never_all": True}}, YES, "share_never_all"),
    ("own_money", {"own_contribution": 1}, {"share": {"own_contribution": "required"}}, YES, "own_money_there"),
    ("own_money", {"own_contribution": 0}, {"share": {"own_contribution": "required"}}, UNKNOWN, "own_money_required"),
    (
        "own_money",
        {"own_contribution": 0, "own_in_kind": 60},
        {"share": {"own_contribution": "required_may_be_in_kind"}},
        YES,
        "own_money_there",
    ),
    (
        "own_money",
        {"own_contribution": 99, "total_budget": 1000},
        {"share": {"own_contribution": "required", "own_percent": 10}},
        UNKNOWN,
        "own_money_more",
    ),
    ("others_join", {}, {"share": {"others_must_join": True}}, UNKNOWN, "others_must_join"),
    ("others_join", {}, {"share": {"match_with": "de gemeente"}}, UNKNOWN, "others_match"),
    ("others_join", {}, {"share": {"last_resort": True}}, UNKNOWN, "others_last_resort"),
    ("stacking", {"total_budget": 1000, "own_contribution": 500}, STACKING, YES, "stacking_fits"),
    ("stacking", {"total_budget": 1000, "own_contribution": 499}, STACKING, UNKNOWN, "stacking_others"),
    ("stacking", {"total_budget": 1000, "amount_sought": 400}, STACKING, UNKNOWN, "stacking_others"),
    ("stacking", {"total_budget": 1000}, STACKING, UNKNOWN, "stacking_others"),
    ("stacking", {"amount_sought": 500}, STACKING, UNKNOWN, "stacking_total_unknown"),
    # How does the money come?
    ("receiver", {}, {"payment": {"receivers": ["legal_person"]}}, YES, "receiver_fits"),
    ("receiver", {"place": GROUP}, {"payment": {"receivers": ["private_account"]}}, YES, "receiver_fits"),
    ("receiver", {"place": GROUP}, {"payment": {"receivers": ["legal_person"]}}, UNKNOWN, "receiver_unknown"),
    (
        "receiver",
        {"place": {**GROUP, "fiscal_host": True}},
        {"payment": {"receivers": ["fiscal_host"]}},
        YES,
        "receiver_fits",
    ),
    (
        "receiver",
        {"place": {**GROUP, "fiscal_host": False}},
        {"payment": {"receivers": ["legal_person"]}},
        UNKNOWN,
        "receiver_find",
    ),
    ("prefinancing", {"place": {"can_prefinance": True}}, AFTERWARDS, YES, "prefinancing_can"),
    ("prefinancing", {"place": {"can_prefinance": False}}, AFTERWARDS, NO, "prefinancing_cannot"),
    ("prefinancing", {}, AFTERWARDS, UNKNOWN, "prefinancing_unknown"),
    # What for?
    ("themes", {"themes": ["meeting"]}, {"themes": ["meeting", "poverty"]}, YES, "themes_shared"),
    ("themes", {"themes": ["meeting", "poverty"]}, {"themes": ["meeting", "poverty"]}, YES, "themes_shared_many"),
    ("themes", {"themes": ["meeting"]}, {"themes": ["culture"]}, NO, "themes_other"),
    ("themes", {}, {"themes": ["culture"]}, UNKNOWN, "themes_unknown"),
    ("target_groups", {"target_groups": ["elderly"]}, {"target_groups": ["elderly"]}, YES, "groups_shared"),
    ("target_groups", {"target_groups": ["children"]}, {"target_groups": ["youth"]}, YES, "groups_shared"),
    ("target_groups", {"target_groups": ["elderly"]}, {"target_groups": ["everyone"]}, YES, "groups_everyone"),
    ("target_groups", {"target_groups": ["elderly"]}, {"target_groups": ["youth"]}, NO, "groups_other"),
    ("target_groups", {}, {"target_groups": ["youth"]}, UNKNOWN, "groups_unknown"),
    # What are the costs, and when must it be asked? More of both in test_costs.py and test_deadlines.py.
    ("costs", RENT, {"exclusions": [{"what": "salary"}]}, YES, "costs_all_paid"),
    ("costs", RENT, {"exclusions": [{"what": "rent"}]}, NO, "costs_excluded"),
    ("deadline", {}, {"deadlines": {"kind": "rolling"}}, YES, "deadline_rolling"),
    (
        "deadline",
        {"starts_on": "2026-12-19"},
        {"deadlines": {"kind": "before_start", "weeks_before_start": 6}},
        NO,
        "deadline_too_late",
    ),
    ("deadline", {}, {"deadlines": {"kind": "rounds"}}, UNKNOWN, "deadline_round_unknown"),
    # When?
    ("decision", {"starts_on": "2027-01-10"}, {"decision_weeks": 6, "provenance": STALE}, UNKNOWN, "decision_in_time"),
    ("decision", {"starts_on": "2027-01-10"}, {"decision_weeks": 6}, YES, "decision_in_time"),
    ("decision", {"starts_on": "2026-12-10"}, {"decision_weeks": 6}, NO, "decision_after_start"),
    (
        "finish",
        {"starts_on": "2027-01-10", "ends_on": "2027-07-10"},
        {"start": {"finished_within_months": 6}},
        YES,
        "finish_in_time",
    ),
    (
        "finish",
        {"starts_on": "2027-01-10", "ends_on": "2027-08-10"},
        {"start": {"finished_within_months": 6}},
        UNKNOWN,
        "finish_too_long",
    ),
    (
        "latest_start",
        {"starts_on": "2027-09-01"},
        {"start": {"within_months_after_award": 6}},
        UNKNOWN,
        "latest_start_ask_later",
    ),
    (
        "decision",
        {"starts_on": "2027-02-01"},
        {"decision_weeks": 6, "deadlines": {"kind": "fixed", "dates": ["2027-01-15"]}},
        NO,
        "decision_after_start",
    ),
    (
        "decision",
        {"starts_on": "2027-02-01", "amount_sought": 900},
        {"decision_weeks": 20, "amounts": [{"max": 1000, "decision_weeks": 4}, {"max": 5000}]},
        YES,
        "decision_in_time",
    ),
    (
        "decision",
        {"starts_on": "2027-02-01", "amount_sought": 1100},
        {"decision_weeks": 20, "amounts": [{"max": 1000, "decision_weeks": 4}, {"max": 5000}]},
        NO,
        "decision_after_start",
    ),
    ("begun", {"already_started": True}, {"start": {"not_before": "decision"}}, NO, "started_already"),
    ("begun", {"starts_on": "2026-11-22"}, {"start": {"not_before": "application"}}, NO, "started_already"),
    ("begun", {"already_started": False}, {"start": {"not_before": "decision"}}, YES, "started_not_yet"),
    ("begun", {"already_started": True}, {"start": {"not_before": "anytime"}}, YES, "started_allowed"),
    ("begun", {}, {"start": {"not_before": "decision"}}, UNKNOWN, "started_unknown"),
    (
        "begun",
        {"already_started": False, "starts_on": "2026-11-01"},
        {"start": {"not_before": "decision"}},
        UNKNOWN,
        "started_date_passed",
    ),
    # Requirements
    ("anbi", {"place": {"anbi": True}}, rule("anbi"), YES, "anbi_there"),
    ("anbi", {"place": {"anbi": False}}, rule("anbi"), NO, "anbi_missing"),
    ("anbi", {}, rule("anbi"), UNKNOWN, "anbi_unknown"),
    ("fiscal_host", {}, rule("fiscal_host"), YES, "fiscal_host_there"),
    ("fiscal_host", {"place": GROUP}, rule("fiscal_host"), UNKNOWN, "fiscal_host_unknown"),
    ("fiscal_host", {"place": {**GROUP, "fiscal_host": True}}, rule("fiscal_host"), YES, "fiscal_host_there"),
    ("fiscal_host", {"place": {**GROUP, "fiscal_host": False}}, rule("fiscal_host"), UNKNOWN, "fiscal_host_find"),
    ("partner", {"place": {"partners": ["school"]}}, rule("partner", partner="school"), YES, "partner_there"),
    ("partner", {"place": {"partners": ["church"]}}, rule("partner", partner="school"), UNKNOWN, "partner_find"),
    ("partner", {}, rule("partner", partner="school"), UNKNOWN, "partner_unknown"),
    ("partner", {"place": GROUP}, rule("partner", partner="resident_initiative"), YES, "partner_is_place"),
    ("partner", {}, rule("partner"), UNKNOWN, "partner_check"),
    ("referral_by", {"place": {"partners": ["church"]}}, rule("referral_by", partner="church"), YES, "partner_there"),
    ("referral_by", {"place": {"partners": []}}, rule("referral_by", partner="professional"), UNKNOWN, "partner_find"),
    ("people", {"initiators": 3}, rule("people", role="initiators", at_least=3), YES, "people_enough"),
    ("people", {"initiators": 2}, rule("people", role="initiators", at_least=3), NO, "people_too_few"),
    ("people", {}, rule("people", role="initiators", at_least=3), UNKNOWN, "people_unknown"),
    ("people", {"signatures": 1}, rule("people", role="signatures", at_least=4), UNKNOWN, "people_gather"),
    (
        "people",
        {"initiators": 3},
        rule("people", role="initiators", at_least=3, min_age=18),
        UNKNOWN,
        "people_enough_check",
    ),
    ("people", {}, rule("people", role="signatures"), UNKNOWN, "people_check"),
    (
        "people",
        {"target_groups": ["elderly"]},
        rule("people", role="participants", max_age=18),
        UNKNOWN,
        "people_age_other",
    ),
    (
        "people",
        {"initiators": 5},
        rule("people", role="initiators", at_least=5, max_age=30),
        UNKNOWN,
        "people_young_makers",
    ),
    (
        "people",
        {"participants": 30},
        rule("people", role="participants", share_percent=75),
        UNKNOWN,
        "people_share",
    ),
    (
        "people",
        {"participants": 30},
        rule("people", role="participants", at_least=30, share_percent=75),
        UNKNOWN,
        "people_enough_check",
    ),
    (
        "people",
        {"initiators": 3},
        rule("people", role="initiators", at_least=3, different_addresses=True),
        UNKNOWN,
        "people_enough_check",
    ),
    (
        "people",
        {"initiators": 3},
        rule("people", role="initiators", at_least=3, unrelated=True),
        UNKNOWN,
        "people_enough_check",
    ),
    ("frequency", {}, rule("frequency", at_most=1, per="calendar_year"), UNKNOWN, "frequency_check"),
    ("previous_closed", {}, rule("previous_closed"), UNKNOWN, "previous_check"),
    (
        "reserves",
        {"place": {"reserves_times_yearly_costs": 1}},
        rule("reserves", max_times_yearly_costs=1),
        YES,
        "reserves_low",
    ),
    (
        "reserves",
        {"place": {"reserves_times_yearly_costs": 2}},
        rule("reserves", max_times_yearly_costs=1),
        NO,
        "reserves_high",
    ),
    ("reserves", {}, rule("reserves", max_times_yearly_costs=1), UNKNOWN, "reserves_unknown"),
    ("reserves", {}, rule("reserves"), UNKNOWN, "reserves_check"),
    ("tenure", {"place": {"tenure": "owner"}}, rule("tenure", any_of=["owner"]), YES, "tenure_fits"),
    ("tenure", {"place": {"tenure": "none"}}, rule("tenure", any_of=["owner"]), NO, "tenure_other"),
    ("tenure", {}, rule("tenure", any_of=["owner"]), UNKNOWN, "tenure_unknown"),
    ("tenure", {}, rule("tenure"), UNKNOWN, "tenure_check"),
    ("other_money", {}, rule("other_money", money_from=["any"], effect="required"), UNKNOWN, "other_money_required"),
    ("other_money", {}, rule("other_money", money_from=["lottery"], effect="excludes"), UNKNOWN, "other_money_unknown"),
    (
        "other_money",
        {"place": {"money_last_year_from": ["fund"]}},
        rule("other_money", money_from=["government"], effect="excludes"),
        YES,
        "other_money_none",
    ),
    (
        "other_money",
        {"place": {"money_last_year_from": ["municipality"]}},
        rule("other_money", money_from=["government"], effect="excludes"),
        UNKNOWN,
        "other_money_excludes",
    ),
    (
        "other_money",
        {"place": {"money_last_year_from": ["fund"]}},
        rule("other_money", money_from=["any"], effect="reduces"),
        UNKNOWN,
        "other_money_reduces",
    ),
    ("policy_fit", {}, rule("policy_fit", plan="het wijkakkoord"), UNKNOWN, "policy_fit"),
    ("customer", {}, rule("customer"), UNKNOWN, "customer"),
    ("governance", {"place": {"board_members": 2}}, rule("governance", at_least=3), NO, "board_too_small"),
    ("governance", {"place": {"board_members": 3}}, rule("governance", at_least=3), YES, "board_enough"),
    (
        "governance",
        {"place": {"board_members": 3}},
        rule("governance", at_least=3, unrelated=True),
        UNKNOWN,
        "board_unrelated",
    ),
    ("governance", {}, rule("governance", at_least=3), UNKNOWN, "board_unknown"),
    ("governance", {}, rule("governance"), UNKNOWN, "governance_check"),
    ("not_started", {"already_started": False}, rule("not_started"), YES, "started_not_yet"),
    ("not_started", {"already_started": True}, rule("not_started"), NO, "started_already"),
    ("not_started", {}, rule("not_started"), UNKNOWN, "started_unknown"),
    ("not_started", {"starts_on": "2026-11-01"}, rule("not_started"), NO, "started_already"),
    (
        "not_started",
        {"already_started": False, "starts_on": "2026-11-01"},
        rule("not_started"),
        UNKNOWN,
        "started_date_passed",
    ),
    ("open_to_all", {"target_groups": ["everyone"]}, rule("open_to_all"), YES, "open_to_all_yes"),
    ("open_to_all", {"target_groups": ["women"]}, rule("open_to_all"), UNKNOWN, "open_to_all_check"),
    ("check", {}, rule("check"), UNKNOWN, "check"),
    ("check", {}, rule("check", strength="soft"), UNKNOWN, "check_soft"),
]


def test_every_criterion_has_a_case_for_each_answer_it_can_give() -> None:
    told = {(case[0], case[3]) for case in CASES}
    possible = {(name, answer.value) for name in CRITERIA for answer in ONLY.get(name, set(Answer))}
    assert told <= possible
    assert possible - told <= ELSEWHERE


def test_another_landlord_than_the_one_that_is_named_is_rather_not() -> None:
    own, other = (
        a_source(id=id_, provider_kind="housing_association", provider=name)
        for id_, name in (("a", "Bo-Ex"), ("b", "Woonbron"))
    )
    match = Matcher([own, other], REGIONS).match_one(a_need(description="Wij huren van Bo-Ex."), other, TODAY)
    (found,) = [item for item in match.verdicts if item.criterion == "landlord"]
    assert (found.answer, found.finding, found.is_hard) == (NO, "landlord_other", False)


def test_every_reason_is_one_of_the_list() -> None:
    for criterion, need, source, *_ in CASES:
        found = verdict(criterion, a_need(**need), a_source(**source))
        assert found is not None and found.reason in codes("reason")


@pytest.mark.parametrize(
    ("criterion", "need", "source", "answer", "finding"),
    CASES,
    ids=[f"{number}-{case[4]}" for number, case in enumerate(CASES)],
)
def test_case(criterion: str, need: dict[str, Any], source: dict[str, Any], answer: str, finding: str) -> None:
    found = verdict(criterion, a_need(**need), a_source(**source))
    assert found is not None
    assert (found.answer, found.finding) == (answer, finding)
    if answer == UNKNOWN:
        assert found.missing and found.ask, "an unknown names the missing fact and who can give it"


SILENT: list[tuple[str, dict[str, Any], dict[str, Any]]] = [
    ("area_note", {}, {}),
    ("landlord", {}, {}),
    ("organisation_kind", {}, {}),
    ("amount", {"support": ["space"], "amount_sought": 1}, {"support": ["space"], "amounts": [{"max": 5}]}),
    ("share", {}, {}),
    ("costs", {}, {}),
    ("themes", {}, {}),
    ("target_groups", {}, {}),
    ("deadline", {}, {}),
    ("deadline", {}, {"deadlines": {"kind": "unknown"}}),
    ("decision", {"starts_on": "2027-01-01"}, {}),
    ("stacking", {"support": ["space"]}, STACKING),
    ("receiver", {"support": ["space"]}, {"payment": {"receivers": ["legal_person"]}}),
    ("prefinancing", {}, {"payment": {"mode": "in_advance"}}),
    ("begun", {"already_started": True}, {}),
    ("begun", {"already_started": True}, {"start": {"not_before": "decision"}, **rule("not_started")}),
    ("begun", {}, {"start": {"not_before": "anytime"}}),
    ("check", {}, rule("check", when_forms=["school"])),
    ("check", {"amount_sought": 100}, rule("check", when_amount_above=100)),
]


@pytest.mark.parametrize(("criterion", "need", "source"), SILENT)
def test_what_a_source_does_not_say_imposes_nothing(
    criterion: str, need: dict[str, Any], source: dict[str, Any]
) -> None:
    assert verdict(criterion, a_need(**need), a_source(**source)) is None


def test_every_kind_of_requirement_has_a_case() -> None:
    assert set(REQUIREMENT_CRITERIA) <= {case[0] for case in CASES}


def test_a_rule_for_another_amount_holds_as_long_as_the_amount_is_not_known() -> None:
    assert verdict("check", a_need(), a_source(**rule("check", when_amount_above=100))) is not None


@pytest.mark.parametrize("kind", ["anbi", "tenure", "people", "not_started"])
def test_a_soft_rule_never_counts_for_eligibility(kind: str) -> None:
    facts = {"any_of": ["owner"], "role": "initiators", "at_least": 9, "strength": "soft"}
    need = a_need(place={"anbi": False, "tenure": "none"}, initiators=1, already_started=True)
    found = verdict(kind, need, a_source(**rule(kind, **facts)))
    assert found is not None
    assert found.answer == NO
    assert not found.is_hard


def test_old_facts_become_unknown_and_an_old_no_stays_marked() -> None:
    need = a_need(amount_sought=400)
    old_no = verdict("amount", need, a_source(amounts=[{"min": 500}], provenance=STALE))
    old_yes = verdict("amount", need, a_source(amounts=[{"max": 500}], provenance=STALE))
    assert old_no is not None and (old_no.aged, old_no.was_no) == (True, True)
    assert old_yes is not None and (old_yes.aged, old_yes.was_no) == (True, False)


def test_structural_facts_keep_their_verdict_whatever_their_age() -> None:
    source = a_source(areas=["GM0344"], provenance=STALE)
    found = verdict("area", a_need(), source)
    assert found is not None
    assert found.answer == NO
    assert found.facts[0].date == "2022"


@pytest.mark.parametrize(
    ("rule_text", "need", "against"),
    [
        ("Het project komt niet elk jaar terug.", {"description": "Elk jaar lopen wij met lampionnen."}, True),
        ("Het project komt niet elk jaar terug.", {}, False),
        ("De organisatie staat bij de KvK.", {"place": GROUP}, True),
        ("De organisatie staat bij de KvK.", {}, False),
        ("De activiteit gaat verder dan een gebied.", {}, True),
        ("De activiteit gaat verder dan een gebied.", {"area": "GM0599"}, False),
    ],
)
def test_a_free_rule_that_speaks_against_the_need_stays_a_question(
    rule_text: str, need: dict[str, Any], against: bool
) -> None:
    found = verdict("check", a_need(**need), a_source(requirements=[{"kind": "check", "text": rule_text}]))
    assert found is not None
    assert (found.answer, found.unlikely) == (UNKNOWN, against)
