"""Words that people write for how an application stands, and what they come to here: events with their own date."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from services.tracker.domain.decisions import Outcome
from services.tracker.domain.states import STATE_LABELS, State
from services.tracker.domain.texts import mark as _
from shared.kernel.letters import folded


class Target(StrEnum):
    """How far a row says that an application has come."""

    IDEA = "idea"
    DRAFT = "draft"
    SUBMITTED = "submitted"
    AWARDED = "awarded"
    PARTIAL = "partial"
    CONDITIONAL = "conditional"
    REJECTED = "rejected"
    NOTE = "note"


TARGET_LABELS: Mapping[Target, str] = {
    Target.IDEA: _("Idee"),
    Target.DRAFT: _("Aan het schrijven"),
    Target.SUBMITTED: _("Ingediend"),
    Target.AWARDED: _("Toegekend"),
    Target.PARTIAL: _("Deels toegekend"),
    Target.CONDITIONAL: _("Toegekend met voorwaarden"),
    Target.REJECTED: _("Afgewezen"),
    Target.NOTE: _("Iets anders: bewaar het woord als notitie"),
}

OUTCOME_OF: Mapping[Target, Outcome] = {
    Target.AWARDED: Outcome.AWARDED,
    Target.PARTIAL: Outcome.PARTIAL,
    Target.CONDITIONAL: Outcome.CONDITIONAL,
    Target.REJECTED: Outcome.REJECTED,
}

_WORDS: Mapping[Target, tuple[str, ...]] = {
    Target.IDEA: ("idee", "idea", "te onderzoeken"),
    Target.DRAFT: ("concept", "draft", "in voorbereiding", "schrijven", "aan het schrijven", "te doen", "todo"),
    Target.SUBMITTED: ("ingediend", "aangevraagd", "submitted", "verstuurd", "verzonden", "in behandeling"),
    Target.AWARDED: ("toegekend", "gehonoreerd", "toegezegd", "granted", "awarded"),
    Target.PARTIAL: ("deels toegekend", "gedeeltelijk toegekend"),
    Target.CONDITIONAL: ("toegekend met voorwaarden", "voorwaardelijk toegekend"),
    Target.REJECTED: ("afgewezen", "geweigerd", "niet toegekend", "rejected"),
}
"""Only words that can mean one thing: for any other we ask."""
_TARGET_OF = {word: target for target, words in _WORDS.items() for word in words}
OUR_WORDS: Mapping[str, State] = {folded(text): state for state, text in STATE_LABELS.items()}
"""How our own file says it."""


def target_of(word: str) -> Target | None:
    """What a word comes to; None for one that we do not know."""
    return _TARGET_OF.get(word_of(word))


def word_of(text: str) -> str:
    """A word as it is compared: without capitals, accents and signs around it."""
    return " ".join(folded(text).split()).strip(" .,:;!-")
