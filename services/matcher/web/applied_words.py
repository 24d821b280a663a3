"""The place's own earlier applications at a source, in words for its page."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from services.matcher.storage.outcomes import OutcomeRow
from shared.contracts.application_events import Standing
from shared.plumbing.addresses import tracker_path
from shared.wording.dates import plain_date
from shared.wording.money import euros
from shared.wording.texts import gettext as _

WORDS: Mapping[Standing, Callable[[str], str]] = {
    Standing.STARTED: lambda day: _("Begonnen op %(day)s. Nog niet ingediend.", day=day),
    Standing.SUBMITTED: lambda day: _("Ingediend op %(day)s. Er is nog geen besluit.", day=day),
    Standing.GRANTED: lambda day: _("Toegekend op %(day)s", day=day),
    Standing.GRANTED_PARTLY: lambda day: _("Deels toegekend op %(day)s", day=day),
    Standing.GRANTED_ON_CONDITIONS: lambda day: _("Toegekend met voorwaarden op %(day)s", day=day),
    Standing.SETTLED: lambda day: _("Toegekend op %(day)s en vastgesteld", day=day),
    Standing.CLOSED: lambda day: _("Toegekend op %(day)s en afgesloten", day=day),
    Standing.NOT_CONSIDERED: lambda day: _("De gever behandelde de aanvraag niet (%(day)s).", day=day),
    Standing.DECLINED: lambda day: _("Toegekend, maar u zag ervan af op %(day)s.", day=day),
    Standing.LAPSED: lambda day: _("Toegekend, maar vervallen op %(day)s.", day=day),
    Standing.REVOKED: lambda day: _("Toegekend, maar later ingetrokken op %(day)s.", day=day),
    Standing.REFUSED: lambda day: _("Afgewezen op %(day)s.", day=day),
    Standing.MISSED: lambda day: _("Niet op tijd ingediend."),
    Standing.WITHDRAWN: lambda day: _("Ingetrokken op %(day)s.", day=day),
    Standing.STOPPED: lambda day: _("Gestopt op %(day)s.", day=day),
}


@dataclass(frozen=True)
class AppliedLine:
    """One earlier application: what became of it, and where its own page is."""

    text: str
    url: str


def applied_lines(outcomes: Iterable[OutcomeRow]) -> list[AppliedLine]:
    """A line for each application, in the order given."""
    return [AppliedLine(_text(row), tracker_path(f"/applications/{row.application_id}")) for row in outcomes]


def _text(row: OutcomeRow) -> str:
    said = WORDS[row.standing](plain_date(row.happened_on))
    if not row.standing.is_granted:
        return said
    return f"{said}." if row.granted_cents is None else f"{said}: {euros(row.granted_cents)}."
