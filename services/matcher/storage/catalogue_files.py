"""The catalogue from files: every record is checked; a broken one is refused with a reason, the rest is read."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from math import isfinite
from pathlib import Path
from typing import TYPE_CHECKING, Any

from services.matcher.domain.regions import Regions
from services.matcher.storage.data_files import CATALOGUE_FOLDER, CATALOGUE_SCHEMA
from services.matcher.storage.file_records import FileReading, FileRecord, Problem
from services.matcher.storage.gone_areas import unknown_area
from services.matcher.storage.record_sense import senseless
from services.matcher.storage.region_file import shipped_regions
from services.matcher.storage.schema_words import breaches, validator_of
from services.matcher.storage.yaml_files import read_records
from shared.kernel.letters import is_hidden
from shared.kernel.money import AmountProblem, parse_amount
from shared.wording.texts import gettext as _

if TYPE_CHECKING:
    from jsonschema import Draft202012Validator


@dataclass(frozen=True, slots=True)
class CatalogueReading:
    """The good records as they stand in the files (catalogue.schema.json), and what was wrong with the others."""

    records: tuple[dict[str, Any], ...]
    problems: tuple[Problem, ...]


def read_catalogue(path: Path | str = CATALOGUE_FOLDER, regions: Regions | None = None) -> CatalogueReading:
    """Reads a folder of .yaml files (in order of name) or one file. Of two records with one id the second is refused.

    A record with an unknown region, an unknown parent or facts that contradict each other is refused too.
    """
    path = Path(path)
    files = sorted([*path.glob("*.yaml"), *path.glob("*.yml")]) if path.is_dir() else [path]
    if not files:
        return CatalogueReading((), (Problem(str(path), None, None, _("In deze map staan geen .yaml-bestanden.")),))
    return check_records(read_records(files), regions if regions is not None else shipped_regions())


def check_records(reading: FileReading, regions: Regions, others: Collection[str] = ()) -> CatalogueReading:
    """The good ones of these records. `others` are ids outside the files that may be a parent too."""
    problems = list(reading.problems)
    good: dict[str, FileRecord] = {}
    first: dict[str, FileRecord] = {}
    for item in reading.records:
        wrong = list(_problems_of(item, regions, first.setdefault(item.where, item)))
        problems += wrong
        if not wrong:
            good[item.where] = item
    for circle in _in_circles(good):
        problems.append(circle)
        good.pop(str(circle.id))
    while orphans := _without_parent(good, others):  # a refused record can be the parent of the next
        problems += orphans
        for orphan in orphans:
            good.pop(str(orphan.id))
    return CatalogueReading(tuple(item.record for item in good.values()), tuple(problems))


@cache
def _validator() -> Draft202012Validator:
    return validator_of(CATALOGUE_SCHEMA)


def faults_of(record: dict[str, Any], regions: Regions) -> list[tuple[str | None, str]]:
    """What is wrong with one record by itself: the field (`amounts.0.min`) and the mend."""
    broken = list(breaches(_validator(), record))
    if broken:
        return broken
    return [
        *_unfit(record),
        *_unknown_regions(record, regions),
        *_unreadable(record),
        *_contradictions(record),
        *senseless(record, regions),
    ]


def _problems_of(item: FileRecord, regions: Regions, first: FileRecord) -> Iterator[Problem]:
    for field, message in [*_double(item, first), *faults_of(item.record, regions)]:
        yield Problem(item.file, item.where, field, message, item.line)


def _double(item: FileRecord, first: FileRecord) -> Iterator[tuple[str, str]]:
    if first is not item:
        message = _("Deze id bestaat al, in %(file)s. Geef dit record een andere id.", file=first.file)
        yield "id", message


def _unfit(value: Any, field: str = "") -> Iterator[tuple[str, str]]:
    """Characters that nobody sees, and numbers without end: nothing that anybody typed on purpose."""
    if isinstance(value, float) and not isfinite(value):
        yield field, _("Dit is geen getal. Schrijf het met cijfers.")
    elif isinstance(value, str):
        # Nearly all text is printable, which is asked in one go.
        if not value.isprintable() and any(is_hidden(letter) and letter not in "\n\t" for letter in value):
            yield field, _("Hier staan onzichtbare tekens in. Typ deze tekst opnieuw.")
    elif isinstance(value, (dict, list)):
        for name, inside in value.items() if isinstance(value, dict) else enumerate(value):
            yield from _unfit(inside, f"{field}.{name}" if field else str(name))


def _unknown_regions(record: dict[str, Any], regions: Regions) -> Iterator[tuple[str, str]]:
    for field in ("areas", "excluded_areas"):
        for number, code in enumerate(record.get(field) or ()):
            if code not in regions:
                yield f"{field}.{number}", unknown_area(code, regions)


def _unreadable(record: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Values in the right form that mean nothing: a negative amount, 31 February."""
    for number, band in enumerate(record.get("amounts") or ()):
        for name in ("min", "max"):
            if band.get(name) is not None and not _is_amount(band[name]):
                yield f"amounts.{number}.{name}", _("Een bedrag is nul of meer, met hooguit twee cijfers na de komma.")
    for number, requirement in enumerate(record.get("requirements") or ()):
        above = requirement.get("when_amount_above")
        if above is not None and not _is_amount(above):
            field = f"requirements.{number}.when_amount_above"
            yield field, _("Een bedrag is nul of meer, met hooguit twee cijfers na de komma.")
    for number, day in enumerate((record.get("deadlines") or {}).get("yearly") or ()):
        if not _is_day(f"2024-{day}"):
            yield f"deadlines.yearly.{number}", _("“%(day)s” bestaat niet. Schrijf maand-dag, zoals 10-31.", day=day)
    by_yearly = (record.get("reporting") or {}).get("by_yearly")
    if by_yearly is not None and not _is_day(f"2024-{by_yearly}"):
        message = _("“%(day)s” bestaat niet. Schrijf maand-dag, zoals 10-31.", day=by_yearly)
        yield "reporting.by_yearly", message
    seen_on = record["provenance"].get("seen_on")
    if seen_on is not None and not _is_day(f"{seen_on}-01-01"[:10]):
        message = _("“%(day)s” is geen datum. Schrijf jaar, jaar-maand of jaar-maand-dag.", day=seen_on)
        yield "provenance.seen_on", message


