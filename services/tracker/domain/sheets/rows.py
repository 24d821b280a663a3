"""What one row of a sheet says: facts by field, and apart from them every cell that is no fact, in words."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from services.tracker.domain.deadlines import Basis
from services.tracker.domain.sheets.cells import amount_of, day_of
from services.tracker.domain.sheets.columns import AMOUNTS, DAYS, Field
from services.tracker.domain.sheets.content import Cell, Content, SheetRow
from services.tracker.domain.sheets.refs import application_of
from services.tracker.domain.sheets.state_words import OUR_WORDS, Target, target_of, word_of
from services.tracker.domain.states import State
from shared.kernel.letters import folded, is_hidden

MAX_TITLE, MAX_NAME = 200, 300
_TOTALS = ("totaal", "total", "subtotaal", "som")


@dataclass(frozen=True)
class Odd:
    """A cell that is no fact: it is kept as a note. `reason` is a code: see ODD_LABELS in the pages."""

    field: Field
    text: str
    reason: str


@dataclass(frozen=True)
class RowRead:
    """One row. Text is what stands there; amounts are whole cents; None is empty or no fact (then it is in `odd`).

    `given` are the fields that have a cell with a fact, or one that was left empty on purpose.
    """

    line: int
    ref_id: str | None = None
    version: int | None = None
    place_name: str = ""
    title: str = ""
    source: str = ""
    provider: str = ""
    owner: str = ""
    amount_cents: int | None = None
    granted_cents: int | None = None
    closing: tuple[date, Basis] | None = None
    submitted_on: date | None = None
    decided_on: date | None = None
    state: State | None = None
    target: Target | None = None
    note: str = ""
    given: frozenset[Field] = frozenset()
    odd: tuple[Odd, ...] = ()
    hidden: bool = False
    empty: bool = False

    @property
    def cells(self) -> dict[Field, str]:
        """What it says of fields that a sheet can change, in the canonical text of `standing_of`."""
        texts = {
            Field.TITLE: self.title,
            Field.OWNER: self.owner,
            Field.AMOUNT: "" if self.amount_cents is None else str(self.amount_cents),
            Field.CLOSING: "" if self.closing is None else self.closing[0].isoformat(),
            Field.NOTE: self.note,
        }
        return {name: text for name, text in texts.items() if name in self.given}


@dataclass
class _Reading:
    """What is known of a row while its cells are read."""

    row: SheetRow
    facts: dict[str, object] = field(default_factory=dict)
    given: set[Field] = field(default_factory=set)
    odd: list[Odd] = field(default_factory=list)

    def fact(self, which: Field, name: str, value: object) -> None:
        self.facts[name] = value
        self.given.add(which)

    def strange(self, which: Field, text: str, reason: str) -> None:
        self.odd.append(Odd(which, text, reason))


def read_rows(content: Content, columns: Mapping[int, Field], words: Mapping[str, Target]) -> list[RowRead]:
    """All rows, by what each column is and what words for a state were said to mean."""
    return [read_row(row, columns, words) for row in content.rows]


def read_row(row: SheetRow, columns: Mapping[int, Field], words: Mapping[str, Target]) -> RowRead:
    """One row."""
    reading = _Reading(row)
    for column, which in columns.items():
        _read_cell(reading, column, which, words)
    if row.colour and not {"state", "target"} & reading.facts.keys():
        reading.strange(Field.STATE, row.colour, "colour")
    names = ("title", "source", "provider", "place_name")
    empty = not any(reading.facts.get(name) for name in (*names, "ref_id")) or _is_total(reading.facts)
    return RowRead(
        line=row.line,
        hidden=row.hidden,
        empty=empty,
        given=frozenset(reading.given),
        odd=tuple(reading.odd),
        **reading.facts,  # type: ignore[arg-type]  # each under its own name
    )


def row_keys(rows: Iterable[tuple[RowRead, str | None]]) -> Iterator[str]:
    """What tells each row apart, given with its place: the same for the same row, in whatever order they stand."""
    seen: Counter[str] = Counter()
    for row, place_id in rows:
        same = "\n".join((place_id or "", folded(row.source or row.provider), folded(row.title)))
        seen[same] += 1
        yield hashlib.sha256(f"{same}\n{seen[same]}".encode()).hexdigest()


def unknown_words(content: Content, columns: Mapping[int, Field]) -> list[str]:
    """Words for a state that can mean more than one thing, in the order of the sheet; our own file has none."""
    found: dict[str, None] = {}
    if Field.REF in columns.values():
        return []
    for column, which in columns.items():
        for row in content.rows if which is Field.STATE else ():
            cell = row.cell(column)
            word = word_of(cell) if isinstance(cell, str) else ""
            if word and word not in OUR_WORDS and target_of(word) is None:
                found[word] = None
    return list(found)


def _read_cell(reading: _Reading, column: int, which: Field, words: Mapping[str, Target]) -> None:
    cell = reading.row.cell(column)
    text = clean_text(cell)
    if not text:
        swallowed = reading.row.merged.get(str(column))
        if swallowed is not None:
            reading.strange(which, str(swallowed), "merged")
        elif which in (Field.AMOUNT, Field.NOTE):
            reading.given.add(which)
        return
    if which in AMOUNTS:
        _read_amount(reading, cell, which, text)
    elif which in DAYS:
        _read_day(reading, cell, which, text)
    elif which is Field.STATE:
        _read_state(reading, text, words)
    else:
        _read_text(reading, which, text)


def _read_amount(reading: _Reading, cell: Cell, which: Field, text: str) -> None:
    cents = amount_of(cell)
    if cents is None:
        reading.strange(which, text, "no_amount")
    else:
        reading.fact(which, "amount_cents" if which is Field.AMOUNT else "granted_cents", cents)


def _read_day(reading: _Reading, cell: Cell, which: Field, text: str) -> None:
    found = day_of(cell)
    if found is None:
        reading.strange(which, text, "no_day")
    elif which is Field.CLOSING:
        reading.fact(which, "closing", found)
    else:
        reading.fact(which, which.value, found[0])


def _read_state(reading: _Reading, text: str, words: Mapping[str, Target]) -> None:
    word = word_of(text)
    target = words.get(word) or target_of(word)
    if target is not None and target is not Target.NOTE:
        reading.fact(Field.STATE, "target", target)
    if word in OUR_WORDS:
        reading.fact(Field.STATE, "state", OUR_WORDS[word])
    elif target in (None, Target.NOTE):
        reading.strange(Field.STATE, text, "no_state")


def _read_text(reading: _Reading, which: Field, text: str) -> None:
    if which is Field.REF:
        id_ = application_of(text)
        if id_ is None:
            reading.strange(which, text, "no_ref")
        else:
            reading.fact(which, "ref_id", id_)
    elif which is Field.VERSION:
        if text.isascii() and text.isdigit():
            reading.fact(which, "version", int(text[:9]))
    elif which is Field.NOTE:
        reading.fact(which, "note", text)
    else:
        name = "place_name" if which is Field.PLACE else which.value
        reading.fact(which, name, " ".join(text.split())[: MAX_TITLE if which is Field.TITLE else MAX_NAME])


def clean_text(cell: Cell) -> str:
    """What a cell says as text, without signs that nobody sees."""
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    text = "".join(letter for letter in str(cell) if letter == "\n" or not is_hidden(letter))
    return text.strip()[:2_000]


def _is_total(facts: Mapping[str, object]) -> bool:
    """A row under the others that adds them up."""
    texts = [str(facts[name]) for name in ("place_name", "title", "source", "provider") if facts.get(name)]
    return len(texts) == 1 and word_of(texts[0]) in _TOTALS
