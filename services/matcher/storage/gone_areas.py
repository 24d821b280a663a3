"""What to say of a region code that is not in the list: gone with its municipality, or never there."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from services.matcher.domain.regions import Regions
from services.matcher.storage.data_files import GONE_MUNICIPALITIES
from shared.wording.texts import gettext as _


@dataclass(frozen=True, slots=True)
class GoneMunicipality:
    """A municipality that was merged away: its name, the year in which that was, and where its ground lies now."""

    name: str
    year: str
    into: tuple[str, ...]


@cache
def gone_municipalities() -> Mapping[str, GoneMunicipality]:
    """The merged municipalities by their old code, from the shipped file."""
    with GONE_MUNICIPALITIES.open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file)
        return {
            row["code"]: GoneMunicipality(row["name"], row["until"][:4], tuple(row["into"].split())) for row in rows
        }


def unknown_area(code: str, regions: Regions) -> str:
    """The mend for a code that `regions` does not hold; names the present municipality when it can be told."""
    town = f"GM{code[2:6]}"
    gone = gone_municipalities().get(town)
    if gone is not None:
        present = ", ".join(f"{regions.name(now)} ({now})" for now in gone.into)
        return _(
            "Het gebied “%(code)s” bestaat niet meer. %(name)s hoort sinds %(year)s bij: %(present)s. Kies daaruit.",
            code=code,
            name=gone.name,
            year=gone.year,
            present=present,
        )
    if town in regions:
        return _(
            "Het gebied “%(code)s” kennen wij niet. Kies een gebied in %(town)s (%(town_code)s).",
            code=code,
            town=regions.name(town),
            town_code=town,
        )
    return _("Het gebied “%(code)s” kennen wij niet. Kies een gebied uit de lijst.", code=code)
