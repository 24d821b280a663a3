"""What a place's own words propose, shown in its form: boxes ticked, with the words that led to them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from services.matcher.usecases.proposing.propose_from_words import SURE_ENOUGH, Proposal
from services.matcher.web.base import Choice
from services.matcher.web.forms.need_form import LISTS, Values
from shared.wording.texts import gettext as _

Marks = Mapping[tuple[str, str], Proposal]
"""What is proposed and was not there yet, by list and code."""


def marks_of(values: Values, proposals: Iterable[Proposal]) -> Marks:
    """The proposals to show: sure enough, and not told by the place itself."""
    told = {(name, code) for name in LISTS for code in values.get(name) or ()}
    told |= {("cost_kind", row["kind"]) for row in values.get("costs") or ()}
    sure = (proposal for proposal in proposals if proposal.strength >= SURE_ENOUGH)
    return {(one.list, one.code): one for one in sure if (one.list, one.code) not in told}


def with_proposed(values: Values, proposals: Iterable[Proposal]) -> Values:
    """The same values with the proposed boxes ticked too. Costs stay as they are: only the place knows the amount."""
    marks = marks_of(values, proposals)
    ticked = {name: [*values[name], *(code for code_list, code in marks if code_list == name)] for name in LISTS}
    return {**values, **ticked}


def marked(list_name: str, choices: list[Choice], marks: Marks | None, *, only: bool = False) -> list[Choice]:
    """The choices, with the words beside what is proposed; `only` leaves the others out."""
    shown = []
    for code, label, explanation in choices:
        proposal = (marks or {}).get((list_name, code))
        if proposal:
            words = ", ".join(proposal.words)
            shown.append((code, label, _("voorgesteld door: %(words)s", words=words)))
        elif not only:
            shown.append((code, label, explanation))
    return shown
