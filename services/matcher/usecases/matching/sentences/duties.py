"""Sentences on what a giver asks of who applies, and the list of them for one source and one need."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from services.matcher.domain.duties import Stage, duties_of
from services.matcher.domain.need import Need
from services.matcher.domain.regions import Regions
from services.matcher.domain.source import Source
from services.matcher.usecases.matching.sentences.words import Sentence, words_in
from shared.wording.dates import yearly_day
from shared.wording.texts import gettext as _

SENTENCES: Mapping[str, Sentence] = {
    "first_step": lambda w: _("Doe eerst: %(step)s.", **w),
    "apply_via": lambda w: _("Vraag aan via: %(ways)s.", **w),
    "paper": lambda w: _("Lever in: %(paper)s.", **w),
    "decider": lambda w: _("Wie beslist: %(decider)s.", **w),
    "start_application": lambda w: _("Begin pas als uw aanvraag verstuurd is."),
    "start_decision": lambda w: _("Begin pas als er een besluit is."),
    "start_anytime": lambda w: _("U mag al begonnen zijn."),
    "start_within": lambda w: _("Begin binnen %(months)s maanden na het besluit.", **w),
    "finish_within": lambda w: _("Zorg dat het klaar is binnen %(months)s maanden.", **w),
    "start_note": lambda w: w["note"],
    "pay_in_advance": lambda w: _("Het geld komt vooraf."),
    "pay_advance_and_final": lambda w: (
        _("Eerst komt een voorschot van %(percent)s%%, de rest na uw verslag.", **w)
        if w["percent"]
        else _("Eerst komt een voorschot, de rest na uw verslag.")
    ),
    "pay_afterwards": lambda w: _("U betaalt eerst zelf. Het geld komt achteraf."),
    "pay_in_kind": lambda w: _("U krijgt geen geld, maar hulp, ruimte of spullen."),
    "pay_to": lambda w: _("Zo komt het geld: %(receivers)s.", **w),
    "pay_note": lambda w: w["note"],
    "report_within": lambda w: _("Stuur een verslag binnen %(weeks)s weken na afloop.", **w),
    "report_yearly": lambda w: _("Dien elk jaar een verslag in, uiterlijk op %(day)s.", day=yearly_day(w["day"])),
    "report_content": lambda w: _("Vertel in het verslag wat u deed, en voor wie."),
    "report_financial": lambda w: _("Laat in het verslag zien waar het geld bleef."),
    "report_receipts": lambda w: _("Bewaar alle bonnen en stuur ze mee."),
    "report_auditor": lambda w: _("Boven %(above)s is een verklaring van een accountant nodig.", **w),
    "report_note": lambda w: w["note"],
}


@dataclass(frozen=True, slots=True)
class ToldDuty:
    """One duty in words."""

    stage: str
    code: str
    text: str


def told_duties(need: Need | None, source: Source, regions: Regions) -> list[ToldDuty]:
    """All that the giver asks, in the current language and in order."""
    return [
        ToldDuty(duty.stage.value, duty.code, SENTENCES[duty.code](words_in(duty.values, duty.note, regions)))
        for duty in duties_of(need, source)
    ]


def stage_label(stage: str) -> str:
    """The heading of a stage."""
    labels = {
        Stage.BEFORE: _("Voordat u aanvraagt"),
        Stage.APPLYING: _("Bij de aanvraag"),
        Stage.STARTING: _("Wanneer u begint"),
        Stage.MONEY: _("Hoe het geld komt"),
        Stage.AFTERWARDS: _("Na afloop"),
    }
    return labels[Stage(stage)]
