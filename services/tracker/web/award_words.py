"""What follows an award in words: the acts that are possible now, and how reports, changes and claims stand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from services.tracker.domain.award_terms import SETTLING_LABELS
from services.tracker.domain.claims import CLAIM_LABELS
from services.tracker.domain.deadlines import Kind
from services.tracker.domain.plan_changes import CHANGE_LABELS, CHANGE_STATE_LABELS
from services.tracker.domain.reports import REPORT_LABELS, REPORT_STATE_LABELS, Report, ReportState
from services.tracker.domain.settlements import GROUND_LABELS, SETTLEMENT_LABELS
from services.tracker.domain.states import Event
from services.tracker.domain.texts import mark as _
from services.tracker.usecases.reading.read_award import AwardView
from shared.wording.texts import gettext

FORWARD = frozenset(
    {Event.BEGIN, Event.SETTLE, Event.SETTLE_EX_OFFICIO, Event.CLOSE, Event.REPAY, Event.APPROVE_CHANGE}
)
"""What moves the award on, and stands out; the rest is for when it happens."""

DEADLINE_LABELS = {
    Kind.REPORT: _("Verslag"),
    Kind.REPAYMENT: _("Geld terugbetalen"),
    Kind.OBJECTION: _("Bezwaar maken"),
    Kind.CONDITION: _("Voorwaarde"),
    Kind.START: _("Begin van het plan"),
    Kind.START_BEFORE: _("Begonnen zijn"),
    Kind.SPEND_BEFORE: _("Geld uitgeven"),
}

REPORT_TONES = {
    ReportState.DRAFT: "busy",
    ReportState.SIGNED: "busy",
    ReportState.SENT: "wait",
    ReportState.QUESTIONED: "bad",
    ReportState.WITHDRAWN: "quiet",
}
"""How the page kit draws a report: busy is ours to do, wait is theirs."""


@dataclass(frozen=True)
class Act:
    """Something that can be done now: a link to its form, or a button that does it at once."""

    event: Event
    label: str
    endpoint: str
    at_once: bool = False


ACTS = (
    Act(Event.BEGIN, _("Wij beginnen met het plan"), "pages.begin_plan", at_once=True),
    Act(Event.SETTLE, _("De gever heeft het bedrag vastgesteld"), "pages.settlement_form"),
    Act(Event.SETTLE_EX_OFFICIO, _("De gever stelde het bedrag zelf vast"), "pages.settlement_form"),
    Act(Event.CLOSE, _("Afsluiten"), "pages.close_award", at_once=True),
    Act(Event.REPAY, _("Wij betaalden geld terug"), "pages.repayment_form"),
    Act(Event.APPROVE_CHANGE, _("De gever antwoordde op de wijziging"), "pages.plan_answer_form"),
    Act(Event.REQUEST_CHANGE, _("Er verandert iets in ons plan"), "pages.plan_change_form"),
    Act(Event.SETTLE_WITHOUT_REPORT, _("De gever heeft het bedrag vastgesteld"), "pages.settlement_form"),
    Act(Event.CLAIM, _("De gever wil geld terug"), "pages.claim_form"),
    Act(Event.WRITE_OFF, _("De gever hoeft het geld niet terug"), "pages.write_off_form"),
    Act(Event.REVOKE, _("De gever trekt de toekenning in"), "pages.revocation_form"),
    Act(Event.REVISE, _("De gever stelt achteraf lager vast"), "pages.revision_form"),
)
"""In the order of the page: first what moves the award on, last what nobody hopes for."""


def label_of(act: Act) -> str:
    """The words on the link or the button."""
    return gettext(act.label)


def report_title(report: Report) -> str:
    """What kind of report it is."""
    return gettext(REPORT_LABELS[report.kind])


def next_text(view: AwardView) -> str:
    """What the first day is for; a report by its own name."""
    deadline = view.next_deadline
    if deadline is None:
        return ""
    report = next((one for one in view.reports if one.id == deadline.about_id), None)
    return report_title(report) if report else gettext(DEADLINE_LABELS.get(deadline.kind, _("Termijn")))


def report_state(report: Report) -> str:
    """Where a report stands."""
    return gettext(REPORT_STATE_LABELS[report.state])


def texts() -> dict[str, object]:
    """The words of codes, for the templates."""
    tables: dict[str, Mapping[Any, str]] = {
        "settling": SETTLING_LABELS,
        "change": CHANGE_LABELS,
        "change_state": CHANGE_STATE_LABELS,
        "settlement": SETTLEMENT_LABELS,
        "ground": GROUND_LABELS,
        "claim": CLAIM_LABELS,
    }
    return {name: {code.value: gettext(text) for code, text in table.items()} for name, table in tables.items()}
