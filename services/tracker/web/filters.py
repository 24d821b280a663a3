"""What somebody filled in to find applications: read from the address, shown again, and passed on in links."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from services.tracker.domain.phases import PHASE_LABELS, Phase
from services.tracker.domain.wanted import CLOSING_WINDOWS, Wanted, wanted_of
from services.tracker.usecases.reading.see_choices import Choices
from shared.contracts.codes import codes, label
from shared.wording.language import current_language
from shared.wording.texts import gettext as _
from shared.wording.texts import ngettext

MAX_TEXT = 200
NAMES = ("words", "phase", "place", "kind", "who", "closing")
OVERDUE = "overdue"


@dataclass(frozen=True)
class Filters:
    """The fields as they were filled in; what we do not know counts as empty."""

    typed: Mapping[str, str]

    @property
    def address(self) -> dict[str, str]:
        """What a link carries to find the same again."""
        return {name: value for name, value in self.typed.items() if value}

    def wanted(self, now: datetime) -> Wanted:
        """What must hold for an application to be shown."""
        phase, closing = self.typed["phase"], self.typed["closing"]
        return wanted_of(
            now,
            text=self.typed["words"],
            phases=(Phase(phase),) if phase in list(Phase) else (),
            place_id=self.typed["place"],
            provider_kind=self.typed["kind"],
            owner_id=self.typed["who"],
            closes_within=int(closing) if closing in map(str, CLOSING_WINDOWS) else None,
            overdue=closing == OVERDUE,
        )


def filters_of(arguments: Mapping[str, str]) -> Filters:
    """The filters in an address."""
    return Filters({name: arguments.get(name, "").replace("\x00", "").strip()[:MAX_TEXT] for name in NAMES})


def choices_of(choices: Choices) -> dict[str, list[tuple[str, str]]]:
    """What there is to choose from in each field, as the page kit takes it."""
    language = current_language()
    windows = [(str(days), ngettext("binnen 1 dag", "binnen %(number)s dagen", days)) for days in CLOSING_WINDOWS]
    return {
        "phases": [(phase.value, _(text)) for phase, text in PHASE_LABELS.items()],
        "places": list(choices.places),
        "kinds": [(code, label("provider_kind", code, language)) for code in codes("provider_kind")],
        "people": list(choices.people),
        "closings": [*windows, (OVERDUE, _("de datum is voorbij"))],
    }
