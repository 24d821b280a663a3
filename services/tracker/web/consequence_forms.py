"""The forms for what follows on a decision: conditions, going on or not, objections, a new try, a limit."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from services.tracker.domain.records import Application
from services.tracker.domain.rulings import RULING_LABELS, Ruling
from services.tracker.domain.texts import mark as _
from services.tracker.usecases.decided import accept_revised as accepting
from services.tracker.usecases.decided import decline_award as declining
from services.tracker.usecases.decided import object_to_decision as objecting
from services.tracker.usecases.decided import resubmit_application as resubmitting
from services.tracker.usecases.decided.add_condition import add_condition
from services.tracker.usecases.decided.lapse_award import lapse_award
from services.tracker.usecases.decided.record_ruling import Answer, record_ruling
from services.tracker.usecases.deciding.recording import RIGHT
from services.tracker.usecases.letters.see_letter import confirmed_of
from services.tracker.usecases.limiting import pass_limit as passing
from services.tracker.usecases.reading.read_dossier import Dossier
from services.tracker.web.form_acts import Entry, Field, FormAct, add_form_page
from services.tracker.web.letter_forms import LETTER_ON, RECEIVED_ON, TEXT, plain, with_letter
from services.tracker.web.life_words import lessons_of
from services.tracker.web.routes import context
from shared.access.web import require_actor


def _rule(application_id: str, values: dict[str, Any], **guards: Any) -> Application:
    ruling, amount = Ruling(values.pop("ruling")), values.pop("amount")
    answer = Answer(ruling, amount_cents=amount, **values)
    return record_ruling(context(), require_actor(), application_id, answer=answer, **guards)


def _next_condition(dossier: Dossier) -> Mapping[str, Any]:
    """The first condition of the letter, as it was confirmed, that does not stand in the list yet."""
    letter = confirmed_of(context(), require_actor(), dossier.application.id)
    kept = {condition.text for condition in dossier.life.conditions}
    left = [one for one in letter.conditions if one.text.strip() not in kept] if letter else []
    return {"filled": {"text": left[0].text, "dueOn": left[0].due_on or ""}} if left else {}


def _lessons(dossier: Dossier) -> Mapping[str, Any]:
    return {"filled": {"lessons": lessons_of(dossier)}}


def _limits(dossier: Dossier) -> Mapping[str, Any]:
    return {"lines": [f"{limit.rule}. {limit.evidence}" for limit in dossier.life.limits]}


CONSEQUENCE_ACTS = (
    FormAct(
        "condition",
        RIGHT,
        _("Voorwaarde opschrijven"),
        (
            Field(Entry.TEXT, "text", _("Wat moet u doen?"), missing=_("Schrijf op wat u moet doen.")),
            Field(Entry.DAY, "dueOn", _("Vóór of op welke dag moet het klaar zijn?"), ahead=True),
            Field(Entry.LINE, "proof", _("Waarmee laat u zien dat het klaar is?"), _("Met een brief of foto.")),
            Field(Entry.LINE, "checkedBy", _("Wie kijkt dat na?"), _("Bijvoorbeeld de gever of de penningmeester.")),
        ),
        plain(add_condition),
        _("De voorwaarde is bewaard."),
        more=_next_condition,
    ),
    FormAct(
        "lapse",
        RIGHT,
        _("De toekenning is vervallen"),
        (LETTER_ON, RECEIVED_ON, TEXT),
        with_letter(lapse_award),
        _("Opgeschreven. Uw team krijgt bericht."),
        _("Doe dit alleen als de gever zelf zegt dat u het geld niet meer krijgt."),
        danger=True,
    ),
    FormAct(
        "acceptance",
        accepting.RIGHT,
        _("Wij gaan door met het lagere bedrag"),
        (),
        plain(accepting.accept_revised),
        _("Mooi. De toekenning staat vast."),
        _("Past uw plan bij het lagere bedrag? Pas anders eerst de begroting aan."),
        _("Wij gaan door"),
    ),
    FormAct(
        "declination",
        declining.RIGHT,
        _("Wij zien van het geld af"),
        (Field(Entry.TEXT, "reason", _("Waarom?"), _("Handig voor wie het later leest.")),),
        plain(declining.decline_award),
        _("Opgeschreven. Laat het ook de gever weten."),
        _("U krijgt het geld dan niet. U kunt dit niet terugdraaien. Laat het ook zelf aan de gever weten."),
        _("Wij zien ervan af"),
        danger=True,
    ),
    FormAct(
        "objection",
        objecting.RIGHT,
        _("Wij maken bezwaar"),
        (
            Field(
                Entry.DAY,
                "sentOn",
                _("Op welke dag hebt u het bezwaar gestuurd?"),
                missing=_("Vul in wanneer u het hebt gestuurd."),
            ),
            Field(
                Entry.TEXT,
                "grounds",
                _("Waarom bent u het niet eens met het besluit?"),
                missing=_("Schrijf op waarom u het niet eens bent."),
            ),
        ),
        plain(objecting.object_to_decision),
        _("Opgeschreven. Uw bezwaar loopt."),
        _("Wij sturen niets. Stuur het bezwaar zelf naar de gever. Uw aanvraag loopt intussen gewoon door."),
    ),
    FormAct(
        "ruling",
        RIGHT,
        _("Antwoord op het bezwaar"),
        (
            Field(
                Entry.CHOICE,
                "ruling",
                _("Wat antwoordt de gever?"),
                missing=_("Kies wat de gever antwoordt."),
                choices={ruling.value: text for ruling, text in RULING_LABELS.items()},
            ),
            Field(Entry.AMOUNT, "amount", _("Hoeveel geld krijgt u?"), _("Alleen als u alsnog geld krijgt.")),
            Field(Entry.LINE, "amountReason", _("Krijgt u meer dan u vroeg? Schrijf op waarom.")),
            LETTER_ON,
            RECEIVED_ON,
            Field(Entry.TEXT, "note", _("Wat staat er nog meer in dat belangrijk is?")),
        ),
        _rule,
        _("Het antwoord is bewaard."),
    ),
    FormAct(
        "resubmission",
        resubmitting.RIGHT,
        _("Opnieuw aanvragen"),
        (Field(Entry.TEXT, "lessons", _("Wat doet u nu anders?"), _("Dit komt bij de nieuwe aanvraag te staan.")),),
        plain(resubmitting.resubmit_application),
        _("Hier is uw nieuwe aanvraag. Kijk na of alles nog klopt."),
        _("U begint een nieuwe aanvraag bij dezelfde bron. De naam en het bedrag gaan mee."),
        _("Nieuwe aanvraag beginnen"),
        more=_lessons,
    ),
    FormAct(
        "limit-pass",
        passing.RIGHT,
        _("Waarom kan het toch?"),
        (
            Field(
                Entry.TEXT,
                "reason",
                _("Waarom vraagt u toch aan?"),
                _("Bijvoorbeeld: de gever zei aan de telefoon dat het mag."),
                _("Schrijf op waarom het toch kan."),
            ),
        ),
        plain(passing.pass_limit),
        _("Uw reden is bewaard."),
        more=_limits,
    ),
)

for act in CONSEQUENCE_ACTS:
    add_form_page(act)
