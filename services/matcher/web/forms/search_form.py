"""What somebody looks for, from the address bar: for the page of sources and for keeping a search."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask import url_for

from services.matcher.domain.regions import Regions
from services.matcher.domain.searching.source_search import SourceSearch
from services.matcher.usecases.searching.read_search import read_search_leniently
from services.matcher.web.forms.area import AreaAnswer, area_of, read_area
from shared.contracts.codes import label
from shared.kernel.errors import FieldError
from shared.wording.language import current_language
from shared.wording.texts import gettext as _

LONGEST_WORDS = 200
ADDRESS_NAMES = {"words": "q"}
"""The words stand in the address as `q`, as they always did; the other criteria under their own names."""


@dataclass(frozen=True)
class SearchForm:
    """The search, the picker of the area, and what could not be read (it is left out of the search)."""

    search: SourceSearch
    area: AreaAnswer
    errors: tuple[FieldError, ...]


def read_form(given: Mapping[str, str], regions: Regions) -> SearchForm:
    """Reads the address bar or a form; never fails, as a page of sources can always be shown."""
    named = {name: given.get(ADDRESS_NAMES.get(name, name), "") for name in SourceSearch.__dataclass_fields__}
    named["words"] = named["words"][:LONGEST_WORDS]
    typed = "area_text" in given
    if typed:
        area = read_area(given, regions, required=False)
        named["area"] = area.code
    else:
        # A region that is no more is an error of the search, and nothing to choose in the picker.
        area = area_of(named["area"] if named["area"] in regions else None, regions)
    search, errors = read_search_leniently(named, regions)
    return SearchForm(search, area, (*errors, *area.errors))


def address_of(search: SourceSearch, **more: Any) -> str:
    """The address of the page with this search."""
    return url_for("sources.list_sources", **{**address_parts(search), **more})


def address_parts(search: SourceSearch) -> dict[str, str]:
    """The criteria by the names of the address bar."""
    return {ADDRESS_NAMES.get(name, name): value for name, value in search.criteria().items()}


def in_words(search: SourceSearch, regions: Regions) -> str:
    """What is looked for, as one line: `“tuin”, geld, in Rotterdam (gemeente, Zuid-Holland)`."""
    language = current_language()
    parts = [f"“{search.words}”" if search.words else ""]
    lists = {"support": "support", "theme": "themes", "status": "status", "provider_kind": "provider_kind"}
    parts += [label(codes, value, language) for name, codes in lists.items() if (value := getattr(search, name))]
    if search.area:
        parts.append(_("in %(area)s", area=area_of(search.area, regions).text))
    return ", ".join(part for part in parts if part)
