"""Reads where and when somebody saw the facts that they tell, and what that makes of the record's provenance."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from services.matcher.domain.freshness import earliest_day
from services.matcher.usecases.care.read_fields import read_address
from services.matcher.usecases.reading import read_all
from services.matcher.usecases.values import Reader, Text, read_day
from shared.kernel.errors import FieldError, InvalidInput
from shared.wording.texts import gettext as _

MAX_NOTE = 2000

READERS: Mapping[str, Reader] = {"seen_url": read_address, "seen_on": read_day, "note": Text(MAX_NOTE, lines=True)}


@dataclass(frozen=True)
class Sighting:
    """The page, the day (ISO), and a note: who told it, or what a reviewer should know."""

    url: str | None
    seen_on: str
    note: str

    def provenance(self, before: Mapping[str, Any] | None) -> dict[str, Any]:
        """The provenance after this sighting, which counts when it is not older. None before: a new source."""
        if before is None:
            return {"verified": self.url is not None, "seen_on": self.seen_on, **self._page()}
        seen = earliest_day(before.get("seen_on"))
        newer = seen is None or seen <= date.fromisoformat(self.seen_on)
        return {**before, **self._page(), "seen_on": self.seen_on} if newer else dict(before)

    def _page(self) -> dict[str, Any]:
        return {"source_url": self.url} if self.url else {}


def read_sighting(given: Mapping[str, Any], today: date) -> Sighting:
    """The sighting; without a day it is today. Raises InvalidInput with every error."""
    found, errors = read_all(given, READERS)
    broken = {error.field for error in errors}
    if not found.get("seen_url") and not found.get("note") and "seen_url" not in broken:
        mend = _("Geef de pagina waar u dit zag. Hoorde u het van iemand? Schrijf dan onderaan van wie.")
        errors.append(FieldError("seen_url", "required", mend))
    seen_on = found.get("seen_on") or today.isoformat()
    if seen_on > today.isoformat():
        mend = _("Deze dag ligt in de toekomst. Vul in wanneer u het zag.")
        errors.append(FieldError("seen_on", "in_future", mend))
    if errors:
        raise InvalidInput(errors)
    return Sighting(found["seen_url"], seen_on, found["note"] or "")
