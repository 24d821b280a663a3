"""The way to a decision and its consequences in words for people."""

from __future__ import annotations

from services.tracker.domain.rulings import ENDING_LABELS
from services.tracker.domain.states import State
from services.tracker.usecases.reading.read_dossier import Dossier
from services.tracker.web.words import event_done, state_text
from shared.contracts.codes import label
from shared.wording.language import current_language
from shared.wording.texts import gettext as _


def letter_title(event: str) -> str:
    """What a letter was about."""
    return event_done(event)


def against_text(state: str) -> str:
    """What an objection is against."""
    return _("Tegen: %(what)s", what=state_text(State(state)).lower())


def ruling_text(ruling: str) -> str:
    """What the funder answered."""
    return _(ENDING_LABELS[ruling])


def reason_texts(codes: tuple[str, ...]) -> str:
    """Why the funder said no, as one line."""
    return ", ".join(label("refusal_reasons", code, current_language()) for code in codes)


def lessons_of(dossier: Dossier) -> str:
    """What can be learnt from a try, to take along: what the funder said of it, and what was learnt before."""
    said = [letter.text for letter in dossier.life.correspondence if letter.event == "note_advice" and letter.text]
    for decision in dossier.decisions:
        if decision.reasons:
            said.append(_("De gever zei nee: %(reasons)s.", reasons=reason_texts(decision.reasons)))
        if decision.note:
            said.append(decision.note)
    if dossier.life.resubmission is not None and dossier.life.resubmission.lessons:
        said.insert(0, dossier.life.resubmission.lessons)
    return "\n".join(said)[:2000]


def changed_texts(parts: tuple[str, ...]) -> str:
    """What the source says otherwise than at the former try, as one line."""
    names = {
        "status": _("of het open is"),
        "closing": _("de sluitdag"),
        "amounts": _("de bedragen"),
        "papers": _("de papieren"),
        "first_steps": _("wat u eerst moet doen"),
        "apply_via": _("hoe u aanvraagt"),
        "reporting": _("het verslag"),
    }
    return ", ".join(names[part] for part in parts)
