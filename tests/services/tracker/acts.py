"""What people of the world do, in one line."""

from __future__ import annotations

from datetime import date

import sqlalchemy as sa

from services.tracker.domain.decisions import Outcome
from services.tracker.usecases.applying.record_decision import record_decision
from services.tracker.usecases.applying.start_application import start_application
from services.tracker.usecases.applying.submit_application import submit_application
from services.tracker.usecases.reviewing.approve_application import approve_application
from shared.access.tables import organisation

TODAY = date(2026, 11, 22)


def join_coalition(world):
    """Puts the neighbours in the coalition of the place, so that both can apply together."""
    with world.ctx.people.transaction() as connection:
        change = sa.update(organisation).where(organisation.c.id == world.ids["other"])
        connection.execute(change.values(coalition_id=world.ids["coalition"]))


def begin(world, who="mo"):
    return start_application(world.ctx, world.actor(who), need_id="need-1", source_id="fonds-voor-de-wijk")


def do(world, use_case, who, application, **more):
    return use_case(world.ctx, world.actor(who), application.id, **more)


def made_ready(world, application):
    do(world, approve_application, "bea", application)
    return do(world, submit_application, "bea", application, channel="online_form")


def decide(world, application, who="bea", **changes):
    given = {
        "outcome": Outcome.AWARDED,
        "amount_cents": None,
        "letter_on": TODAY,
        "received_on": TODAY,
        "letter_kept": True,
    }
    return do(world, record_decision, who, application, **given | changes)
