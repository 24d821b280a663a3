"""Proposes themes, groups of people, kinds of support and of costs from a place's own words; the place confirms."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from services.matcher.domain.text.proposals import Proposal, propose
from services.matcher.usecases.acting import acting
from services.matcher.usecases.needs.describe_need import CREATE
from services.matcher.usecases.needs.read_need import READERS
from services.matcher.usecases.proposing.analyser import text_analyser
from services.matcher.usecases.values import Wrong
from shared.access.actors import Actor
from shared.kernel.errors import FieldError, InvalidInput
from shared.wording.texts import gettext as _

__all__ = ["PROPOSED", "SURE_ENOUGH", "Proposal", "propose_for_place", "propose_from_words"]

TOLD = ("title", "description")
PROPOSED = ("support", "themes", "target_groups", "cost_kind")
"""The code lists from which something is proposed."""
SURE_ENOUGH = 0.6
"""From here on a form ticks the box beforehand: one whole word, or two that are part of a compound."""


def propose_for_place(actor: Actor | None, place_id: str, given: Mapping[str, Any]) -> list[Proposal]:
    """What the title and description of a need that is not kept yet propose; keeps nothing.

    Raises InvalidInput when neither is given or one can't be read.
    """
    acting(actor, CREATE, place_id=place_id)
    errors, told = [], []
    for name in TOLD:
        try:
            told.append(READERS[name](given.get(name)))
        except Wrong as wrong:
            errors.append(FieldError(name, wrong.code, wrong.message))
    if not errors and not any(told):
        errors.append(FieldError("description", "required", _("Vertel in uw eigen woorden wat u wilt doen.")))
    if errors:
        raise InvalidInput(errors)
    return propose_from_words(told[0] or "", told[1] or "")


def propose_from_words(title: str, description: str) -> list[Proposal]:
    """The proposals of any two texts."""
    return propose(f"{title}\n{description}", text_analyser())
