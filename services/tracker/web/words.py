"""Codes of the tracker in words for people: states, tasks, reminders, what was done."""

from __future__ import annotations

from datetime import date

from services.tracker.domain.deadlines import BASIS_LABELS
from services.tracker.domain.decisions import OUTCOME_LABELS, Outcome
from services.tracker.domain.records import Application, KeptReminder
from services.tracker.domain.reminders import REMINDER_LABELS, ReminderState
from services.tracker.domain.states import STATE_LABELS, State
from services.tracker.domain.task_templates import PREPARE_LABELS
from services.tracker.domain.tasks import TaskKind
from services.tracker.usecases.reading.read_dossier import Dossier
from services.tracker.web.log_words import DONE
from shared.contracts.codes import codes, explanation, label
from shared.contracts.messages import MessageKind
from shared.contracts.source_snapshot import SourceSnapshot
from shared.wording.dates import plain_date
from shared.wording.language import current_language
from shared.wording.texts import gettext as _

TONES = {
    State.IDEA: "quiet",
    State.STOPPED: "quiet",
    State.DRAFT: "busy",
    State.INTERNAL_CHECK: "busy",
    State.READY: "busy",
    State.MISSED: "bad",
    State.SUBMITTED: "wait",
    State.INCOMPLETE: "busy",
    State.IN_REVIEW: "wait",
    State.NOT_CONSIDERED: "bad",
    State.WITHDRAWN: "quiet",
    State.REJECTED: "bad",
    State.AWARDED: "good",
    State.AWARDED_PARTIAL: "good",
    State.AWARDED_CONDITIONAL: "good",
    State.DECLINED: "quiet",
    State.LAPSED: "bad",
    State.RUNNING: "busy",
    State.REPORTED: "wait",
    State.REPORT_OVERDUE: "bad",
    State.SETTLED: "good",
    State.REVOKED: "bad",
    State.REPAYMENT_DUE: "bad",
    State.CLOSED: "good",
}
"""How the page kit draws each state: busy is ours to do, wait is theirs."""

STEP_OF = {
    State.IDEA: 1,
    State.DRAFT: 2,
    State.INTERNAL_CHECK: 2,
    State.READY: 3,
    State.SUBMITTED: 4,
    State.INCOMPLETE: 4,
    State.IN_REVIEW: 4,
    State.AWARDED: 5,
    State.AWARDED_PARTIAL: 5,
    State.AWARDED_CONDITIONAL: 5,
    State.RUNNING: 5,
    State.REPORTED: 6,
    State.REPORT_OVERDUE: 5,
}


def state_text(state: State) -> str:
    """Where an application stands."""
    return _(STATE_LABELS[state])


def outcome_text(outcome: str) -> str:
    """What the funder decided."""
    return _(OUTCOME_LABELS[Outcome(outcome)])


def step_labels() -> list[str]:
    """The way of an application in seven steps."""
    return [
        _("Idee"),
        _("Schrijven"),
        _("Indienen"),
        _("Besluit"),
        _("Uitvoeren"),
        _("Verslag"),
        _("Klaar"),
    ]


def step_of(application: Application) -> int:
    """At which of the steps an application is, counting from 1."""
    return STEP_OF.get(application.state, len(step_labels()))


def task_text(kind: TaskKind, code: str, text: str = "") -> str:
    """What is to be done; `text` is what people wrote for a task of their own."""
    language = current_language()
    if kind is TaskKind.OWN:
        return text or _("Eigen taak")
    if kind is TaskKind.PREPARE:
        return _(PREPARE_LABELS.get(code, code))
    if kind is TaskKind.ASK_OPEN:
        return _("Vraag de gever of het nu open is")
    if kind is TaskKind.AWARD_TERMS:
        return _("Schrijf op wat de gever van u vraagt")
    if kind is TaskKind.TELL_FUNDER:
        return _("Laat de gever weten dat er ook ander geld komt")
    if kind is TaskKind.FIRST_STEP:
        return _("Eerst: %(step)s", step=label("first_steps", code, language))
    if kind is TaskKind.TELL_ACCOUNT:
        return _("Geef het nieuwe rekeningnummer door aan de gever")
    paper = label("papers", code, language)
    if kind is TaskKind.RENEW_PAPER:
        return _("Vraag een nieuw papier aan: %(paper)s", paper=paper)
    return f"{paper[:1].upper()}{paper[1:]}"


def task_note(kind: TaskKind, code: str) -> str:
    """Why, or what it is, in one line."""
    if kind is TaskKind.ASK_OPEN and code == "announced":
        return _("De bron is aangekondigd. Vraag wanneer u kunt aanvragen.")
    if kind is TaskKind.ASK_OPEN:
        return _("Wij weten niet of deze bron nu open is. Eén telefoontje spaart u misschien avonden werk.")
    if kind is TaskKind.TELL_ACCOUNT:
        return _("Bel op het nummer dat u al had. De gever moet het nummer nog eens nakijken.")
    if kind is TaskKind.TELL_FUNDER:
        return _("De tekst staat hieronder bij “Begroting” voor u klaar.")
    if kind is TaskKind.AWARD_TERMS:
        return _("Het staat in de brief: of er een verslag moet komen, en wanneer. Staat het er niet? Bel de gever.")
    if kind is TaskKind.RENEW_PAPER:
        return _("Het oude is na deze dag te oud. Zet het nieuwe bij de aanvraag.")
    lists = {TaskKind.FIRST_STEP: "first_steps", TaskKind.PAPER: "papers"}
    return explanation(lists[kind], code) if kind in lists else ""


