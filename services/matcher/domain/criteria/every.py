"""All criteria in the order in which they are shown, and the one function that asks them all."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from services.matcher.domain.context import Context
from services.matcher.domain.criteria import (
    amount,
    area,
    area_note,
    begun,
    costs,
    deadline,
    frequency,
    judged_by_people,
    landlord,
    legal_form,
    mechanism,
    money_history,
    organisation_kind,
    partner,
    payment,
    people,
    plan_rules,
    share,
    stacking,
    standing,
    start_window,
    status_and_end,
    support,
    target_groups,
    themes,
)
from services.matcher.domain.criteria.requirement import applies
from services.matcher.domain.need import Need
from services.matcher.domain.source import Requirement, Source
from services.matcher.domain.verdicts import Verdict

Criterion = Callable[[Need, Source, Context], Verdict | None]
RequirementCriterion = Callable[[Requirement, Need, Source, Context], Verdict]

CRITERIA: tuple[Criterion, ...] = (
    status_and_end.judge,
    mechanism.judge,
    support.judge,
    area.judge,
    area_note.judge,
    landlord.judge,
    legal_form.judge,
    organisation_kind.judge,
    amount.judge,
    share.judge_part,
    share.judge_own_money,
    share.judge_others,
    stacking.judge,
    payment.judge_receiver,
    payment.judge_prefinancing,
    costs.judge,
    themes.judge,
    target_groups.judge,
    deadline.judge,
    start_window.judge_decision,
    start_window.judge_finish,
    start_window.judge_latest_start,
    begun.judge,
)

REQUIREMENT_CRITERIA: Mapping[str, RequirementCriterion] = {
    "anbi": standing.judge_anbi,
    "partner": partner.judge,
    "referral_by": partner.judge,
    "fiscal_host": standing.judge_fiscal_host,
    "people": people.judge,
    "frequency": frequency.judge,
    "reserves": standing.judge_reserves,
    "tenure": standing.judge_tenure,
    "other_money": money_history.judge_other_money,
    "previous_closed": money_history.judge_previous_closed,
    "policy_fit": judged_by_people.judge_policy_fit,
    "customer": judged_by_people.judge_customer,
    "governance": standing.judge_governance,
    "not_started": plan_rules.judge_not_started,
    "open_to_all": plan_rules.judge_open_to_all,
    "check": judged_by_people.judge_check,
}


def judge_all(need: Need, source: Source, context: Context) -> tuple[Verdict, ...]:
    """Every verdict about this source for this need; criteria on which the source says nothing are silent."""
    verdicts = [verdict for criterion in CRITERIA if (verdict := criterion(need, source, context)) is not None]
    verdicts += [
        REQUIREMENT_CRITERIA[requirement.kind](requirement, need, source, context)
        for requirement in source.requirements
        if applies(requirement, need)
    ]
    return tuple(verdicts)
