"""What of a source a criterion reads, where few sources differ in it. Sources that agree on it get the same answer.

An empty key (None, False, an empty tuple) says that the source tells nothing about it, and that the criterion is
silent. The other half, what it reads of a need, stands in `reads.py`. A criterion that is in neither list of this
package is asked for every pair.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from services.matcher.domain.criteria import (
    area_note,
    begun,
    landlord,
    legal_form,
    mechanism,
    organisation_kind,
    payment,
    share,
    stacking,
    start_window,
    status_and_end,
    support,
    target_groups,
    themes,
)
from services.matcher.domain.source import Requirement, Source

SourceKey = Callable[[Source], Any]


def _landlord(source: Source) -> Any:
    return source.id if source.provider_kind == "housing_association" else None


def _applicants(source: Source) -> Any:
    return source.applicants, source.applicants_complete, source.mechanism, bool(source.requirements_of("fiscal_host"))


def _latest_start(source: Source) -> Any:
    months = source.start.within_months_after_award if source.start else None
    if not months:
        return None
    by_bands = source.amounts if any(band.decision_weeks is not None for band in source.amounts or ()) else None
    terms = source.deadlines
    days = (terms.dates, terms.yearly, terms.weeks_before_start) if terms else None
    return months, source.decision_weeks, by_bands, days, source.ends_on


def _begun(source: Source) -> Any:
    return source.start.not_before if source.start and not source.requirements_of("not_started") else None


def _stacking(source: Source) -> Any:
    percent = source.share.stacking_max_percent if source.share else None
    return None if percent is None else (percent,)


def _receiver(source: Source) -> Any:
    return source.payment.receivers if source.payment and "money" in source.support else None


def _prefinancing(source: Source) -> Any:
    return source.payment is not None and source.payment.mode == "afterwards" and "money" in source.support


OF_SOURCE: Mapping[Callable[..., Any], SourceKey] = MappingProxyType(
    {
        status_and_end.judge: lambda s: (s.status, s.opens_on, s.ends_on, s.provenance.seen_on),
        mechanism.judge: lambda s: (s.mechanism, s.support),
        support.judge: lambda s: (s.support, s.mechanism),
        area_note.judge: lambda s: bool(s.area_note),
        landlord.judge: _landlord,
        legal_form.judge: _applicants,
        organisation_kind.judge: lambda s: s.excluded_organisations,
        share.judge_part: lambda s: s.share,
        share.judge_own_money: lambda s: s.share,
        share.judge_others: lambda s: s.share,
        stacking.judge: _stacking,
        payment.judge_receiver: _receiver,
        payment.judge_prefinancing: _prefinancing,
        begun.judge: _begun,
        start_window.judge_finish: lambda s: s.start.finished_within_months if s.start else None,
        start_window.judge_latest_start: _latest_start,
    }
)

WITHOUT_EFFECT = frozenset({themes.judge, target_groups.judge})
"""They count in the score by `parts.meeting`, and change neither group nor certainty."""


OF_HISTORY = frozenset({"frequency", "previous_closed", "other_money"})
"""Requirements that hold against a source what became of earlier applications there, or elsewhere."""


def of_rule(rule: Requirement, source: Source) -> Any:
    """What an answer about a requirement can depend on, but for the need, its history and the context."""
    return rule, source.id if rule.kind == "customer" else None