def reminder_text(reminder: KeptReminder) -> str:
    """What became of a reminder, with the reason when it was not told."""
    text = _(REMINDER_LABELS[reminder.state])
    reasons = {
        "past_when_planned": _("het moment was al voorbij"),
        "too_late": _("het was te laat om nog te helpen"),
        "deadline_moved": _("de datum is veranderd"),
        "already_submitted": _("de aanvraag is ingediend"),
        "season_of_rest": _("uw plek had rust afgesproken"),
        "stopped": _("u bent gestopt"),
        "withdrawn": _("u trok de aanvraag in"),
        "decided": _("er is een besluit"),
        "clock_paused": _("de gever wacht op u"),
        "completed": _("u hebt aangevuld"),
        "condition_met": _("aan de voorwaarde is voldaan"),
        "objected": _("u maakte bezwaar"),
        "declined": _("u zag van het geld af"),
        "lapsed": _("de toekenning is vervallen"),
        "term_passed": _("de termijn is voorbij"),
        "closed": _("de bron is gesloten"),
        "source_closed": _("de bron is gesloten of noemt geen dag meer"),
        "met": _("het is gedaan"),
        "ended_by_hand": _("iemand vinkte de termijn af"),
        "nothing_to_remind": _("het doet er niet meer toe"),
    }
    reason = reasons.get(reminder.reason or "", "")
    return f"{text}: {reason}" if reason and reminder.state is not ReminderState.DONE else text


def channel_choices() -> list[tuple[str, str]]:
    """How an application can go to the funder."""
    return [(code, label("apply_via", code, current_language())) for code in codes("apply_via")]


def seen_text(snapshot: SourceSnapshot) -> str:
    """When the page was read that the facts come from, as exactly as it was written down."""
    seen = snapshot.seen_on
    if not seen:
        return _("Niet bekend wanneer dit is bekeken. Kijk het na bij de gever.")
    if len(seen) == len("2024-10-28"):
        return _("Bekeken op %(day)s.", day=plain_date(date.fromisoformat(seen)))
    if len(seen) == len("2024-10"):
        return _("Bekeken rond %(day)s.", day=plain_date(date.fromisoformat(f"{seen}-01")))
    return _("Bekeken in %(year)s.", year=seen)


def basis_choices() -> list[tuple[str, str]]:
    """How a source words its closing date."""
    return [(basis.value, _(text)) for basis, text in BASIS_LABELS.items()]


def phone_text(dossier: Dossier, person_name: str) -> list[str]:
    """What to say on the phone, line by line, to read aloud."""
    application = dossier.application
    return [
        _("Goedendag, u spreekt met %(name)s van %(place)s.", name=person_name, place=dossier.place_name),
        _("Wij hebben een plan: %(title)s.", title=application.need_title),
        _("Ik bel over “%(source)s”. Is die regeling nu open?", source=application.source_name),
        _("Tot welke dag kunnen wij aanvragen, en tot hoe laat?"),
        _("Past ons plan bij de regeling? En hoeveel mogen wij vragen?"),
        _("Hoe dienen wij het in, en wat stuurt u ons terug?"),
        _("Met wie sprak ik? Dank u wel."),
    ]


def field_names() -> dict[str, str]:
    """What fields of an application are called, as the log knows them."""
    return {"title": _("naam"), "amount_cents": _("bedrag"), "attention_at": _("eerste datum")}


def message_text(kind: str) -> str:
    """What a message was about."""
    return {
        MessageKind.APPLICATION_STARTED: _("Aanvraag begonnen"),
        MessageKind.DEADLINE_REMINDER: _("Herinnering"),
        MessageKind.DEADLINE_AT_RISK: _("Bijna te laat"),
        MessageKind.DEADLINE_MISSED: _("Sluitdag voorbij"),
        MessageKind.DEADLINE_MOVED: _("Sluitdag veranderd"),
        MessageKind.APPLICATION_SUBMITTED: _("Ingediend"),
        MessageKind.DECISION_RECORDED: _("Besluit"),
        MessageKind.AWARD_NEWS: _("Nieuws over de toekenning"),
        MessageKind.REPORT_LATE: _("Verslag te laat"),
        MessageKind.PAYMENT_LATE: _("Geld dat nog niet kwam"),
        MessageKind.COMPLETION_ASKED: _("Vraag om aanvulling"),
        MessageKind.TERM_PASSED: _("Termijn voorbij"),
        MessageKind.SIGN_IN: _("Inloggen"),
        MessageKind.PAYOUT_WAITS: _("Betaling"),
    }.get(MessageKind(kind), _("Bericht"))


def event_done(event: str) -> str:
    """What was done, as it stands in the timeline."""
    return _(DONE[event]) if event in DONE else event
