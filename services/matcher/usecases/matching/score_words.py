"""The parts of a score in words: how many points of how many, and why that counts."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from services.matcher.domain.pair import Match
from services.matcher.domain.scoring.weights import WEIGHTS
from shared.wording.numbers import number
from shared.wording.texts import gettext as _

PARTS: Mapping[str, tuple[Callable[[], str], Callable[[], str]]] = {
    "purpose": (lambda: _("Past bij het doel"), lambda: _("Geld voor iets anders helpt u niet.")),
    "local": (lambda: _("Dichtbij"), lambda: _("Een gever in de buurt kent de straat en neemt de telefoon op.")),
    "cover": (lambda: _("Hoeveel het dekt"), lambda: _("Eén bron die alles dekt, scheelt een tweede aanvraag.")),
    "certainty": (lambda: _("Hoe zeker het is"), lambda: _("Weinig open vragen en verse gegevens sparen werk.")),
    "time": (lambda: _("Tijd"), lambda: _("U moet op tijd kunnen vragen, en op tijd antwoord krijgen.")),
    "effort": (lambda: _("Moeite"), lambda: _("Uren van vrijwilligers kosten ook iets.")),
    "chance": (lambda: _("Kans"), lambda: _("Hier is al vaker over beslist. Dat geeft punten erbij of eraf.")),
}
"""Name and reason of every part, in the words of people."""

Row = tuple[str, str, str]


def score_rows(match: Match) -> list[Row]:
    """Every part of the score: its name, the points of the most it can bring, and why it counts."""
    rows = []
    for part, points in match.parts:
        name, why = PARTS[part]
        most = WEIGHTS[part].points
        rows.append((name(), _("%(points)s van %(most)s", points=number(round(points)), most=most), why()))
    return rows
