"""A match in words: why, why not, what to check, with the fact and the page each sentence rests on."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from services.matcher.domain.closing import next_closing
from services.matcher.domain.matching import Group, Match
from services.matcher.domain.need import Need
from services.matcher.domain.regions import Regions
from services.matcher.domain.source import Provenance, Source
from services.matcher.domain.verdicts import Answer, Code, Fact, Value, Verdict
from services.matcher.usecases.matching.advice import call_row, refusal_row, worth_row
from services.matcher.usecases.matching.sentences.sentence import said, sentence
from shared.wording.language import use_language

TELLING = (
    "support_advice_only",
    "landlord_named",
    "support_spares",
    "mechanism_crowdfunding",
    "mechanism_lottery_tickets",
    "area_inside",
    "share_part",
    "costs_rest",
    "amount_fits",
    "themes_shared",
    "themes_shared_many",
    "groups_shared",
    "legal_form_listed",
    "amount_part",
    "deadline_fixed_date",
    "deadline_weeks_before_start",
    "deadline_yearly",
    "people_enough",
    "partner_there",
    "open_to_all_yes",
    "support_shared",
    "area_country",
    "groups_everyone",
    "mechanism_brokerage",
)
"""Findings that make somebody want to read on, the most telling first."""


def explain_match(
    match: Match, need: Need, source: Source, regions: Regions, language: str = "nl", today: date | None = None
) -> dict[str, Any]:
    """The match as plain data with a sentence per verdict, in `language` (nl, en). JSON can hold all of it.

    `reasons` run from what shuts out, by what is open (the most telling first), to what fits. `best_reasons` are the
    two that tell most (never what `check` says too), `check` the one thing to find out first (empty when nothing is
    open) and `check_ask` who knows it. Of a reason, `text` says when the fact is old; `said` leaves that out, for a
    page that shows the date beside it. `checked_on` is the date as recorded (`2024`, `2024-10`), None when unknown.
    `worth`, `refusal` and `call` are what an adviser adds (advice.py). `closing` and `refusal` need `today`.
    """
    with use_language(language):
        reasons = [reason_of(verdict, source.provenance, regions) for verdict in in_order(match)]
        return {**without_reasons(match, need, source, regions, today), "reasons": reasons}


def without_reasons(match: Match, need: Need, source: Source, regions: Regions, today: date | None) -> dict[str, Any]:
    """What `explain_match` gives, in the current language and with no `reasons` yet."""
    open_ = match.to_check if match.group is not Group.NOT_FOR_YOU else ()
    first = next(iter(open_), None)
    return {
        "id": source.id,
        "name": source.name,
        "provider": source.provider,
        "provider_kind": source.provider_kind,
        "eligibility": match.eligibility.value,
        "group": match.group.value,
        "is_strong": match.is_strong,
        "score": match.score,
        "parts": dict(match.parts),
        "reasons": [],
        "best_reasons": [said(verdict, regions) for verdict in best(match, first)],
        "check": sentence(first, source.provenance, regions) if first else "",
        "check_ask": first.ask.value if first and first.ask else None,
        "worth": worth_row(match, need, source),
        "refusal": refusal_row(match, need, source, regions, today) if today else None,
        "call": call_row(match, need, source, regions),
        "checked_on": source.provenance.seen_on,
        "verified": source.provenance.verified,
        "status": source.status,
        "mechanism": source.mechanism,
        "support": sorted(source.support),
        "is_signpost": match.is_signpost,
        "hides": list(match.hides),
        "closing": _closing(source, need, today),
        "summary": source.summary,
        "url": source.url,
    }


def best(match: Match, told: Verdict | None = None) -> Sequence[Verdict]:
    """The two verdicts to show on one line: what shuts it out, or else what fits best besides what is `told`."""
    if match.group is Group.NOT_FOR_YOU:
        return [verdict for verdict in match.verdicts if verdict.answer is Answer.NO and verdict.is_hard][:2]
    rank = {finding: place for place, finding in enumerate(TELLING)}
    if any(verdict.finding in ("share_part", "costs_rest") for verdict in match.verdicts):
        rank.pop("amount_fits")  # the ceiling allows it all, another rule does not
    fitting = [verdict for verdict in match.verdicts if verdict.finding in rank and not verdict.was_no]
    others = [verdict for verdict in fitting if verdict is not told] or fitting
    return sorted(others, key=lambda verdict: rank[verdict.finding])[:2]


def in_order(match: Match) -> list[Verdict]:
    """The verdicts as people read them: what shuts out, what is open, what fits, what is rather not."""
    shut = [verdict for verdict in match.verdicts if verdict.answer is Answer.NO and verdict.is_hard]
    rather_not = [verdict for verdict in match.verdicts if verdict.answer is Answer.NO and not verdict.is_hard]
    fitting = [verdict for verdict in match.verdicts if verdict.answer is Answer.YES]
    return [*shut, *match.to_check, *fitting, *rather_not]


def reason_of(verdict: Verdict, seen: Provenance, regions: Regions) -> dict[str, Any]:
    """One verdict as plain data, in the current language."""
    fact = verdict.facts[0] if verdict.facts else None
    return {
        "code": verdict.reason,
        "criterion": verdict.criterion,
        "finding": verdict.finding,
        "verdict": verdict.answer.value,
        "strength": verdict.strength.value,
        "fact": fact.path if fact else verdict.missing,
        "value": plain_value(fact.value) if fact else None,
        "facts": [_fact(item) for item in verdict.facts],
        "text": sentence(verdict, seen, regions),
        "said": said(verdict, regions),
        "missing": verdict.missing,
        "ask": verdict.ask.value if verdict.ask else None,
        "decides": verdict.decides,
        "was_no": verdict.was_no,
        "seen_on": seen.seen_on,
        "source_url": seen.source_url,
    }


def _fact(fact: Fact) -> dict[str, Any]:
    return {"path": fact.path, "value": plain_value(fact.value), "origin": fact.origin, "seen_on": fact.date}


def plain_value(value: Value) -> Any:
    """A value as JSON holds it: codes as text, dates as ISO text."""
    if isinstance(value, Code):
        return value.code
    if isinstance(value, tuple):
        return [code.code for code in value]
    return value.isoformat() if isinstance(value, date) else value


def _closing(source: Source, need: Need, today: date | None) -> dict[str, Any] | None:
    closing = next_closing(source, need, today) if today else None
    if closing is None:
        return None
    return {"on": closing.on.isoformat(), "basis": closing.basis.value, "text": closing.text}
