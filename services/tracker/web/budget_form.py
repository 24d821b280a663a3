"""The form of cost lines: rows as they were typed, what they mean, and which row an error belongs to."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from services.tracker.domain.budgets.amounts import minutes_of
from services.tracker.domain.budgets.records import CoverState, Line, Vat, Worth, hours_line
from services.tracker.web.forms import Reader
from services.tracker.web.rows import Row, typed_rows
from shared.contracts.codes import codes
from shared.kernel.errors import FieldError
from shared.kernel.ids import new_id
from shared.wording.money import amount_to_edit
from shared.wording.numbers import number
from shared.wording.texts import gettext as _

FIELDS: Mapping[Worth, tuple[str, ...]] = {
    Worth.MONEY: ("text", "amount", "kind", "vat"),
    Worth.HOURS: ("text", "hours", "rate", "giver", "state"),
    Worth.GOODS: ("text", "amount", "giver", "state"),
}
"""What stands in a row of each group, besides the id of its line."""

CHOSEN = frozenset({"kind", "vat", "state"})
"""What a row has of its own: a row with nothing but these is empty, and so taken out."""


@dataclass(frozen=True)
class BudgetForm:
    """The rows by group, numbered from 0 in each; a field is called `money.0.amount`."""

    rows: Mapping[Worth, list[Row]]

    @classmethod
    def of_request(cls, form: Mapping[str, str]) -> BudgetForm:
        """What was typed; empty rows are left out."""
        return cls({worth: typed_rows(form, worth.value, FIELDS[worth], CHOSEN) for worth in Worth})

    @classmethod
    def of_lines(cls, lines: Iterable[Line]) -> BudgetForm:
        """What is kept, to be changed."""
        kept = tuple(lines)
        return cls({worth: [_row(line) for line in kept if line.worth is worth] for worth in Worth})

    def with_room(self, worth: Worth, least: int, more: int) -> BudgetForm:
        """The form with `more` empty rows in a group, and at least so many rows in all."""
        rows = self.rows[worth]
        empty = max(more, least - len(rows))
        return replace(self, rows={**self.rows, worth: [*rows, *({} for _row in range(empty))]})

    def read(self) -> tuple[list[Line], list[FieldError]]:
        """The lines that the rows mean, and what can't be read in them."""
        reader = Reader({f"{path}.{name}": value for path, row in self._paths() for name, value in row.items()})
        return [_line(reader, path) for path, _row in self._paths()], reader.errors

    def placed(self, errors: Iterable[FieldError]) -> tuple[FieldError, ...]:
        """Errors of the rules (`lines.3.amount`) at the field of the row they are about (`hours.0.amount`)."""
        paths = [path for path, _row in self._paths()]
        return tuple(replace(error, field=_at_row(error.field, paths)) for error in errors)

    def _paths(self) -> list[tuple[str, Row]]:
        return [(f"{worth.value}.{at}", row) for worth in Worth for at, row in enumerate(self.rows[worth])]


def _row(line: Line) -> Row:
    known = {
        "id": line.id,
        "text": line.text,
        "amount": amount_to_edit(line.amount_cents),
        "kind": line.kind or "",
        "vat": line.vat.value,
        "giver": line.giver,
        "state": line.state.value,
        "hours": "" if line.minutes is None else number(line.minutes / 60).replace(".", ""),
        "rate": "" if line.rate_cents is None else amount_to_edit(line.rate_cents),
    }
    return {name: known[name] for name in ("id", *FIELDS[line.worth])}


def _line(reader: Reader, path: str) -> Line:
    worth, line_id = Worth(path.partition(".")[0]), reader.raw(f"{path}.id")[:36] or new_id()
    text = reader.text(f"{path}.text", 200)
    if worth is Worth.MONEY:
        kind, vat = reader.raw(f"{path}.kind"), reader.raw(f"{path}.vat")
        return Line(
            line_id,
            text,
            reader.maybe_amount(f"{path}.amount") or 0,
            kind=kind if kind in codes("cost_kind") else None,
            vat=Vat(vat) if vat in list(Vat) else Vat.NOT_BACK,
        )
    giver, typed = reader.text(f"{path}.giver", 200), reader.raw(f"{path}.state")
    state = CoverState(typed) if typed in list(CoverState) else CoverState.PROMISED
    if worth is Worth.HOURS:
        rate = reader.maybe_amount(f"{path}.rate") or 0
        return hours_line(line_id, text, _minutes(reader, f"{path}.hours"), rate, giver=giver, state=state)
    return Line(line_id, text, reader.maybe_amount(f"{path}.amount") or 0, worth, giver=giver, state=state)


def _minutes(reader: Reader, field: str) -> int:
    typed = reader.raw(field)
    minutes = minutes_of(typed) if typed else 0
    if minutes is None:
        reader.wrong(field, "not_a_number", _("Dit is geen aantal uren. Schrijf het zo: 12 of 12,5."))
    return minutes or 0


def _at_row(field: str, paths: list[str]) -> str:
    found = re.fullmatch(r"lines\.(\d+)\.(\w+)", field)
    return f"{paths[int(found[1])]}.{found[2]}" if found and int(found[1]) < len(paths) else field
