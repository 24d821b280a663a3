"""How many hours of volunteers a source takes: asking, and accounting for it afterwards. Data with reasons.

Rough by nature: they say which road is short and which is long, and add up to something that can be compared with the
hours a place has.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from services.matcher.domain.planning.model import Hours
from services.matcher.domain.source import Source


@dataclass(frozen=True, slots=True)
class Work:
    """Hours of one thing to do, with the reason for that number."""

    hours: float
    why: str


ROADS: Mapping[str, Work] = MappingProxyType(
    {
        "application": Work(2, "Reading the rules and filling in a form of a page or two."),
        "referral": Work(1, "Somebody else asks; the place tells its story once."),
        "vote": Work(6, "Besides a form, people must be called on to vote."),
        "prize": Work(5, "A jury wants a story and pictures, often also a presentation."),
        "crowdfunding": Work(16, "A campaign of some weeks: page, film, messages, thanks."),
        "lottery_tickets": Work(12, "Tickets are sold by hand."),
    }
)
OTHER_ROAD = Work(3, "No road that we know well: a little more than a form.")
STEPS: Mapping[str, Work] = MappingProxyType(
    {
        "quickscan": Work(0.5, "A short test on the page."),
        "conversation": Work(2, "A talk, with the way there and some preparation."),
        "phone_call": Work(0.5, "A call, and calling again."),
        "account": Work(0.5, "An account is made once."),
        "digid": Work(0.2, "Most people have it."),
        "eherkenning": Work(4, "Must be asked for, paid and waited for."),
        "intent": Work(2, "A letter of a page ahead of the application."),
    }
)
PAPERS: Mapping[str, Work] = MappingProxyType(
    {
        "project_plan": Work(2, "Written once, then fitted to each source."),
        "budget": Work(1, "Made once, then fitted to each source."),
        "funding_plan": Work(0.5, "Follows from this plan."),
        "statutes": Work(0.2, "A copy."),
        "kvk_extract": Work(0.2, "Ordered on a page."),
        "bank_statement": Work(0.2, "A copy."),
        "annual_accounts": Work(0.5, "A copy, once they are made."),
        "annual_report": Work(1, "Is often still to be written."),
        "quotes": Work(2, "Asking two firms and waiting."),
        "signatures": Work(4, "An afternoon along the doors."),
        "photos_or_drawing": Work(1, "An hour with a phone or a pencil."),
        "list_of_applications": Work(0.2, "Stands in the tracker."),
        "signed_letter": Work(0.5, "The board signs."),
        "permission_owner": Work(1.5, "The owner must be asked, and asked again."),
        "permits": Work(6, "A form of its own, and weeks of waiting."),
    }
)
QUESTION = Work(0.25, "A short answer to one question of the form.")
REPORT_UNKNOWN = Work(1, "Nearly every giver wants a few lines and pictures, also where the page is silent.")
REPORT: Mapping[str, Work] = MappingProxyType(
    {
        "content": Work(1.5, "A page about what was done and for whom."),
        "financial": Work(1.5, "The budget again, with what was spent."),
        "receipts": Work(1, "Keeping and adding receipts."),
        "auditor": Work(8, "Finding an accountant, and answering what they ask."),
    }
)


def hours_of(source: Source, cents: int) -> Hours:
    """The hours for asking this source for about this amount and accounting for it, with what they go to."""
    asking: list[tuple[str, float]] = [(source.mechanism, ROADS.get(source.mechanism, OTHER_ROAD).hours)]
    asking += [(step, STEPS[step].hours) for step in source.first_steps if step in STEPS]
    asking += [(paper, PAPERS[paper].hours) for paper in _papers(source, cents) if paper in PAPERS]
    if source.questions:
        asking.append(("questions", QUESTION.hours * len(source.questions)))
    reporting = _report(source, cents)
    return Hours(
        asking=round(sum(hours for _, hours in asking), 2),
        reporting=round(sum(hours for _, hours in reporting), 2),
        why=(*asking, *reporting),
    )


def _papers(source: Source, cents: int) -> list[str]:
    """All papers that this amount asks for: those of the source and of the bands it can fall in."""
    bands = (band for band in source.amounts or () if band.min_cents is None or band.min_cents <= cents)
    return sorted({*source.papers, *(paper for band in bands for paper in band.papers)})


def _report(source: Source, cents: int) -> list[tuple[str, float]]:
    told = source.reporting
    if told is None or not (told.content or told.financial or told.receipts or told.auditor_above_cents):
        return [("report", REPORT_UNKNOWN.hours)]
    parts = [name for name in ("content", "financial", "receipts") if getattr(told, name)]
    if told.auditor_above_cents is not None and cents > told.auditor_above_cents:
        parts.append("auditor")
    return [(part, REPORT[part].hours) for part in parts]
