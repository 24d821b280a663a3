"""The forms for what the funder lets know while it has an application, and for what goes back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from services.tracker.domain.records import Application
from services.tracker.domain.texts import mark as _
from services.tracker.usecases.deciding import complete_application as completing
from services.tracker.usecases.deciding.ask_completion import ask_completion
from services.tracker.usecases.deciding.extend_term import extend_term
from services.tracker.usecases.deciding.not_consider import not_consider
from services.tracker.usecases.deciding.note_advice import note_advice
from services.tracker.usecases.deciding.note_not_decided import note_not_decided
from services.tracker.usecases.deciding.recording import RIGHT, Letter
from services.tracker.usecases.deciding.take_up import take_up
from services.tracker.web.form_acts import Do, Entry, Field, FormAct, add_form_page
from services.tracker.web.routes import context
from shared.access.web import require_actor

LETTER_ON = Field(
    Entry.DAY,
    "letterOn",
    _("Welke datum staat er op de brief of mail?"),
    _("Belde de gever? Vul dan de dag in waarop u belde."),
    _("Vul de datum in die op de brief staat."),
)
RECEIVED_ON = Field(Entry.DAY, "receivedOn", _("Wanneer kreeg u hem?"), missing=_("Vul in wanneer u de brief kreeg."))
TEXT = Field(Entry.TEXT, "text", _("Wat staat er in dat belangrijk is?"))
OBJECTION_UNTIL = Field(
    Entry.DAY,
    "objectionUntil",
    _("Tot welke dag kunt u bezwaar maken?"),
    _("Alleen als het in de brief staat."),
    ahead=True,
)


def plain(use_case: Callable[..., Application]) -> Do:
    """Calls a use case with the values as they are."""

    def do(application_id: str, values: dict[str, Any], **guards: Any) -> Application:
        return use_case(context(), require_actor(), application_id, **values, **guards)

    return do


def with_letter(use_case: Callable[..., Application]) -> Do:
    """Calls a use case with the dates and the text of the letter as one value."""

    def do(application_id: str, values: dict[str, Any], **guards: Any) -> Application:
        letter = Letter(values.pop("letter_on"), values.pop("received_on"), values.pop("text"))
        return use_case(context(), require_actor(), application_id, letter=letter, **values, **guards)

    return do


LETTER_ACTS = (
    FormAct(
        "completion-request",
        RIGHT,
        _("De gever vraagt aanvulling"),
        (
            Field(Entry.TEXT, "text", _("Wat moet u nog sturen?"), missing=_("Schrijf op wat de gever vraagt.")),
            Field(
                Entry.DAY,
                "termEndsOn",
                _("Tot en met welke dag kan dat?"),
                missing=_("Vul in tot welke dag u kunt antwoorden."),
                ahead=True,
            ),
            LETTER_ON,
            RECEIVED_ON,
        ),
        with_letter(ask_completion),
        _("Opgeschreven. U krijgt herinneringen tot u hebt aangevuld."),
    ),
    FormAct(
        "completion",
        completing.RIGHT,
        _("Ik heb de aanvulling gestuurd"),
        (
            Field(
                Entry.DAY,
                "sentOn",
                _("Op welke dag hebt u het gestuurd?"),
                missing=_("Vul in wanneer u het hebt gestuurd."),
            ),
            Field(Entry.TEXT, "text", _("Wat hebt u gestuurd?")),
            Field(
                Entry.TICK,
                "acceptedLate",
                _("De gever neemt het aan, ook al was de termijn voorbij"),
                _("Alleen als de gever dat zelf zei."),
            ),
            Field(
                Entry.TICK,
                "countsAnew",
                _("Bij deze regeling telt de dag waarop alles compleet is"),
                _("Bijvoorbeeld als het geld op kan raken. De tijd voor het besluit begint dan opnieuw."),
            ),
        ),
        plain(completing.complete_application),
        _("Opgeschreven. De aanvraag ligt weer bij de gever."),
        _("Wij sturen niets. Stuur het zelf naar de gever en schrijf het hier op."),
    ),
    FormAct(
        "set-aside",
        RIGHT,
        _("De gever behandelt de aanvraag niet"),
        (LETTER_ON, RECEIVED_ON, TEXT, OBJECTION_UNTIL),
        with_letter(not_consider),
        _("Opgeschreven. Uw team krijgt bericht."),
    ),
    FormAct(
        "review-start",
        RIGHT,
        _("De gever is begonnen met beoordelen"),
        (LETTER_ON, RECEIVED_ON, TEXT),
        with_letter(take_up),
        _("Opgeschreven."),
    ),
    FormAct(
        "extension",
        RIGHT,
        _("De gever stelt het besluit uit"),
        (
            Field(Entry.NUMBER, "weeks", _("Hoeveel weken langer duurt het?"), missing=_("Vul een getal in.")),
            LETTER_ON,
            RECEIVED_ON,
            TEXT,
        ),
        with_letter(extend_term),
        _("Opgeschreven. De dag van het besluit is verplaatst."),
    ),
    FormAct(
        "advice",
        RIGHT,
        _("De gever geeft advies"),
        (
            Field(Entry.TEXT, "text", _("Wat adviseert de gever?"), missing=_("Schrijf op wat de gever adviseert.")),
            LETTER_ON,
            RECEIVED_ON,
        ),
        with_letter(note_advice),
        _("Het advies is bewaard."),
    ),
    FormAct(
        "late-decision",
        RIGHT,
        _("Er is niet op tijd besloten"),
        (
            Field(
                Entry.DAY,
                "expectedOn",
                _("Op welke dag moest het besluit er zijn?"),
                _("Alleen als wij die dag nog niet weten."),
            ),
        ),
        plain(note_not_decided),
        _("Opgeschreven. Bij een overheid staat er nu een brief klaar."),
        _("Bij een overheid maken wij een brief klaar. U stuurt hem zelf. Bij een fonds kunt u het beste bellen."),
        _("Opschrijven"),
    ),
)

for act in LETTER_ACTS:
    add_form_page(act)
