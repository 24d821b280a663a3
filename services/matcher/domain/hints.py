"""Where a free rule of a page seems to speak against a need, in the words of both. A hint, never a no."""

from __future__ import annotations

import re
from collections.abc import Callable

from services.matcher.domain.dutch import plain
from services.matcher.domain.need import Need

NO_LEGAL_FORM = frozenset({"informal_group", "natural_person"})


def _recurs(need: Need) -> bool:
    """The place says that the plan comes back every year."""
    return bool(re.search(r"\b(elk jaar|ieder jaar|jaarlijkse?)\b", plain(f"{need.title} {need.description}")))


def _has_no_register(need: Need) -> bool:
    return need.place.legal_form in NO_LEGAL_FORM and not need.place.kvk_number


def _is_small(need: Need) -> bool:
    """A plan for one place is never national."""
    return need.where != "NL01"


def _is_in_one_district(need: Need) -> bool:
    return need.where.startswith(("WK", "BU"))


_HINTS: tuple[tuple[re.Pattern[str], Callable[[Need], bool]], ...] = (
    (re.compile(r"niet elk jaar|geen jaarlijks|niet jaarlijks"), _recurs),
    (re.compile(r"staat bij de kvk|kvk-nummer|is een rechtspersoon|eherkenning"), _has_no_register),
    (re.compile(r"landelijk bereik|hele land bereik"), _is_small),
    (re.compile(r"verder dan een (gebied|wijk|buurt)|meer dan een (gebied|wijk)|stadsbreed"), _is_in_one_district),
)


def speaks_against(rule: str, need: Need) -> bool:
    """Whether the rule names something that the need says it is not."""
    text = plain(rule)
    return any(pattern.search(text) and holds(need) for pattern, holds in _HINTS)
