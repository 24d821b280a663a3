"""A list of awards as a municipality or an earlier spreadsheet has it: one row per street."""

from __future__ import annotations

import hashlib
import math
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime

from services.tracker.domain.texts import mark as _
from shared.kernel.errors import FieldError
from shared.kernel.letters import is_hidden
from shared.kernel.money import AmountProblem, parse_amount

Cell = object
"""What a sheet gives: text, a number, a date or nothing."""

COLUMNS: Mapping[str, tuple[str, ...]] = {
    "name": ("straat", "groep", "straat/groep", "straat of groep", "naam groep", "naam straat", "bewonersgroep"),
    "contact_name": ("contactpersoon", "contact", "naam contactpersoon", "aanvrager"),
    "contact_phone": ("telefoon", "tel", "telefoonnummer", "mobiel"),
    "contact_email": ("e-mail", "email", "mail", "e-mailadres", "mailadres"),
    "amount": ("bedrag", "toegekend", "toegekend bedrag", "bedrag toegekend", "toekenning"),
    "scheme": ("regeling", "subsidie", "project"),
    "award_number": ("nummer", "beschikking", "beschikkingsnummer", "kenmerk", "toekenningsnummer"),
    "awarded_on": ("datum", "toegekend op", "datum toekenning", "datum beschikking", "beschikkingsdatum"),
    "iban": ("iban", "rekening", "rekeningnummer"),
    "holder": ("rekeninghouder", "op naam van", "tenaamstelling", "naam rekeninghouder"),
}
MOST = {"name": 200, "contact_name": 120, "contact_phone": 40, "contact_email": 254, "scheme": 120, "award_number": 60}
_NAMES = {heading: field for field, headings in COLUMNS.items() for heading in headings}
_DUTCH_DAY = re.compile(r"(\d{1,2})[-/](\d{1,2})[-/](\d{4})")
_MAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")


@dataclass(frozen=True)
class NewAward:
    """What is known of one street when it comes in."""

    name: str
    amount_cents: int
    scheme: str
    contact_name: str = ""
    contact_phone: str = ""
    contact_email: str = ""
    award_number: str = ""
    awarded_on: date | None = None
    iban: str = ""
    holder: str = ""

    @property
    def row_key(self) -> str:
        """The same for the same street, scheme and number, however they are typed."""
        parts = (self.scheme, self.name, self.award_number)
        plain = "|".join(" ".join(part.lower().split()) for part in parts)
        return hashlib.sha256(plain.encode("utf-8", "surrogatepass")).hexdigest()

    def kept(self) -> dict[str, object]:
        """As JSON, to keep between showing and confirming."""
        return asdict(self) | {"awarded_on": self.awarded_on.isoformat() if self.awarded_on else None}


def award_of(kept: Mapping[str, object]) -> NewAward:
    """The award that `kept` wrote."""
    values = dict(kept)
    day = values.pop("awarded_on")
    made = NewAward(**values)  # type: ignore[arg-type]
    return replace(made, awarded_on=date.fromisoformat(str(day)) if day else None)


def read_awards(
    headings: Sequence[Cell],
    rows: Iterable[tuple[int, Sequence[Cell]]],
    *,
    scheme: str,
    is_iban: Callable[[str], bool],
) -> tuple[list[NewAward], list[FieldError]]:
    """The awards in the rows of a sheet, and everything that is wrong, by line and column (`12.bedrag`).

    `scheme` is for rows that name none.
    """
    columns = [_NAMES.get(" ".join(str(heading or "").lower().split())) for heading in headings]
    errors = [FieldError(f"1.{COLUMNS[field][0]}", "required", text) for field, text in NEEDED if field not in columns]
    if errors:
        return [], errors
    found: dict[str, NewAward] = {}
    for line, cells in rows:
        values = {field: cell for field, cell in zip(columns, cells, strict=False) if field is not None}
        award, wrong = _award(values, scheme, is_iban)
        if award is not None and award.row_key in found:
            wrong.append(("name", "double", _("Deze straat staat er twee keer in. Haal er één weg.")))
        errors += [FieldError(f"{line}.{COLUMNS[field][0]}", code, text) for field, code, text in wrong]
        if award is not None:
            found.setdefault(award.row_key, award)
    if not found and not errors:
        errors = [FieldError("", "empty", _("Onder de kolomnamen staat niets. Zet er minstens één straat in."))]
    return ([] if errors else list(found.values())), errors


