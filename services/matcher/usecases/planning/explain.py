"""A plan as plain data with its sentences: what the page, the JSON and the terminal show."""

from __future__ import annotations

from typing import Any

from services.matcher.domain.planning.model import Part
from services.matcher.usecases.planning import words
from services.matcher.usecases.planning.make_plan import Proposal


def explain_plan(proposal: Proposal) -> dict[str, Any]:
    """The plan in the current language. Amounts in whole cents (`..._cents`), dates as dates.

    `certainty` (0 to 1) weighs what is known of a source; it is no chance of an award. `gap` is the proven distance to
    the best possible plan; 0 is proven best.
    """
    plan = proposal.plan
    return {
        "need_id": proposal.need.id,
        "title": proposal.need.title,
        "sought_cents": proposal.demand.sought_cents,
        "covered_cents": plan.cents,
        "short_cents": proposal.short_cents,
        "is_possible": plan.is_possible,
        "is_worth_it": proposal.is_worth_it,
        "is_proven": plan.is_proven,
        "gap": round(plan.gap, 6),
        "hours": round(plan.hours, 2),
        "hours_available": proposal.problem.hours,
        "summary": words.summary(proposal),
        "parts": [_part(proposal, part) for part in sorted(plan.parts, key=lambda part: -part.cents)],
        "changes": [
            {
                "code": change.code,
                "amount": change.amount,
                "gain_cents": change.gain_cents,
                "names": list(change.names),
                "text": words.change_text(proposal, change),
            }
            for change in proposal.changes
        ],
        "unpaid": [{"kind": kind, "label": words.line_label(kind)} for kind in proposal.unpaid],
        "left": [
            {
                "id": option.source_id,
                "name": proposal.sources[option.source_id].name,
                "max_cents": option.max_cents,
                "hours": option.hours.total,
                "reason": reason,
                "text": words.why_not(reason),
            }
            for option, reason in proposal.left
        ],
        "considered": proposal.considered,
    }


def _part(proposal: Proposal, part: Part) -> dict[str, Any]:
    option, source = part.option, proposal.sources[part.option.source_id]
    pin = proposal.problem.pin_of(option)
    return {
        "id": source.id,
        "name": source.name,
        "provider": source.provider,
        "cents": part.cents,
        "most_cents": option.max_cents,
        "lines": [
            {"kind": kind, "label": words.line_label(kind), "cents": cents}
            for kind, cents in sorted(part.lines.items())
        ],
        "hours": option.hours.total,
        "asking_hours": option.hours.asking,
        "reporting_hours": option.hours.reporting,
        "euros_per_hour": None if part.euros_per_hour is None else round(part.euros_per_hour, 2),
        "certainty": option.weight / 1000,
        "questions": option.questions,
        "ask_by": option.ask_by,
        "decided_on": option.decided_on,
        "is_assumed": option.is_assumed,
        "is_in_kind": option.is_in_kind,
        "is_pinned": pin is not None,
        "pinned_cents": pin.cents if pin else None,
        "group": proposal.matches[source.id].group.value,
        "why": words.why_part(proposal, part),
    }
