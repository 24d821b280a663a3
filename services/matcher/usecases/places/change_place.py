"""A place changes what it is: its name, where it is, its legal form and its number."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from services.matcher.settings import MatcherContext
from services.matcher.usecases.acting import acting
from services.matcher.usecases.catalogue.current import current_catalogue
from services.matcher.usecases.places.place import Place, see_place
from services.matcher.usecases.places.register_place import read_place
from services.matcher.usecases.places.tell_facts import CHANGE
from shared.access import directory, registering
from shared.access.actors import Actor


def change_place(
    ctx: MatcherContext, actor: Actor | None, place_id: str, given: Mapping[str, Any], *, expected_version: int
) -> Place:
    """Replaces name, area, legal_form and kvk_number; `expected_version` is that of the organisation.

    Raises InvalidInput with every error, Stale when somebody was first.
    """
    person = acting(actor, CHANGE, place_id=place_id)
    before = see_place(ctx, person, place_id)
    values = read_place(given, current_catalogue(ctx.database).regions)
    with ctx.people.read() as connection:
        known = directory.organisation(connection, place_id) or before.organisation
    # What the place does not share stays as it is: who does not see it can't empty it either.
    values |= {name: getattr(known, name) for name in before.withheld & {"legal_form", "kvk_number"}}
    with ctx.write_people() as work:
        registering.change_organisation(
            work,
            actor=person,
            before=known,
            expected_version=expected_version,
            name=values["name"],
            legal_form=values.get("legal_form"),
            kvk_number=values.get("kvk_number"),
            area_code=values["area"],
        )
    return see_place(ctx, person, place_id)