def _is_amount(value: float) -> bool:
    try:
        parse_amount(value)
    except AmountProblem:
        return False
    return True


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _contradictions(record: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Facts of one record that can't both be true. ISO dates compare as text."""
    opens, ends = record.get("opens_on"), record.get("ends_on")
    if opens and ends and ends < opens:
        yield "ends_on", _("Het einde ligt voor de opening. Kijk beide datums na.")
    for number, band in enumerate(record.get("amounts") or ()):
        low, high = band.get("min"), band.get("max")
        if low is not None and high is not None and low > high:
            yield f"amounts.{number}.min", _("Het minimum is hoger dan het maximum. Kijk beide bedragen na.")
    for number, requirement in enumerate(record.get("requirements") or ()):
        young, old = requirement.get("min_age"), requirement.get("max_age")
        if young is not None and old is not None and young > old:
            yield f"requirements.{number}.min_age", _("De laagste leeftijd is hoger dan de hoogste. Kijk beide na.")


def _in_circles(good: dict[str, FileRecord]) -> list[Problem]:
    """The records that are, by way of others, their own general scheme."""
    found = []
    for identifier, item in good.items():
        line, parent = [identifier], item.record.get("parent")
        while parent in good and parent not in line:
            line.append(parent)
            parent = good[parent].record.get("parent")
        if parent == identifier:
            message = _("Deze bron is haar eigen algemene regeling (%(line)s). Laat “parent” bij één weg.")
            message %= {"line": " > ".join([*line, identifier])}
            found.append(Problem(item.file, identifier, "parent", message, item.line))
    return found


def _without_parent(good: dict[str, FileRecord], others: Collection[str]) -> list[Problem]:
    orphans = []
    for identifier, item in good.items():
        parent = item.record.get("parent")
        if parent == identifier or (parent is not None and parent not in good and parent not in others):
            message = _("De algemene regeling “%(parent)s” staat niet in de catalogus.", parent=parent)
            orphans.append(Problem(item.file, identifier, "parent", message, item.line))
    return orphans
