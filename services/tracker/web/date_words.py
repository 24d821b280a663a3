"""Deadlines and dates in words for people."""

from __future__ import annotations

from collections.abc import Iterable

from services.tracker.domain.clock_nights import NIGHT_LABELS, odd_night
from services.tracker.domain.deadlines import DeadlineState, Entered, Kind, moments_of
from services.tracker.domain.kinds import KINDS
from services.tracker.domain.reading_dates import Understood
from services.tracker.usecases.holidays import holidays_near
from services.tracker.usecases.words import entered_text
from shared.wording.texts import gettext as _


def kind_text(kind: Kind) -> str:
    """What a deadline is for."""
    return _(KINDS[kind].label)


def kind_choices(kinds: Iterable[Kind]) -> list[tuple[str, str]]:
    """Kinds of deadlines to choose from."""
    return [(kind.value, kind_text(kind)) for kind in kinds]


def end_choices() -> list[tuple[str, str]]:
    """How a deadline can end when a person says so."""
    return [
        (DeadlineState.MET.value, _("Het is gedaan")),
        (DeadlineState.WAIVED.value, _("Het hoeft niet meer")),
        (DeadlineState.WITHDRAWN.value, _("Dit was geen termijn")),
    ]


def entered_words(entered: Entered) -> str:
    """A date as it was entered."""
    return entered_text(entered, moments_of(entered, holidays_near(entered.day)).plan_by)


def understood_lines(understood: Understood) -> list[str]:
    """What was read in the words of a source, line by line; also what could not be read."""
    lines = [_("Gelezen: %(date)s.", date=entered_words(one)) for one in understood.closings]
    lines += [_(NIGHT_LABELS[night]) for one in understood.closings if (night := odd_night(one))]
    if understood.guessed_year:
        lines.append(_("Er stond geen jaar bij. Wij namen de eerste keer dat deze dag komt."))
    lines += [_("Niet zeker genoeg voor een datum: “%(words)s”.", words=one) for one in understood.unsure]
    return lines or [_("Wij lezen hier geen datum in. Vul hem zelf in.")]
