"""Which row holds the names of the columns, and what each column most likely is: by its name, else by what is in it."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence

from services.tracker.domain.sheets.cells import amount_of, day_of
from services.tracker.domain.sheets.columns import Field
from services.tracker.domain.sheets.content import Cell, Content
from services.tracker.domain.sheets.state_words import target_of
from shared.kernel.letters import folded

LOOKED_AT = 15
"""The names of the columns stand in one of the first rows, or nowhere."""
_ENOUGH = 0.6

WORDS: Mapping[Field, tuple[str, ...]] = {
    Field.REF: ("ref", "reference", "referentie"),
    Field.VERSION: ("versie", "version"),
    Field.PLACE: (
        "plek",
        "buurtplek",
        "locatie",
        "organisatie",
        "huis",
        "place",
        "location",
        "aanvrager",
        "initiatief",
    ),
    Field.TITLE: (
        "aanvraag",
        "project",
        "titel",
        "application",
        "title",
        "plan",
        "naam",
        "onderwerp",
        "activiteit",
        "omschrijving",
    ),
    Field.SOURCE: ("bron", "fonds", "regeling", "subsidie", "fund", "scheme", "source"),
    Field.PROVIDER: ("gever", "giver", "verstrekker", "funder", "provider", "instantie"),
    Field.OWNER: (
        "wie doet dit",
        "wie",
        "eigenaar",
        "verantwoordelijke",
        "behandelaar",
        "trekker",
        "uitvoerder",
        "owner",
        "who",
    ),
    Field.STATE: ("stand", "status", "state", "fase", "voortgang", "uitkomst", "resultaat"),
    Field.GRANTED: (
        "toegekend",
        "toegekend bedrag",
        "bedrag toegekend",
        "toekenning",
        "granted",
        "amount granted",
        "ontvangen",
        "verleend",
        "besluit bedrag",
        "bedrag besluit",
    ),
    Field.AMOUNT: (
        "bedrag",
        "gevraagd",
        "gevraagd bedrag",
        "aangevraagd",
        "bedrag aangevraagd",
        "amount",
        "asked",
        "amount asked",
    ),
    Field.SUBMITTED_ON: (
        "ingediend",
        "ingediend op",
        "datum ingediend",
        "datum indiening",
        "datum aanvraag",
        "submitted",
        "submitted on",
    ),
    Field.DECIDED_ON: (
        "besluit",
        "besluit op",
        "datum besluit",
        "datum beschikking",
        "beschikking",
        "decided",
        "decided on",
    ),
    Field.CLOSING: (
        "sluitdatum",
        "deadline",
        "sluitingsdatum",
        "uiterste datum",
        "indienen voor",
        "closing",
        "closing date",
        "sluit",
    ),
    Field.NOTE: ("notitie", "notities", "opmerking", "opmerkingen", "toelichting", "note", "notes", "remarks", "actie"),
}


def header_line(rows: Sequence[tuple[int, Sequence[Cell]]]) -> int:
    """The place in `rows` of the names of the columns: the first row with the most words that we know."""
    scores = [_known(cells) for _line, cells in rows[:LOOKED_AT]]
    best = max(scores, default=0)
    if best:
        return scores.index(best)
    widths = [sum(isinstance(cell, str) and bool(cell.strip()) for cell in cells) for _line, cells in rows[:LOOKED_AT]]
    return widths.index(max(widths)) if widths else 0


def signature_of(headings: Sequence[str]) -> str:
    """The same for two sheets whose columns are called the same, in the same order."""
    return hashlib.sha256("\n".join(_plain(heading) for heading in headings).encode()).hexdigest()


def proposed(content: Content) -> dict[int, Field]:
    """What each column most likely is; a field goes to one column, and a column that tells nothing to none."""
    found: dict[int, Field] = {}
    for closeness in (_exactly, _at_the_end, _partly):
        for column, heading in enumerate(content.headings):
            field = closeness(_plain(heading))
            if column not in found and field is not None and field not in found.values():
                found[column] = field
    for column in range(len(content.headings)):
        field = None if column in found else _by_content(content, column)
        if field is not None and field not in found.values():
            found[column] = field
    return found


def _known(cells: Sequence[Cell]) -> int:
    return len({field for cell in cells if isinstance(cell, str) and (field := _exactly(_plain(cell)))}) * 2 + sum(
        _partly(_plain(cell)) is not None for cell in cells if isinstance(cell, str) and len(cell) < 40
    )


def _plain(heading: str) -> str:
    return " ".join(re.findall(r"[^\W_]+", folded(heading)))


def _exactly(heading: str) -> Field | None:
    return next((field for field, words in WORDS.items() if heading in words), None)


def _at_the_end(heading: str) -> Field | None:
    """By its last words: what stands in front is often the name of a group of columns."""
    words = heading.split()
    ends = (" ".join(words[start:]) for start in range(1, len(words)))
    return next((field for end in ends if (field := _exactly(end))), None)


def _partly(heading: str) -> Field | None:
    """By the longest of our words that stands in the heading."""
    fits = [
        (len(word), field)
        for field, words in WORDS.items()
        for word in words
        if len(word) > 3 and re.search(rf"\b{re.escape(word)}", heading)
    ]
    return max(fits, key=lambda pair: pair[0])[1] if fits else None


def _by_content(content: Content, column: int) -> Field | None:
    """Days, words for a state, or amounts, when most cells of a column are that."""
    cells = [(row, row.cell(column)) for row in content.rows[:200] if row.cell(column) not in (None, "")]
    if len(cells) < 3:
        return None
    days = sum(column in row.days or day_of(cell) is not None for row, cell in cells)
    states = sum(isinstance(cell, str) and target_of(cell) is not None for _row, cell in cells)
    amounts = sum(isinstance(cell, str) and "€" in cell and amount_of(cell) is not None for _row, cell in cells)
    for number, field in ((days, Field.CLOSING), (states, Field.STATE), (amounts, Field.AMOUNT)):
        if number >= _ENOUGH * len(cells):
            return field
    return None
