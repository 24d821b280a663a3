"""Reads what somebody looks for: from the address bar, a form or JSON."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from services.matcher.domain.regions import Regions
from services.matcher.domain.searching.source_search import SourceSearch
from services.matcher.usecases.values import OneOf, Reader, Text, Wrong, shown
from shared.contracts.codes import codes
from shared.kernel.errors import FieldError, InvalidInput
from shared.wording.texts import gettext as _

READERS: Mapping[str, Reader] = {
    "words": Text(200),
    "support": OneOf(codes("support")),
    "area": Text(10),
    "theme": OneOf(codes("themes")),
    "status": OneOf(codes("status")),
    "provider_kind": OneOf(codes("provider_kind")),
}
"""The criteria of a search, in the order of the form."""


def read_search(given: Mapping[str, Any], regions: Regions) -> SourceSearch:
    """The search that is meant. Raises InvalidInput with every error."""
    search, errors = read_search_leniently(given, regions)
    if errors:
        raise InvalidInput(errors)
    return search


def read_search_leniently(given: Mapping[str, Any], regions: Regions) -> tuple[SourceSearch, list[FieldError]]:
    """The search without what can't be read, and what is wrong with that: a page still shows something."""
    found: dict[str, Any] = {}
    errors = []
    for name, read in READERS.items():
        try:
            found[name] = _known_area(read(given.get(name)), regions) if name == "area" else read(given.get(name))
        except Wrong as wrong:
            errors.append(FieldError(name, wrong.code, wrong.message))
    return SourceSearch(**{**found, "words": found.get("words") or ""}), errors


def _known_area(code: str | None, regions: Regions) -> str | None:
    if code is not None and code not in regions:
        raise Wrong("unknown_area", _("Het gebied “%(code)s” kennen wij niet. Kies het opnieuw.", code=shown(code)))
    return code
