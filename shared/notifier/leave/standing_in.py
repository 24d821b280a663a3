"""Who hears instead of people that are away: a rule without storage."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from shared.notifier.recipients import Recipient


def with_stand_ins(
    team: Sequence[Recipient], coordinators: Sequence[Recipient], stand_ins: Mapping[str, str]
) -> list[Recipient]:
    """The team of a place with, for each of them who is away, whoever stands in.

    Only who has rights to the place stands in: one of the team or a coordinator who is there. Is there no such person,
    then the coordinators hear; are there none, then the person who is away hears as always.
    """
    present = {one.id: one for one in (*team, *coordinators) if one.id not in stand_ins}
    found = {one.id: one for one in team}
    for away in team:
        named = present.get(stand_ins.get(away.id, ""))
        instead = [named] if named else [one for one in coordinators if one.id in present]
        if away.id not in stand_ins or not instead:
            continue
        found[away.id] = replace(away, away=True)
        for one in instead:
            known = found.get(one.id, one)
            found[one.id] = replace(known, stands_in_for=(*known.stands_in_for, away.called))
    return list(found.values())
