"""Mandates that end in two weeks are told of once: to who holds them, and to the board."""

from __future__ import annotations

from datetime import timedelta

from services.matcher.settings import MatcherContext
from services.matcher.usecases.people.noting import last_day, tell_people
from shared.access import around, members
from shared.contracts.messages import MessageKind

AHEAD = timedelta(days=14)


def tell_ending(ctx: MatcherContext) -> int:
    """Tells of every mandate that ends within two weeks and was not told of yet; gives how many."""
    now = ctx.clock.now()
    with ctx.people.read() as connection:
        ending = members.ending_soon(connection, now, now + AHEAD)
    told = 0
    for one in ending:
        with ctx.write_people() as work:
            if not members.mark_end_told(work.connection, one.id, now):
                continue
            board = [person.id for person in around.board_of_place(work.connection, one.place_id)]
            data = {
                "what": "ends_soon",
                "organisation": one.place_name,
                "person_name": one.name,
                "until": last_day(one.ends_at),
            }
            subject = f"mandate:{one.id}"
            tell_people(work, MessageKind.MANDATE_NEWS, [one.person_id, *board], subject=subject, data=data)
            told += 1
    return told
