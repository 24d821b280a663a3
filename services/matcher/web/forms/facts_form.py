"""The form for what a place tells of itself. "Weet ik niet" is always an answer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from werkzeug.datastructures import MultiDict

from services.matcher.usecases.places.place import Place
from services.matcher.usecases.places.read_facts import READERS
from services.matcher.usecases.values import SomeOf
from services.matcher.web.base import Choice, choices
from shared.wording.numbers import number
from shared.wording.texts import gettext as _

NONE_OF_THESE = "none_of_these"
LISTS = tuple(name for name, reader in READERS.items() if isinstance(reader, SomeOf))

Values = dict[str, Any]


@dataclass(frozen=True)
class Question:
    """One question of the form. `kind`: yes_no, number, one or some; `choices` for the last two."""

    name: str
    kind: str
    title: str
    hint: str = ""
    unit: str = ""
    choices: Sequence[Choice] = ()

    def answer(self, value: Any) -> str:
        """A known value in words."""
        if self.kind == "yes_no":
            return _("Ja") if value else _("Nee")
        labels = {code: text for code, text, _hint in self.choices}
        if self.kind == "some":
            return ", ".join(labels.get(code, code) for code in value) or _("Geen van deze")
        if self.kind == "one":
            return labels.get(value, str(value))
        return f"{number(value)} {self.unit}".strip()


def questions() -> list[Question]:
    """All questions, those that settle most first."""
    return [
        Question(
            "fiscal_host",
            "yes_no",
            _("Wil een stichting of vereniging het geld voor u ontvangen?"),
            _("Zo iemand heet een penvoerder. Veel fondsen betalen alleen aan een stichting of vereniging."),
        ),
        Question("board_members", "number", _("Hoeveel mensen zitten in het bestuur?"), unit=_("mensen")),
        Question("volunteers", "number", _("Hoeveel vrijwilligers hebt u?"), unit=_("mensen")),
        Question("partners", "some", _("Met wie werkt u samen?"), choices=choices("partner")),
        Question("tenure", "one", _("Wat hebt u met het gebouw of de grond?"), choices=choices("tenure")),
        Question(
            "anbi",
            "yes_no",
            _("Hebt u een ANBI-status?"),
            _("Dat is een teken van de Belastingdienst voor goede doelen."),
        ),
        Question(
            "money_last_year_from",
            "some",
            _("Van wie kreeg u het afgelopen jaar geld?"),
            _("Sommige gevers geven niet naast een andere."),
            choices=choices("money_from", without=["any"]),
        ),
        Question(
            "reserves_times_yearly_costs",
            "number",
            _("Hoe groot is uw spaarpot, in jaren?"),
            _("1 betekent: u kunt er een jaar van leven. 0,5 is een half jaar."),
            unit=_("jaar"),
        ),
        Question(
            "can_prefinance",
            "yes_no",
            _("Kunt u kosten zelf voorschieten?"),
            _("Soms komt het geld pas als alles betaald is."),
        ),
    ]


def values_of_place(place: Place) -> Values:
    """The known facts as the form shows them."""
    return {name: _shown(name, place.value(name)) for name in READERS}


def values_of_request(form: MultiDict[str, str]) -> Values:
    """What was typed, as typed."""
    return {name: form.getlist(name) if name in LISTS else form.get(name, "") for name in READERS}


def given_of_request(form: MultiDict[str, str]) -> Values:
    """What the use case reads: nothing ticked is "not known", "none of these" is an empty list."""
    values = values_of_request(form)
    for name in LISTS:
        ticked = [code for code in values[name] if code != NONE_OF_THESE]
        values[name] = ticked if ticked or NONE_OF_THESE in values[name] else None
    return values


def _shown(name: str, value: Any) -> Any:
    if name in LISTS:
        return [NONE_OF_THESE] if value == [] else value or []
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return f"{value:g}".replace(".", ",")
    return "" if value is None else str(value)
