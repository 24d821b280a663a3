"""Where every key of the catalogue format counts. Nothing a source tells may be read by nobody.

A test holds this table to catalogue.schema.json, and to what the rules really read: for each claim it changes that
one key of a made record and sees that the named criterion, score part, duty, plan value or page row changes too.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType


class Where(StrEnum):
    """What reads a key: a verdict, a part of the score, the order, what the place must do, the plan, or a page."""

    CRITERION = "criterion"
    SCORE = "score"
    ORDER = "order"
    DUTY = "duty"
    PLAN = "plan"
    PAGE = "page"


@dataclass(frozen=True, slots=True)
class Claim:
    """One reader: `name` is that of the criterion, score part, stage of duties, attribute of a plan option or row."""

    where: Where
    name: str


def _criterion(*names: str) -> tuple[Claim, ...]:
    return tuple(Claim(Where.CRITERION, name) for name in names)


def _score(*names: str) -> tuple[Claim, ...]:
    return tuple(Claim(Where.SCORE, name) for name in names)


def _duty(name: str) -> tuple[Claim, ...]:
    return (Claim(Where.DUTY, name),)


def _plan(name: str) -> tuple[Claim, ...]:
    return (Claim(Where.PLAN, name),)


def _page(name: str) -> tuple[Claim, ...]:
    return (Claim(Where.PAGE, name),)


CLAIMS: Mapping[str, tuple[Claim, ...]] = MappingProxyType(
    {
        "id": (Claim(Where.ORDER, "ties"),),
        "name": _score("purpose"),
        "provider": (*_criterion("landlord"), *_page("provider")),
        "provider_kind": (*_criterion("landlord"), *_score("local"), *_plan("kinds"), *_page("provider")),
        "mechanism": (*_criterion("mechanism"), *_score("effort"), *_plan("hours"), *_page("mechanism")),
        "status": (*_criterion("status"), *_page("status")),
        "opens_on": (*_criterion("status"), *_page("status")),
        "ends_on": (*_criterion("status", "deadline"), *_page("status")),
        "support": (*_criterion("support"), *_score("cover"), *_page("support")),
        "summary": _score("purpose"),
        "areas": (*_criterion("area"), *_score("local"), *_page("areas")),
        "excluded_areas": (*_criterion("area"), *_page("excluded_areas")),
        "area_note": (*_criterion("area_note"), *_page("areas")),
        "parent": (Claim(Where.ORDER, "hides"),),
        "themes": (*_criterion("themes"), *_score("purpose"), *_page("themes")),
        "target_groups": (*_criterion("target_groups"), *_score("purpose"), *_page("target_groups")),
        "applicants": (*_criterion("legal_form"), *_page("applicants")),
        "applicants.form": (*_criterion("legal_form"), *_page("applicants")),
        "applicants.eligible": (*_criterion("legal_form"), *_page("applicants")),
        "applicants.condition": _criterion("legal_form"),
        "applicants_complete": (*_criterion("legal_form"), *_page("applicants")),
        "excluded_organisations": (*_criterion("organisation_kind"), *_page("excluded_organisations")),
        "requirements": _criterion("check"),
        "requirements.kind": _criterion("check", "policy_fit"),
        "requirements.strength": _criterion("anbi"),
        "requirements.text": _criterion("check"),
        "requirements.when_forms": _criterion("check"),
        "requirements.when_amount_above": _criterion("check"),
        "requirements.partner": _criterion("partner", "referral_by"),
        "requirements.role": _criterion("people"),
        "requirements.at_least": _criterion("people", "governance"),
        "requirements.unrelated": _criterion("people", "governance"),
        "requirements.different_addresses": _criterion("people"),
        "requirements.min_age": _criterion("people"),
        "requirements.max_age": _criterion("people"),
        "requirements.share_percent": _criterion("people"),
        "requirements.at_most": _criterion("frequency"),
        "requirements.per": _criterion("frequency"),
        "requirements.scope": _criterion("frequency"),
        "requirements.max_consecutive_years": _criterion("frequency"),
        "requirements.max_times_yearly_costs": _criterion("reserves"),
        "requirements.any_of": _criterion("tenure"),
        "requirements.money_from": (*_criterion("other_money"), *_plan("avoids")),
        "requirements.effect": (*_criterion("other_money"), *_plan("avoids"), *_plan("reduced_by"), *_plan("company")),
        "requirements.plan": _criterion("policy_fit"),
        "amounts": (*_criterion("amount"), *_score("cover", "effort"), *_plan("max_cents"), *_page("amounts")),
        "amounts.min": (*_criterion("amount"), *_plan("min_cents"), *_page("amounts")),
        "amounts.max": (*_criterion("amount"), *_score("cover", "effort"), *_plan("max_cents"), *_page("amounts")),
        "amounts.for_forms": (*_criterion("amount"), *_page("amounts")),
        "amounts.per": (*_criterion("amount"), *_page("amounts")),
        "amounts.decision_weeks": (*_criterion("decision"), *_plan("decided_on"), *_page("amounts")),
        "amounts.decider": (*_duty("applying"), *_page("amounts")),
        "amounts.papers": (*_score("effort"), *_duty("applying"), *_plan("hours"), *_page("amounts")),
        "amounts.note": (*_criterion("amount"), *_page("amounts")),
        "share": (*_criterion("share"), *_page("share")),
        "share.max_percent": (*_criterion("share"), *_score("cover"), *_plan("max_cents"), *_page("share")),
        "share.never_all": (*_criterion("share"), *_plan("company"), *_page("share")),
        "share.own_contribution": (*_criterion("own_money"), *_plan("own_needed_cents"), *_page("share")),
        "share.own_percent": (*_criterion("own_money"), *_plan("own_needed_cents"), *_page("share")),
        "share.match_with": (*_criterion("others_join"), *_plan("company"), *_page("share")),
        "share.stacking_max_percent": (*_criterion("stacking"), *_plan("public_ceiling_cents"), *_page("share")),
        "share.others_must_join": (*_criterion("others_join"), *_plan("company"), *_page("share")),
        "share.last_resort": (*_criterion("others_join"), *_plan("company"), *_page("share")),
        "exclusions": (*_criterion("costs"), *_score("cover"), *_plan("pays"), *_page("exclusions")),
        "exclusions.what": (*_criterion("costs"), *_score("cover"), *_plan("pays"), *_page("exclusions")),
        "exclusions.strength": (*_criterion("costs"), *_score("cover"), *_plan("pays"), *_page("exclusions")),
        "exclusions.note": (*_criterion("costs"), *_page("exclusions")),
        "deadlines": (*_criterion("deadline"), *_score("time"), *_plan("ask_by"), *_page("deadlines")),
        "deadlines.kind": (*_criterion("deadline"), *_page("deadlines")),
        "deadlines.dates": (*_criterion("deadline"), *_score("time"), *_plan("ask_by"), *_page("deadlines")),
        "deadlines.yearly": (*_criterion("deadline"), *_score("time"), *_plan("ask_by"), *_page("deadlines")),
        "deadlines.weeks_before_start": (*_criterion("deadline"), *_plan("ask_by"), *_page("deadlines")),
        "deadlines.note": (*_criterion("deadline"), *_page("deadlines")),
        "decision_weeks": (*_criterion("decision"), *_score("time"), *_plan("decided_on"), *_page("decision_weeks")),
        "start": (*_criterion("finish"), *_duty("starting")),
        "start.not_before": (*_criterion("decision", "begun"), *_duty("starting")),
        "start.within_months_after_award": (*_criterion("latest_start"), *_duty("starting")),
        "start.finished_within_months": (*_criterion("finish"), *_duty("starting")),
        "start.note": _duty("starting"),
        "payment": (*_criterion("prefinancing"), *_plan("carried_percent"), *_duty("money")),
        "payment.mode": (*_criterion("prefinancing"), *_plan("carried_percent"), *_duty("money")),
        "payment.advance_percent": (*_plan("carried_percent"), *_duty("money")),
        "payment.receivers": (*_criterion("receiver"), *_duty("money")),
        "payment.note": _duty("money"),
        "reporting": (*_plan("hours"), *_duty("afterwards")),
        "reporting.within_weeks": _duty("afterwards"),
        "reporting.by_yearly": _duty("afterwards"),
        "reporting.content": (*_plan("hours"), *_duty("afterwards")),
        "reporting.financial": (*_plan("hours"), *_duty("afterwards")),
        "reporting.receipts": (*_plan("hours"), *_duty("afterwards")),
        "reporting.auditor_above": (*_plan("hours"), *_duty("afterwards")),
        "reporting.note": _duty("afterwards"),
        "first_steps": (*_score("effort"), *_plan("hours"), *_duty("before")),
        "apply_via": _duty("applying"),
        "decider": _duty("applying"),
        "papers": (*_score("effort"), *_plan("hours"), *_duty("applying")),
        "questions": (*_score("purpose", "effort"), *_plan("hours")),
        "url": _page("origin"),
        "phone": _page("phone"),
        "provenance": _page("origin"),
        "provenance.verified": (*_score("certainty"), *_page("origin")),
        "provenance.source_url": _page("origin"),
        "provenance.seen_on": (*_criterion("status"), *_score("certainty"), *_page("origin")),
        "provenance.note": _page("origin"),
    }
)
"""By dotted key; what stands in a list of groups has the key of the list in front (`amounts.max`)."""

KINDS: Mapping[str, Claim] = MappingProxyType(
    {
        kind: Claim(Where.CRITERION, kind)
        for kind in (
            *("anbi", "partner", "fiscal_host", "people", "frequency", "reserves", "tenure", "other_money"),
            *("previous_closed", "policy_fit", "customer", "governance", "not_started", "open_to_all"),
            *("referral_by", "check"),
        )
    }
)
"""By kind of requirement: each has a criterion of its own name."""
