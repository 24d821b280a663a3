"""Reads what a place gives for its need: one list of fields for the form and the JSON API, all errors at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from services.matcher.domain.regions import Regions
from services.matcher.storage.gone_areas import unknown_area
from services.matcher.usecases.values import (
    OneOf,
    Reader,
    SomeOf,
    Text,
    Whole,
    Wrong,
    read_day,
    read_euros,
    read_number,
    read_yes_no,
)
from shared.contracts.codes import codes
from shared.kernel.errors import FieldError, InvalidInput
from shared.wording.texts import gettext as _

MAX_TITLE, MAX_DESCRIPTION, MAX_COSTS = 120, 10_000, 40

READERS: Mapping[str, Reader] = {
    "title": Text(MAX_TITLE),
    "description": Text(MAX_DESCRIPTION, lines=True),
    "support": SomeOf(codes("support")),
    "themes": SomeOf(codes("themes")),
    "target_groups": SomeOf(codes("target_groups")),
    "area": Text(20),
    "total_budget": read_euros,
    "amount_sought": read_euros,
    "own_contribution": read_euros,
    "own_in_kind": read_euros,
    "starts_on": read_day,
    "ends_on": read_day,
    "already_started": read_yes_no,
    "initiators": Whole(100_000),
    "participants": Whole(10_000_000),
    "signatures": Whole(10_000_000),
    "hours_available": read_number,
}
COST_READERS: Mapping[str, Reader] = {
    "kind": OneOf(codes("cost_kind")),
    "amount": read_euros,
    "label": Text(120),
}
FIELDS = (*READERS, "costs")


def read_need(given: Mapping[str, Any], regions: Regions) -> dict[str, Any]:
    """A clean document (need.schema.json without id and place) of what was given; unknown facts are left out.

    Raises InvalidInput with every error; its fields are named as in need.schema.json, `costs.0.amount` for a line.
    """
    errors: list[FieldError] = []
    document = _read_all(given, READERS, "", errors)
    costs = _read_costs(given.get("costs"), errors)
    if costs is not None:
        document["costs"] = costs
    broken = {error.field for error in errors}
    errors += [error for error in _rules(document, regions) if error.field not in broken]
    if errors:
        raise InvalidInput(errors)
    return document


def _read_all(
    given: Mapping[str, Any], readers: Mapping[str, Reader], path: str, errors: list[FieldError]
) -> dict[str, Any]:
    found = {}
    for name, reader in readers.items():
        try:
            value = reader(given.get(name))
        except Wrong as wrong:
            errors.append(FieldError(f"{path}{name}", wrong.code, wrong.message))
            continue
        if value is not None:
            found[name] = value
    return found


def _read_costs(given: Any, errors: list[FieldError]) -> list[dict[str, Any]] | None:
    if given in (None, []):
        return None
    if not isinstance(given, Sequence) or isinstance(given, str) or len(given) > MAX_COSTS:
        errors.append(
            FieldError("costs", "not_a_list", _("Geef een lijst van hooguit %(most)s regels.", most=MAX_COSTS))
        )
        return None
    return [_read_cost(line, f"costs.{number}.", errors) for number, line in enumerate(given)]


def _read_cost(line: Any, path: str, errors: list[FieldError]) -> dict[str, Any]:
    if not isinstance(line, Mapping):
        errors.append(FieldError(path.rstrip("."), "not_an_object", _("Geef een soort en een bedrag.")))
        return {}
    mend = _("Dit veld kennen wij niet. Laat het weg.")
    errors += [FieldError(f"{path}{name}", "unknown_field", mend) for name in line if name not in COST_READERS]
    cost = _read_all(line, COST_READERS, path, errors)
    broken = {error.field for error in errors}
    if "kind" not in cost and f"{path}kind" not in broken:
        errors.append(FieldError(f"{path}kind", "required", _("Kies bij dit bedrag wat voor kosten het zijn.")))
    if "amount" not in cost and f"{path}amount" not in broken:
        errors.append(FieldError(f"{path}amount", "required", _("Vul bij deze kosten een bedrag in.")))
    return cost


def _rules(document: Mapping[str, Any], regions: Regions) -> list[FieldError]:
    """What fields say of each other, and what may not stay empty."""
    errors = []
    if "title" not in document:
        errors.append(FieldError("title", "required", _("Geef uw behoefte een naam.")))
    if "description" not in document:
        errors.append(FieldError("description", "required", _("Vertel in uw eigen woorden wat u wilt doen.")))
    if "support" not in document:
        errors.append(FieldError("support", "required", _("Kies minstens één soort steun.")))
    if "area" in document and document["area"] not in regions:
        errors.append(FieldError("area", "unknown_area", unknown_area(document["area"], regions)))
    starts_on, ends_on = document.get("starts_on"), document.get("ends_on")
    if starts_on and ends_on and ends_on < starts_on:  # ISO dates sort as text
        errors.append(
            FieldError("ends_on", "ends_before_start", _("Het einde ligt voor het begin. Pas een van beide aan."))
        )
    return errors + _rules_of_money(document)


def _rules_of_money(document: Mapping[str, Any]) -> list[FieldError]:
    """Amounts that can't stand beside each other."""
    total = document.get("total_budget")
    if total is None:
        return []
    own, in_kind = document.get("own_contribution") or 0, document.get("own_in_kind") or 0
    errors = []
    if (document.get("amount_sought") or 0) > total:
        mend = _("U zoekt meer dan het hele plan kost. Kijk beide bedragen na.")
        errors.append(FieldError("amount_sought", "more_than_total", mend))
    if own > total:
        mend = _("Uw eigen geld is meer dan het hele plan kost. Kijk beide bedragen na.")
        errors.append(FieldError("own_contribution", "more_than_total", mend))
    elif own + in_kind > total:
        mend = _("Wat u zelf inbrengt, is samen meer dan het hele plan kost. Kijk de bedragen na.")
        errors.append(FieldError("own_in_kind", "more_than_total", mend))
    return errors
