"""Choosing a region without scripts: somebody types a name, and chooses from what it may mean."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from services.matcher.domain.regions import Regions
from services.matcher.usecases.regions.suggest import AreaChoice, choice, suggest_regions
from shared.kernel.errors import FieldError
from shared.wording.texts import gettext as _

SHOWN = 15


@dataclass(frozen=True)
class AreaAnswer:
    """What the picker holds: the text, the code that was chosen, what to choose from, and what is wrong.

    The form sends `area_text`, `area` (the chosen code) and `area_asked` (the text for which the choices were shown).
    """

    text: str = ""
    code: str = ""
    choices: tuple[AreaChoice, ...] = ()
    errors: tuple[FieldError, ...] = field(default=())


def area_of(code: str | None, regions: Regions) -> AreaAnswer:
    """The picker with a region that is known already."""
    if not code:
        return AreaAnswer()
    known = choice(regions, code)
    return AreaAnswer(known.text, known.code, (known,))


def read_area(form: Mapping[str, str], regions: Regions, *, required: bool, near: str | None = None) -> AreaAnswer:
    """The region that the form means; with choices and an error when it can't be told yet.

    Of regions with one name those around region `near` come first.
    """
    text, code, asked = (form.get(name, "").strip()[:120] for name in ("area_text", "area", "area_asked"))
    if code in regions and text == asked:
        return AreaAnswer(text, code, (choice(regions, code),))
    if not text:
        return AreaAnswer(
            errors=(_error("required", _("Vul in waar het is: uw buurt, wijk of gemeente.")),) if required else ()
        )
    choices = tuple(suggest_regions(regions, text, limit=SHOWN, near=near))
    if not choices:
        mend = _("Wij vinden “%(text)s” niet. Probeer de naam van uw wijk of gemeente.", text=text)
        return AreaAnswer(text, errors=(_error("unknown_area", mend),))
    if len(choices) == 1 and choices[0].name.casefold() == text.casefold():
        return AreaAnswer(choices[0].text, choices[0].code, choices)
    return AreaAnswer(text, "", choices, (_error("choose_area", _("Kies hieronder welke u bedoelt.")),))


def _error(code: str, message: str) -> FieldError:
    # The name of the field that the error summary links to.
    return FieldError("area" if code == "choose_area" else "area_text", code, message)
