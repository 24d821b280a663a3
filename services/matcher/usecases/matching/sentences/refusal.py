"""Sentences on why a source is not for this need: whether that can change, and how."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from services.matcher.domain.refusal import Otherwise, People, Refusal
from services.matcher.domain.verdicts import Code, Value, Verdict
from shared.contracts.codes import label
from shared.wording.dates import plain_date
from shared.wording.language import current_language
from shared.wording.money import euros
from shared.wording.numbers import number
from shared.wording.texts import gettext as _
from shared.wording.texts import ngettext

_CHANGES: Mapping[str, Callable[[str], str]] = {
    "fiscal_host": lambda value: _("een stichting of vereniging vraagt voor u aan"),
    "other_form": lambda value: _("u vraagt aan als %(form)s", form=value),
    "anbi": lambda value: _("u hebt een ANBI-status"),
    "smaller_amount": lambda value: _("u vraagt hooguit %(amount)s en zoekt de rest ergens anders", amount=value),
    "larger_amount": lambda value: _("u vraagt minstens %(amount)s", amount=value),
    "later_start": lambda value: _("u begint %(weeks)s weken later", weeks=value),
    "ask_later": lambda value: _("u wacht met aanvragen tot %(day)s", day=value),
    "other_support": lambda value: _("u zoekt ook dit: %(kinds)s", kinds=value),
    "more_people": lambda value: value,
}
_PEOPLE: Mapping[str, Callable[[int], str]] = {
    "initiators": lambda many: _("u begint dit plan met minstens %(number)s mensen", number=many),
    "participants": lambda many: _("er doen minstens %(number)s mensen mee", number=many),
    "volunteers": lambda many: ngettext(
        "u hebt minstens 1 vrijwilliger", "u hebt minstens %(number)s vrijwilligers", many
    ),
    "board_members": lambda many: _("uw bestuur heeft minstens %(number)s leden", number=many),
}
"""More people, by their role."""
_LASTS: Mapping[str, Callable[[], str]] = {
    "status": lambda: _("Dat verandert pas als de bron weer opengaat."),
    "area": lambda: _("Dat verandert niet."),
    "not_started": lambda: _("Dat verandert niet. Voor een nieuw plan kan het wel."),
}
"""What stays a no, by the criterion that decides."""
AMOUNTS = frozenset({"smaller_amount", "larger_amount"})


def change_text(refusal: Refusal) -> str:
    """Whether a no can become a yes, and what it takes."""
    if not refusal.can_change:
        return _lasting(refusal.decides)
    wanted = f" {_('en')} ".join(_CHANGES[change.code](_value(change)) for change in refusal.changes)
    return _("Het kan wel als: %(what)s.", what=wanted)


def _lasting(decides: Verdict) -> str:
    """Why it stays a no; what passes by itself passes too late for this plan."""
    free_on = dict(decides.values).get("free_on")
    if isinstance(free_on, date):
        return _("Dat verandert pas vanaf %(day)s. Voor dit plan is dat te laat.", day=plain_date(free_on))
    lasts = _LASTS.get(decides.criterion)
    return lasts() if lasts else _("Met dit plan verandert dat niet.")


def _value(change: Otherwise) -> str:
    value: Value | People = change.value
    if isinstance(value, People):
        return _PEOPLE[value.role](value.number)
    if isinstance(value, Code):
        value = (value,)
    if isinstance(value, tuple):
        return ", ".join(label(code.list, code.code, current_language()) for code in value)
    if isinstance(value, date):
        return plain_date(value)
    if isinstance(value, int):
        return euros(value) if change.code in AMOUNTS else number(value)
    return ""
