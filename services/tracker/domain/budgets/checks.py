"""What is wrong with a budget that somebody gives, all at once; fields are named as the API and the form name them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from services.tracker.domain.budgets.records import Cover, Line, Share, Worth
from services.tracker.domain.texts import mark as _
from shared.kernel.errors import FieldError
from shared.kernel.money import MAX_CENTS

MAX_LINES = 60
MAX_COVERS = 30
MAX_TEXT = 200
MAX_MINUTES = 60 * 100_000


def line_errors(lines: Sequence[Line]) -> list[FieldError]:
    """What is wrong with cost lines."""
    if len(lines) > MAX_LINES:
        return [FieldError("lines", "too_many", _("Dit zijn te veel regels. Neem kleine bedragen samen."))]
    errors = [error for at, line in enumerate(lines) for error in _line(f"lines.{at}", line)]
    errors += _twice("lines", [line.id for line in lines])
    if sum(line.amount_cents for line in lines) > MAX_CENTS:
        errors.append(FieldError("lines", "too_large", _("Samen is dit te veel. Kijk de bedragen na.")))
    return errors


def cover_errors(covers: Sequence[Cover], lines: Iterable[Line]) -> list[FieldError]:
    """What is wrong with covers that people typed; the lines they name are those of `lines`."""
    if len(covers) > MAX_COVERS:
        return [FieldError("covers", "too_many", _("Dit zijn te veel regels. Neem kleine bedragen samen."))]
    payable = {line.id for line in lines if not line.in_kind}
    errors = []
    for at, cover in enumerate(covers):
        path = f"covers.{at}"
        if not cover.name.strip():
            errors.append(FieldError(f"{path}.name", "required", _("Schrijf op waar het geld vandaan komt.")))
        if cover.amount_cents <= 0:
            errors.append(FieldError(f"{path}.amount", "required", _("Vul een bedrag in.")))
        errors += share_errors(f"{path}.shares", cover.shares, payable)
    return errors + _twice("covers", [cover.id for cover in covers])


def share_errors(path: str, shares: Sequence[Share], payable: Iterable[str]) -> list[FieldError]:
    """What is wrong with the parts of one cover: known lines, each once, each with an amount; no parts are fine."""
    known, seen = set(payable), set()
    errors = []
    for at, share in enumerate(shares):
        if share.line_id not in known or share.line_id in seen:
            errors.append(FieldError(f"{path}.{at}.lineId", "unknown", _("Deze regel staat niet in de begroting.")))
        if share.cents <= 0:
            errors.append(FieldError(f"{path}.{at}.amount", "required", _("Vul een bedrag in, of haal de regel weg.")))
        seen.add(share.line_id)
    return errors


def undivided(shares: Sequence[Share], amount_cents: int) -> int:
    """How many cents of a divided cover stand on no line yet; below zero when the parts are too much."""
    return amount_cents - sum(share.cents for share in shares) if shares else 0


def _line(path: str, line: Line) -> Iterator[FieldError]:
    if not line.text.strip():
        yield FieldError(f"{path}.text", "required", _("Schrijf op waar dit voor is."))
    if line.worth is Worth.HOURS:
        yield from _hours(path, line)
    elif line.amount_cents <= 0:
        yield FieldError(f"{path}.amount", "required", _("Vul een bedrag in."))


def _twice(path: str, ids: Sequence[str]) -> list[FieldError]:
    message = _("Deze regel staat er twee keer in.")
    return [FieldError(f"{path}.{at}.id", "twice", message) for at, one in enumerate(ids) if one in ids[:at]]


def _hours(path: str, line: Line) -> Iterator[FieldError]:
    if not line.minutes:
        yield FieldError(f"{path}.hours", "required", _("Vul in hoeveel uur."))
    elif line.minutes > MAX_MINUTES:
        yield FieldError(f"{path}.hours", "too_large", _("Dit zijn te veel uren. Kijk het aantal na."))
    if not line.rate_cents:
        yield FieldError(f"{path}.rate", "required", _("Vul in hoeveel u voor een uur rekent."))
