"""For every key of the catalogue format: two made records that differ in that key alone, and a need that notices."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from tests.services.matcher.domain.build import FRESH, STALE

Facts = dict[str, Any]


@dataclass(frozen=True)
class Case:
    """Facts of a source before and after the change, and of the need (see build.a_source and build.a_need)."""

    before: Facts
    after: Facts
    need: Facts = field(default_factory=dict)


def _rule(kind: str, before: Facts, after: Facts, **need: Any) -> Case:
    """Two requirements of one kind that differ in these facts."""
    fixed = {"kind": kind, "text": "De regel."}
    return Case({"requirements": [{**fixed, **before}]}, {"requirements": [{**fixed, **after}]}, need)


def _band(before: Facts, after: Facts, **need: Any) -> Case:
    return Case({"amounts": [before]}, {"amounts": [after]}, {**MONEY, **need})


def _in(group: str, before: Facts, after: Facts, **need: Any) -> Case:
    """Two groups (share, start, payment ...) that differ in these facts."""
    return Case({group: before}, {group: after}, need)


def _only(key: str, before: Any, after: Any, **need: Any) -> Case:
    return Case({key: before}, {key: after}, need)


def _seen(**change: Any) -> Case:
    return Case({"provenance": FRESH}, {"provenance": {**FRESH, **change}})


def _shut(before: Facts | None, after: Facts) -> Case:
    fixed = {"amounts": [{"max": 5000}]}
    told = {} if before is None else {"exclusions": [before]}
    return Case({**fixed, **told}, {**fixed, "exclusions": [after]}, {**MONEY, **COSTS})


MONEY = {"amount_sought": 1000, "total_budget": 2000, "own_contribution": 500}
COSTS = {"costs": [{"kind": "rent", "amount": 600}, {"kind": "food_and_drink", "amount": 400}]}
SOON = {"starts_on": "2027-03-01", "ends_on": "2027-09-01"}
GROUP = {"place": {"legal_form": "informal_group", "fiscal_host": False}}
CORPORATION = {"provider_kind": "housing_association"}
LOCAL = {"id": "z", "areas": ["GM0599"]}
FIXED = {"kind": "fixed", "dates": ["2026-12-15"]}
MANY = {"role": "initiators", "at_least": 3}
NO_FOOD = {"what": "food_and_drink", "strength": "hard"}

CASES: Mapping[str, Case] = {
    "id": _only("id", "a", "z"),
    "name": _only("name", "Buurtgeld", "Samen eten"),
    "provider": Case({**CORPORATION, "provider": "Bo-Ex"}, {**CORPORATION, "provider": "Havensteder"}),
    "provider_kind": _only("provider_kind", "fund", "housing_association", **MONEY),
    "provider_kind local": _only("provider_kind", "fund", "sponsor"),
    "mechanism": _only("mechanism", "application", "vote", **MONEY),
    "status": _only("status", "open", "closed"),
    "opens_on": _only("opens_on", None, "2027-01-01"),
    "ends_on": _only("ends_on", None, "2026-11-01"),
    "ends_on deadline": Case(
        {"deadlines": {"kind": "rounds"}}, {"deadlines": {"kind": "rounds"}, "ends_on": "2026-12-01"}
    ),
    "support": _only("support", ["money"], ["space"], **MONEY),
    "summary": _only("summary", "Geld voor plannen van buren.", "Samen eten met buren."),
    "areas": _only("areas", ["NL01"], ["GM0599"]),
    "excluded_areas": _only("excluded_areas", [], ["WK059903"]),
    "area_note": _only("area_note", None, "Alleen langs de rivier."),
    "parent": Case(LOCAL, {**LOCAL, "parent": "algemeen"}),
    "themes": _only("themes", ["meeting"], ["culture"], themes=["meeting"]),
    "target_groups": _only("target_groups", ["elderly"], ["women"], target_groups=["elderly"]),
    "applicants": _only("applicants", None, [{"form": "foundation", "eligible": "yes"}]),
    "applicants.form": _only(
        "applicants", [{"form": "foundation", "eligible": "yes"}], [{"form": "school", "eligible": "yes"}]
    ),
    "applicants.eligible": _only(
        "applicants", [{"form": "foundation", "eligible": "yes"}], [{"form": "foundation", "eligible": "no"}]
    ),
    "applicants.condition": _only(
        "applicants",
        [{"form": "foundation", "eligible": "conditional"}],
        [{"form": "foundation", "eligible": "conditional", "condition": "Met een plan."}],
    ),
    "applicants_complete": Case(
        {"applicants": [{"form": "school", "eligible": "yes"}]},
        {"applicants": [{"form": "school", "eligible": "yes"}], "applicants_complete": True},
    ),
    "excluded_organisations": _only("excluded_organisations", [], ["sportclubs"]),
    "requirements": _only("requirements", [], [{"kind": "check", "text": "De regel."}]),
    "requirements.kind": _rule("check", {}, {"kind": "policy_fit"}),
    "requirements.strength": _rule("anbi", {"strength": "hard"}, {"strength": "soft"}),
    "requirements.text": _rule("check", {}, {"text": "Een andere regel."}),
    "requirements.when_forms": _rule("check", {}, {"when_forms": ["school"]}),
    "requirements.when_amount_above": _rule("check", {}, {"when_amount_above": 5000}, **MONEY),
    "requirements.partner": _rule("partner", {"partner": "school"}, {"partner": "church"}),
    "requirements.partner referral_by": _rule("referral_by", {"partner": "school"}, {"partner": "church"}),
    "requirements.role": _rule("people", MANY, {**MANY, "role": "participants"}, initiators=4),
    "requirements.at_least": _rule("people", MANY, {**MANY, "at_least": 5}, initiators=4),
    "requirements.at_least governance": _rule("governance", {}, {"at_least": 3}),
    "requirements.unrelated": _rule("people", MANY, {**MANY, "unrelated": True}, initiators=4),
    "requirements.unrelated governance": _rule(
        "governance", {"at_least": 3}, {"at_least": 3, "unrelated": True}, place={"board_members": 3}
    ),
    "requirements.different_addresses": _rule("people", MANY, {**MANY, "different_addresses": True}, initiators=4),
    "requirements.min_age": _rule("people", MANY, {**MANY, "min_age": 18}, initiators=4),
    "requirements.max_age": _rule(
        "people", {"role": "participants"}, {"role": "participants", "max_age": 18}, target_groups=["elderly"]
    ),
    "requirements.share_percent": _rule(
        "people", {"role": "participants"}, {"role": "participants", "share_percent": 75}
    ),
    "requirements.at_most": _rule("frequency", {"at_most": 1}, {"at_most": 2}),
    "requirements.per": _rule("frequency", {"per": "calendar_year"}, {"per": "ever"}),
    "requirements.scope": _rule("frequency", {}, {"scope": "project"}),
    "requirements.max_consecutive_years": _rule("frequency", {}, {"max_consecutive_years": 3}),
    "requirements.max_times_yearly_costs": _rule(
        "reserves",
        {"max_times_yearly_costs": 1},
        {"max_times_yearly_costs": 3},
        place={"reserves_times_yearly_costs": 2},
    ),
    "requirements.any_of": _rule("tenure", {"any_of": ["owner"]}, {"any_of": ["tenant"]}, place={"tenure": "tenant"}),
    "requirements.money_from": _rule(
        "other_money",
        {"money_from": ["fund"], "effect": "excludes"},
        {"money_from": ["any"], "effect": "excludes"},
        **MONEY,
    ),
    "requirements.effect": _rule(
        "other_money",
        {"money_from": ["fund"], "effect": "excludes"},
        {"money_from": ["fund"], "effect": "required"},
        **MONEY,
    ),
    "requirements.effect reduced_by": _rule(
        "other_money",
        {"money_from": ["fund"], "effect": "excludes"},
        {"money_from": ["fund"], "effect": "reduces"},
        **MONEY,
    ),
    "requirements.plan": _rule("policy_fit", {"plan": "het wijkakkoord"}, {"plan": "de omgevingsvisie"}),
    "amounts": Case({}, {"amounts": [{"max": 500}]}, MONEY),
    "amounts.min": _band({"max": 5000}, {"min": 1500, "max": 5000}),
    "amounts.max": _band({"max": 500}, {"max": 800}),
    "amounts.for_forms": _band({"max": 500}, {"max": 500, "for_forms": ["school"]}),
    "amounts.per": _band({"max": 500}, {"max": 500, "per": "household"}),
    "amounts.decision_weeks": _band({"max": 5000}, {"max": 5000, "decision_weeks": 30}, **SOON),
    "amounts.decider": _band({"max": 5000}, {"max": 5000, "decider": "jury"}),
    "amounts.papers": _band({"max": 5000}, {"max": 5000, "papers": ["budget"]}),
    "amounts.papers effort": Case({"amounts": [{"max": 5000}]}, {"amounts": [{"max": 5000, "papers": ["budget"]}]}),
    "amounts.note": _band({"note": "Wisselt."}, {"note": "Wisselt per wijk."}),
    "share": Case({}, {"share": {"max_percent": 40}}, MONEY),
    "share.max_percent": _in("share", {"max_percent": 10}, {"max_percent": 15}, **MONEY),
    "share.never_all": _in("share", {}, {"never_all": True}, **MONEY),
    "share.own_contribution": _in("share", {}, {"own_contribution": "required"}, **MONEY),
    "share.own_percent": _in(
        "share",
        {"own_contribution": "required"},
        {"own_contribution": "required", "own_percent": 50},
        **MONEY,
    ),
    "share.match_with": _in("share", {}, {"match_with": "de gemeente"}, **MONEY),
    "share.stacking_max_percent": _in("share", {}, {"stacking_max_percent": 40}, **MONEY),
    "share.others_must_join": _in("share", {}, {"others_must_join": True}, **MONEY),
    "share.last_resort": _in("share", {}, {"last_resort": True}, **MONEY),
    "exclusions": _shut(None, NO_FOOD),
    "exclusions.what": _shut({"what": "salary"}, {"what": "rent"}),
    "exclusions.strength": _shut(NO_FOOD, {**NO_FOOD, "strength": "soft"}),
    "exclusions.note": _shut(NO_FOOD, {**NO_FOOD, "note": "Geen bier."}),
    "deadlines": Case({}, {"deadlines": FIXED}, MONEY),
    "deadlines.kind": _in("deadlines", {"kind": "rolling"}, {"kind": "rounds"}),
    "deadlines.dates": _in("deadlines", {"kind": "fixed"}, FIXED, **MONEY),
    "deadlines.yearly": _in("deadlines", {"kind": "fixed"}, {"kind": "fixed", "yearly": ["12-15"]}, **MONEY),
    "deadlines.weeks_before_start": _in(
        "deadlines", {"kind": "rolling"}, {"kind": "rolling", "weeks_before_start": 6}, **SOON, **MONEY
    ),
    "deadlines.note": _in("deadlines", {"kind": "rounds"}, {"kind": "rounds", "note": "In mei."}),
    "decision_weeks": _only("decision_weeks", None, 6, **SOON, **MONEY),
    "start": Case({}, {"start": {"finished_within_months": 3}}, SOON),
    "start.not_before": Case(
        {"decision_weeks": 30, "start": {}}, {"decision_weeks": 30, "start": {"not_before": "decision"}}, SOON
    ),
    "start.within_months_after_award": _in("start", {}, {"within_months_after_award": 2}, **SOON),
    "start.finished_within_months": _in("start", {}, {"finished_within_months": 3}, **SOON),
    "start.note": _in("start", {}, {"note": "Begin in het voorjaar."}),
    "payment": Case({}, {"payment": {"mode": "afterwards"}}, MONEY),
    "payment.mode": _in("payment", {"mode": "in_advance"}, {"mode": "afterwards"}, **MONEY),
    "payment.advance_percent": _in(
        "payment", {"mode": "advance_and_final"}, {"mode": "advance_and_final", "advance_percent": 60}, **MONEY
    ),
    "payment.receivers": _in("payment", {}, {"receivers": ["legal_person"]}, **GROUP),
    "payment.note": _in("payment", {}, {"note": "Binnen een maand."}),
    "reporting": Case({}, {"reporting": {"content": True, "receipts": True}}, MONEY),
    "reporting.within_weeks": _in("reporting", {}, {"within_weeks": 8}),
    "reporting.by_yearly": _in("reporting", {}, {"by_yearly": "03-31"}),
    "reporting.content": _in("reporting", {}, {"content": True}, **MONEY),
    "reporting.financial": _in("reporting", {}, {"financial": True}, **MONEY),
    "reporting.receipts": _in("reporting", {"content": True}, {"content": True, "receipts": True}, **MONEY),
    "reporting.auditor_above": _in("reporting", {}, {"auditor_above": 500}, **MONEY),
    "reporting.note": _in("reporting", {}, {"note": "Meld een ander plan."}),
    "first_steps": _only("first_steps", None, ["conversation"], **MONEY),
    "apply_via": _only("apply_via", None, ["email"]),
    "decider": _only("decider", None, "jury"),
    "papers": _only("papers", None, ["quotes"], **MONEY),
    "papers effort": _only("papers", None, ["quotes"]),
    "questions effort": _only("questions", None, ["Hoe vaak wilt u samen eten?"]),
    "questions": _only("questions", None, ["Hoe vaak wilt u samen eten?"], **MONEY),
    "phone": _only("phone", None, "010 123 45 67"),
    "url": _only("url", None, "https://example.org/gever"),
    "provenance": _seen(verified=False),
    "provenance.verified": _seen(verified=False),
    "provenance.source_url": _seen(source_url="https://example.org/elders"),
    "provenance.seen_on": _seen(seen_on=STALE["seen_on"]),
    "provenance.note": _seen(note="Volgens het jaarverslag."),
}
