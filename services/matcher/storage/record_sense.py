"""Facts of one source that can't both be true, or that leave nobody over. In Dutch, with the mend."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations
from typing import Any

from services.matcher.domain.regions import Regions
from shared.wording.texts import gettext as _

Fault = tuple[str, str]
_PERCENTS = ("share.own_percent", "share.stacking_max_percent", "payment.advance_percent")


def senseless(record: dict[str, Any], regions: Regions) -> Iterator[Fault]:
    """Every field that makes no sense beside the others, for a record that keeps to the schema."""
    yield from _areas(record, regions)
    yield from _applicants(record)
    yield from _percents(record)
    yield from _bands(record)


def _areas(record: dict[str, Any], regions: Regions) -> Iterator[Fault]:
    shut = set(record.get("excluded_areas") or ())
    if shut and all(shut.intersection(regions.ancestors(area)) for area in record["areas"]):
        yield "excluded_areas", _("Alle gebieden van deze bron zijn uitgesloten. Haal weg wat niet klopt.")


def _applicants(record: dict[str, Any]) -> Iterator[Fault]:
    told: dict[str, str] = {}
    for number, item in enumerate(record.get("applicants") or ()):
        if told.setdefault(item["form"], item["eligible"]) != item["eligible"]:
            yield (
                f"applicants.{number}.form",
                _("Deze vorm staat er twee keer, met een ander antwoord. Haal er één weg."),
            )
    if told and record.get("applicants_complete") and set(told.values()) == {"no"}:
        yield "applicants", _("Zo mag niemand aanvragen. Zet erbij wie wel mag, of haal applicants_complete weg.")
    refused = {form for form, eligible in told.items() if eligible == "no"}
    for number, band in enumerate(record.get("amounts") or ()):
        if band.get("for_forms") and set(band["for_forms"]) <= refused:
            yield f"amounts.{number}.for_forms", _("Dit bedrag is voor vormen die niet mogen aanvragen. Kijk beide na.")


def _percents(record: dict[str, Any]) -> Iterator[Fault]:
    if (record.get("share") or {}).get("max_percent") == 0:
        yield "share.max_percent", _("Nul procent is niets. Laat het veld weg als het niet bekend is.")
    for path in _PERCENTS:
        group, name = path.split(".")
        percent = (record.get(group) or {}).get(name)
        if percent is not None and not 0 <= percent <= 100:
            yield path, _("Geef een percentage van 0 tot en met 100.")


def _bands(record: dict[str, Any]) -> Iterator[Fault]:
    """Bands may touch. Where two hold for the same amount without a word about which is meant, nobody can tell."""
    bands = [(number, band) for number, band in enumerate(record.get("amounts") or ()) if _is_closed(band)]
    for (__, low), (number, high) in combinations(sorted(bands, key=lambda item: item[1]["min"]), 2):
        if high["min"] < low["max"] and _are_alike(low, high):
            message = _(
                "Dit bedrag overlapt met een ander bedrag. Pas de grenzen aan, of zeg in note wanneer het geldt."
            )
            yield f"amounts.{number}.min", message


def _is_closed(band: dict[str, Any]) -> bool:
    return band.get("min") is not None and band.get("max") is not None


def _are_alike(one: dict[str, Any], other: dict[str, Any]) -> bool:
    forms, others = set(one.get("for_forms") or ()), set(other.get("for_forms") or ())
    same_forms = not forms or not others or bool(forms & others)
    return same_forms and one.get("per") == other.get("per") and not (one.get("note") or other.get("note"))
