"""Codes of the tracker in words for people: states, tasks, reminders, what was done."""

from __future__ import annotations

from datetime import date

from services.tracker.domain.deadlines import BASIS_LABELS
from services.tracker.domain.decisions import OUTCOME_LABELS, Outcome
from services.tracker.domain.records import Application, KeptReminder
from services.tracker.domain.reminders import REMINDER_LABELS, ReminderState
from services.tracker.domain.states import STATE_LABELS, State
from services.tracker.domain.tasks import TaskKind
from services.tracker.usecases.reading.read_dossier import Dossier
from services.tracker.web.award_words import award_done
from services.tracker.web.budget_words import budget_done
from services.tracker.web.money_words import money_done
from shared.contracts.codes import codes, explanation, label
from shared.contracts.messages import MessageKind
from shared.contracts.source_snapshot import SourceSnapshot
from shared.wording.dates import plain_date
from shared.wording.language import current_language
from shared.wording.texts import gettext as _

OTHER_WORDS = (award_done, budget_done, money_done)
"""Where each subject keeps its own words; they give back a code that they do not know."""

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


def task_text(kind: TaskKind, code: str) -> str:
    """What is to be done."""
    language = current_language()
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
    return explanation("first_steps" if kind is TaskKind.FIRST_STEP else "papers", code)


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
        "closed": _("de bron is gesloten"),
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


def message_text(kind: str) -> str:
    """What a message was about."""
    return {
        MessageKind.APPLICATION_STARTED: _("Aanvraag begonnen"),
        MessageKind.DEADLINE_REMINDER: _("Herinnering"),
        MessageKind.APPLICATION_SUBMITTED: _("Ingediend"),
        MessageKind.DECISION_RECORDED: _("Besluit"),
        MessageKind.AWARD_NEWS: _("Nieuws over de toekenning"),
        MessageKind.REPORT_LATE: _("Verslag te laat"),
        MessageKind.PAYMENT_LATE: _("Geld dat nog niet kwam"),
        MessageKind.SIGN_IN: _("Inloggen"),
    }[MessageKind(kind)]


def event_done(event: str) -> str:
    """What was done, as it stands in the timeline."""
    return {
        "note": _("Als idee bewaard"),
        "start": _("Aanvraag begonnen"),
        "first_contact": _("Antwoord van de gever opgeschreven"),
        "stop": _("Gestopt met deze aanvraag"),
        "edit": _("Naam of bedrag aangepast"),
        "request_check": _("Gevraagd om na te kijken"),
        "return": _("Teruggestuurd naar de schrijver"),
        "approve": _("Goedgekeurd door het bestuur"),
        "submit": _("Ingediend"),
        "submit_elsewhere": _("Opgeschreven dat de aanvraag al is ingediend"),
        "ask_completion": _("De gever vraagt aanvulling"),
        "complete": _("Aanvulling ingestuurd"),
        "not_consider": _("De gever behandelt de aanvraag niet"),
        "take_up": _("De gever is begonnen met beoordelen"),
        "extend_term": _("De gever stelt het besluit uit"),
        "note_advice": _("Advies van de gever opgeschreven"),
        "note_not_decided": _("Opgeschreven dat er niet op tijd is besloten"),
        "withdraw": _("Ingetrokken"),
        "decide_award": _("Besluit opgeschreven"),
        "decide_partial": _("Besluit opgeschreven"),
        "decide_conditional": _("Besluit opgeschreven"),
        "decide_reject": _("Besluit opgeschreven"),
        "decide_referral": _("Besluit opgeschreven"),
        "accept_revised": _("Het lagere bedrag aangenomen"),
        "meet_condition": _("Aan een voorwaarde voldaan"),
        "meet_last_condition": _("Aan de laatste voorwaarde voldaan"),
        "lapse": _("De toekenning is vervallen"),
        "decline": _("Afgezien van het geld"),
        "object": _("Bezwaar gemaakt"),
        "rule_unchanged": _("Bezwaar beantwoord: het besluit blijft zo"),
        "rule_award": _("Bezwaar beantwoord: alsnog toegekend"),
        "rule_partial": _("Bezwaar beantwoord: deels toegekend"),
        "rule_reject": _("Bezwaar beantwoord: afgewezen"),
        "resubmit": _("Opnieuw begonnen"),
        "begin": _("Begonnen met het plan"),
        "request_change": _("Wijziging gevraagd"),
        "approve_change": _("De gever vindt de wijziging goed"),
        "refuse_change": _("De gever wil de wijziging niet"),
        "submit_report": _("Verslag ingediend"),
        "question_report": _("De gever heeft een vraag over het verslag"),
        "report_late": _("Het verslag is te laat"),
        "settle": _("Vastgesteld"),
        "settle_without_report": _("Vastgesteld zonder verslag"),
        "settle_ex_officio": _("De gever stelde zelf vast"),
        "close": _("Afgesloten"),
        "claim": _("De gever vordert geld terug"),
        "repay": _("Alles is terugbetaald"),
        "write_off": _("De gever ziet af van het geld"),
        "revoke": _("De toekenning is ingetrokken"),
        "revise": _("De vaststelling is herzien"),
        "miss": _("De sluitingsdatum ging voorbij"),
        "deadline_set": _("Sluitingsdatum ingevuld"),
        "task_done": _("Taak afgevinkt"),
        "task_reopened": _("Taak teruggezet"),
    }.get(event) or next((text for say in OTHER_WORDS if (text := say(event)) != event), event)
