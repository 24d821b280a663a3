"""Reads what a place tells about itself: one list of facts for the form and the JSON API, all errors at once."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from services.matcher.usecases.reading import read_all
from services.matcher.usecases.values import OneOf, Reader, SomeOf, Whole, read_number, read_yes_no
from shared.contracts.codes import codes
from shared.kernel.errors import InvalidInput

READERS: Mapping[str, Reader] = {
    "fiscal_host": read_yes_no,
    "board_members": Whole(1_000),
    "volunteers": Whole(100_000),
    "partners": SomeOf(codes("partner"), empty_is_known=True),
    "tenure": OneOf(codes("tenure")),
    "anbi": read_yes_no,
    "money_last_year_from": SomeOf([code for code in codes("money_from") if code != "any"], empty_is_known=True),
    "reserves_times_yearly_costs": read_number,
    "can_prefinance": read_yes_no,
}
"""The facts that the matcher keeps, in the order of asking: what settles most comes first."""


def read_facts(given: Mapping[str, Any]) -> dict[str, Any]:
    """The clean value of each fact in `given`, None for "not known". Raises InvalidInput with every error."""
    found, errors = read_all(given, {name: reader for name, reader in READERS.items() if name in given})
    if errors:
        raise InvalidInput(errors)
    return found
