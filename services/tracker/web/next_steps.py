"""What people can do now with an application: one sentence, one main act, and the rest behind a fold."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from services.tracker.domain.states import DECISION_EVENTS, Event, State
from services.tracker.domain.texts import mark as _
from services.tracker.usecases.reading.read_dossier import Dossier
from services.tracker.web import award_words


@dataclass(frozen=True)
class Act:
    """A button: shown while one of its events is possible. `at_once`: it does so itself, without a form.

    `main`: it is what the state waits for. `unless`: not shown while that event is possible, which says the same.
    """

    events: tuple[Event, ...]
    label: str
    endpoint: str
    at_once: bool = False
    main: bool = False
    unless: Event | None = None


@dataclass(frozen=True)
class NextSteps:
    """What stands on top of the page. `calls`: first ask the funder whether it is open."""

    sentence: str
    calls: bool
    main: Act | None
    others: tuple[Act, ...]


SENTENCES: Mapping[State, str] = {
    State.IDEA: _("Dit is een idee. Het verplicht u tot niets."),
    State.STOPPED: _("U bent hiermee gestopt. Dat is een goede keuze als het niet past."),
    State.DRAFT: _("Schrijf uw plan en verzamel de papieren. Laat het daarna nakijken."),
    State.INTERNAL_CHECK: _("Een bestuurslid kijkt de aanvraag na en keurt hem goed."),
    State.READY: _(
        "De aanvraag is goedgekeurd. Stuur hem zelf naar de gever en schrijf het hier op. Wij sturen niets namens u."
    ),
    State.MISSED: _("De sluitdag ging voorbij. Had u toch op tijd ingediend? Schrijf dat dan op."),
    State.SUBMITTED: _("U wacht op het besluit van de gever. Schrijf het hier op als u het krijgt."),
    State.INCOMPLETE: _("De gever vraagt meer. Stuur het op tijd naar de gever en schrijf het hier op."),
    State.IN_REVIEW: _("De gever beoordeelt de aanvraag. Schrijf het besluit op als u het krijgt."),
    State.NOT_CONSIDERED: _("De gever heeft de aanvraag niet behandeld. U kunt opnieuw aanvragen als de bron open is."),
    State.WITHDRAWN: _("U hebt de aanvraag ingetrokken."),
    State.REJECTED: _("De gever zei nee. Bewaar de brief. Misschien past een andere bron beter."),
    State.AWARDED: _("Gefeliciteerd. Bewaar de brief en uw bonnen. Lees in de brief wat de gever van u vraagt."),
    State.AWARDED_PARTIAL: _("U krijgt een deel van het geld. Kijk of uw plan daarmee kan. Ga dan door of niet."),
    State.AWARDED_CONDITIONAL: _(
        "U krijgt het geld als u aan de voorwaarden voldoet. Schrijf ze hieronder op en vink ze af."
    ),
    State.DECLINED: _("U zag van het geld af."),
    State.LAPSED: _(
        "De toekenning is vervallen. Kreeg u al geld? Geef het niet uit. U kunt opnieuw aanvragen als de bron open is."
    ),
    State.RUNNING: _("U voert uw plan uit. Bewaar uw bonnen en schrijf op wat u doet."),
    State.REPORTED: _("Het verslag ligt bij de gever. U wacht op de vaststelling."),
    State.REPORT_OVERDUE: _("Het verslag is te laat. Bel de gever en dien het zo snel mogelijk in."),
    State.SETTLED: _("De gever heeft vastgesteld wat u krijgt. Bewaar de brief."),
    State.REVOKED: _(
        "De gever heeft de toekenning ingetrokken. Lees de brief goed. Kreeg u al geld? Geef het niet uit."
    ),
    State.REPAYMENT_DUE: _("U moet geld terugbetalen. Spreek met de gever af hoe en wanneer."),
    State.CLOSED: _("Deze aanvraag is klaar. Bewaar de papieren zo lang als de gever dat vraagt."),
}

FIRST_CONTACT = Act((Event.FIRST_CONTACT,), _("Schrijf het antwoord op"), "first_contact_form")

_AFTER_AWARD = tuple(
    Act((act.event,), act.label, act.endpoint.removeprefix("pages."), act.at_once, act.event in award_words.FORWARD)
    for act in award_words.ACTS
)

ACTS: tuple[Act, ...] = (
    Act((Event.START,), _("Aanvraag beginnen"), "start", at_once=True, main=True),
    Act((Event.APPROVE,), _("Goedkeuren"), "approve", at_once=True, main=True),
    Act((Event.REQUEST_CHECK,), _("Laten nakijken"), "request_check", at_once=True, main=True, unless=Event.APPROVE),
    Act((Event.SUBMIT,), _("Ik dien nu in"), "submit_form", main=True),
    Act((Event.COMPLETE,), _("Ik heb de aanvulling gestuurd"), "completion_form", main=True),
    Act(DECISION_EVENTS, _("Schrijf het besluit op"), "decision_form", main=True),
    Act((Event.ACCEPT_REVISED,), _("Wij gaan door met dit bedrag"), "acceptance_form", main=True),
    Act((Event.MEET_CONDITION, Event.MEET_LAST_CONDITION), _("Voorwaarde opschrijven"), "condition_form", main=True),
    Act((Event.RULE_UNCHANGED,), _("Antwoord op het bezwaar"), "ruling_form", main=True),
    Act((Event.SUBMIT_REPORT,), _("Verslag maken"), "show_award", main=True),
    *(act for act in _AFTER_AWARD if act.main),
    Act((Event.RETURN,), _("Terugsturen"), "return_form"),
    Act((Event.SUBMIT_ELSEWHERE,), _("Ik heb al ingediend"), "elsewhere_form"),
    Act((Event.EDIT,), _("Naam of bedrag aanpassen"), "edit_form"),
    Act((Event.FIRST_CONTACT,), _("Gesproken met de gever"), "first_contact_form"),
    Act((Event.ASK_COMPLETION,), _("De gever vraagt aanvulling"), "completion_request_form"),
    Act((Event.TAKE_UP,), _("De gever is begonnen"), "review_start_form"),
    Act((Event.EXTEND_TERM,), _("De gever stelt het besluit uit"), "extension_form"),
    Act((Event.NOTE_ADVICE,), _("De gever geeft advies"), "advice_form"),
    Act((Event.NOTE_NOT_DECIDED,), _("Er is niet op tijd besloten"), "late_decision_form"),
    Act((Event.NOT_CONSIDER,), _("De gever behandelt het niet"), "set_aside_form"),
    Act((Event.LAPSE,), _("De toekenning is vervallen"), "lapse_form"),
    Act((Event.OBJECT,), _("Wij maken bezwaar"), "objection_form"),
    Act((Event.RESUBMIT,), _("Opnieuw aanvragen"), "resubmission_form"),
    *(act for act in _AFTER_AWARD if not act.main),
    Act((Event.DECLINE,), _("Wij zien van het geld af"), "declination_form"),
    Act((Event.WITHDRAW,), _("Intrekken"), "withdraw_form"),
)
"""In the order in which they are offered: of those that are possible the first main one stands in front."""


def next_steps(dossier: Dossier, *, asks_open: bool) -> NextSteps:
    """What to show for this application, and for who looks at it."""
    allowed = frozenset(dossier.allowed_events)
    calls = asks_open and Event.FIRST_CONTACT in allowed
    possible = [act for act in ACTS if allowed.intersection(act.events) and act.unless not in allowed]
    if calls:
        others = [act for act in possible if act.endpoint != FIRST_CONTACT.endpoint]
        return NextSteps(_("Bel of mail eerst de gever: is het open?"), True, FIRST_CONTACT, tuple(others))
    main = next((act for act in possible if act.main), None)
    others = [act for act in possible if act is not main]
    return NextSteps(SENTENCES[dossier.application.state], False, main, tuple(others))
