"""Promises as rows of a form: a row without words is no promise."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from services.tracker.domain.agreements.promises import KIND_LABELS, RHYTHM_LABELS, Promise, PromiseKind, Rhythm, Side
from services.tracker.web.forms import Reader
from shared.kernel.ids import is_id, new_id
from shared.wording.money import amount_to_edit
from shared.wording.texts import gettext as _

MAX_ROWS = 50
EMPTY_ROWS = 2
FIELDS = ("id", "side", "kind", "text", "rhythm", "startsOn", "endsOn", "quantity", "rate", "value")


def choices() -> dict[str, list[tuple[str, str]]]:
    """What can be chosen in each row."""
    return {
        "sides": [(Side.PARTNER.value, _("de partner geeft")), (Side.PLACE.value, _("onze plek doet terug"))],
        "kinds": [(kind.value, _(text)) for kind, text in KIND_LABELS.items()],
        "rhythms": [(rhythm.value, _(text)) for rhythm, text in RHYTHM_LABELS.items()],
    }


def typed_of(promises: tuple[Promise, ...]) -> dict[str, str]:
    """The rows of promises as they are typed, with some empty rows behind them."""
    typed: dict[str, str] = {"rows": str(min(len(promises) + EMPTY_ROWS, MAX_ROWS))}
    for number, promise in enumerate(promises):
        values = {
            "id": promise.id,
            "side": promise.side.value,
            "kind": promise.kind.value,
            "text": promise.text,
            "rhythm": promise.rhythm.value,
            "startsOn": promise.starts_on.isoformat(),
            "endsOn": promise.ends_on.isoformat() if promise.ends_on else "",
            "quantity": "" if promise.quantity is None else str(promise.quantity),
            "rate": "" if promise.rate_cents is None else amount_to_edit(promise.rate_cents),
            "value": "" if promise.value_cents is None else amount_to_edit(promise.value_cents),
        }
        typed |= {f"promises.{number}.{name}": value for name, value in values.items()}
    return typed


def rows_of(typed: Mapping[str, str]) -> list[dict[str, str]]:
    """The rows to show: what was typed in each field, by its name."""
    return [{name: typed.get(f"promises.{number}.{name}", "") for name in FIELDS} for number in range(row_count(typed))]


def row_count(typed: Mapping[str, str]) -> int:
    """How many rows the form has; the button for more adds some."""
    asked = typed.get("rows", "")
    count = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 4 else EMPTY_ROWS
    more = EMPTY_ROWS if typed.get("more") else 0
    return min(max(count + more, 1), MAX_ROWS)


def read_promises(reader: Reader, form: Mapping[str, str], begins_on: date | None) -> tuple[Promise, ...]:
    """The promises that were typed; what is wrong is noted at the field. One without a day begins with the rest."""
    return tuple(_promises(reader, form, begins_on))


def _promises(reader: Reader, form: Mapping[str, str], begins_on: date | None) -> Iterator[Promise]:
    for number, row in enumerate(rows_of(form)):
        if not row["text"].strip():
            continue
        at = f"promises.{number}"
        starts_on = reader.maybe_day(f"{at}.startsOn") or begins_on
        if starts_on is None and not reader.raw(f"{at}.startsOn"):
            reader.wrong(f"{at}.startsOn", "required", _("Vul in vanaf welke dag dit geldt."))
        yield Promise(
            id=row["id"] if is_id(row["id"]) else new_id(),
            side=Side(reader.choice(f"{at}.side", list(Side), _("Kies wie dit geeft."))),
            kind=PromiseKind(reader.choice(f"{at}.kind", list(PromiseKind), _("Kies wat voor soort belofte dit is."))),
            text=reader.text(f"{at}.text", 500),
            rhythm=Rhythm(reader.choice(f"{at}.rhythm", list(Rhythm), _("Kies hoe vaak."))),
            starts_on=starts_on or date.max,
            ends_on=reader.maybe_day(f"{at}.endsOn"),
            quantity=_whole(reader, f"{at}.quantity"),
            rate_cents=reader.maybe_amount(f"{at}.rate"),
            value_cents=reader.maybe_amount(f"{at}.value"),
        )


def _whole(reader: Reader, field: str) -> int | None:
    typed = reader.raw(field)
    if not typed:
        return None
    if typed.isascii() and typed.isdigit() and len(typed) <= 6:
        return int(typed)
    reader.wrong(field, "not_a_number", _("Vul een heel getal in."))
    return None