NEEDED = (
    ("name", _("Er is geen kolom “straat” of “groep”. Zet de namen van de kolommen in de eerste rij.")),
    ("amount", _("Er is geen kolom “bedrag”. Zet het toegekende bedrag in een eigen kolom.")),
)

Wrong = tuple[str, str, str]
"""The field, a code, and the mend."""


def check_award(award: NewAward, *, is_iban: Callable[[str], bool]) -> list[Wrong]:
    """What is wrong with an award that was typed or read."""
    wrong: list[Wrong] = []
    if not award.name:
        wrong.append(("name", "required", _("Vul de naam van de straat of groep in.")))
    if award.amount_cents == 0:
        wrong.append(("amount", "zero", _("Het toegekende bedrag is meer dan nul.")))
    if not award.scheme:
        wrong.append(("scheme", "required", _("Vul in bij welke regeling dit hoort.")))
    if award.contact_email and not _MAIL.fullmatch(award.contact_email):
        wrong.append(("contact_email", "not_an_address", _("Dit is geen e-mailadres. Kijk het na, of laat het leeg.")))
    if award.iban and not is_iban(award.iban):
        wrong.append(("iban", "not_an_iban", _("Dit rekeningnummer klopt niet. Kijk het na op een bankafschrift.")))
    if award.iban and not award.holder:
        wrong.append(("holder", "required", _("Vul in op wiens naam de rekening staat.")))
    for field, most in MOST.items():
        if len(getattr(award, field)) > most:
            wrong.append((field, "too_long", _("Deze tekst is te lang. Maak hem korter.")))
    return wrong


def _award(
    values: Mapping[str, Cell], scheme: str, is_iban: Callable[[str], bool]
) -> tuple[NewAward | None, list[Wrong]]:
    wrong: list[Wrong] = []
    amount, day = _amount(values.get("amount"), wrong), _day(values.get("awarded_on"), wrong)
    texts = {field: _text(values.get(field)) for field in (*MOST, "holder")}
    award = NewAward(
        **(texts | {"scheme": texts["scheme"] or scheme}),
        amount_cents=amount if amount is not None else 1,
        awarded_on=day,
        iban=_text(values.get("iban")).replace(" ", "").upper(),
    )
    wrong += check_award(award, is_iban=is_iban)
    return (None if wrong else award), wrong


def _text(cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, float) and math.isfinite(cell) and cell.is_integer():
        return str(int(cell))  # a phone number or award number that the spreadsheet took for a number
    return " ".join("".join(" " if is_hidden(letter) else letter for letter in str(cell)).split())


def _amount(cell: Cell, wrong: list[Wrong]) -> int | None:
    if isinstance(cell, (date, datetime)) or cell is None or not str(cell).strip():
        wrong.append(("amount", "required", _("Vul een bedrag in, zoals 350 of 350,00.")))
        return None
    try:
        return parse_amount(cell if isinstance(cell, (int, float)) else str(cell))
    except AmountProblem as problem:
        wrong.append(("amount", problem.code, _("Dit is geen bedrag. Schrijf het zo: 350 of 350,00.")))
        return None


def _day(cell: Cell, wrong: list[Wrong]) -> date | None:
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    text = _text(cell)
    if not text:
        return None
    dutch = _DUTCH_DAY.fullmatch(text)
    try:
        return date(int(dutch[3]), int(dutch[2]), int(dutch[1])) if dutch else date.fromisoformat(text)
    except ValueError:
        wrong.append(("awarded_on", "not_a_date", _("Dit is geen datum. Schrijf hem zo: 31-12-2026.")))
        return None
