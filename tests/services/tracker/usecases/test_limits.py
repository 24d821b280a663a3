"""Limits of a source per applicant: warned of with evidence, and forbidden only where the rule is sure."""

from __future__ import annotations

from datetime import date

import pytest
import sqlalchemy as sa

from services.tracker.domain.decisions import Outcome
from services.tracker.domain.partners import Part
from services.tracker.domain.states import State
from services.tracker.usecases.applying.start_application import start_application
from services.tracker.usecases.applying.submit_application import submit_application
from services.tracker.usecases.applying.withdraw_application import withdraw_application
from services.tracker.usecases.limiting.pass_limit import pass_limit
from services.tracker.usecases.partnering.ask_partner import ask_partner
from services.tracker.usecases.reading.read_dossier import read_dossier
from services.tracker.usecases.reviewing.approve_application import approve_application
from shared.access.tables import organisation
from shared.kernel.errors import InvalidInput, NotAllowedNow
from tests.services.tracker.acts import decide, do, join_coalition, made_ready

YEARLY = {"kind": "frequency", "text": "Eén keer per jaar", "at_most": 1, "per": "calendar_year"}


@pytest.fixture
def world(small_world):
    return small_world


def source(world, need, *, verified=True, seen_on="2026-10-28", place=None):
    world.offer(
        need_id=need,
        place_id=place or world.place,
        seen_on=seen_on,
        document={"id": "s", "requirements": [YEARLY], "provenance": {"verified": verified, "seen_on": seen_on}},
    )


def started(world, need, who="mo", **about):
    source(world, need, **about)
    return start_application(world.ctx, world.actor(who), need_id=need, source_id="fonds-voor-de-wijk")


def limits(world, application, who="mo"):
    return read_dossier(world.ctx, world.actor(who), application.id).life.limits


def sisters(world, *, same_coalition=True):
    """Both places apply under one KvK number."""
    with world.ctx.people.transaction() as connection:
        both = organisation.c.id.in_([world.ids["place"], world.ids["other"]])
        connection.execute(sa.update(organisation).where(both).values(kvk_number="12345678"))
        coalition = world.ids["coalition"] if same_coalition else None
        other = organisation.c.id == world.ids["other"]
        connection.execute(sa.update(organisation).where(other).values(coalition_id=coalition))


def test_a_limit_that_a_partner_touches_warns_and_never_forbids(world):
    join_coalition(world)
    source(world, "need-9", place=world.ids["other"])
    theirs = start_application(world.ctx, world.actor("otto"), need_id="need-9", source_id="fonds-voor-de-wijk")
    do(world, approve_application, "otto", theirs)
    do(world, submit_application, "otto", theirs, channel="online_form")
    mine = started(world, "need-1")
    assert limits(world, mine) == (), "what another place asks is its own"
    do(world, ask_partner, "bea", mine, part=Part("kookt", 0), partner_id=world.ids["other"])
    (limit,) = limits(world, mine)
    assert not limit.firm and limit.free_on is None
    assert limit.evidence.startswith("Een partner vroeg hier ook aan") and "De buren" not in limit.evidence


def test_a_second_one_in_a_year_is_warned_of_with_its_evidence_and_forbidden_when_sure(world):
    made_ready(world, started(world, "need-1"))
    second = started(world, "need-2")
    (limit,) = limits(world, second)
    assert limit.firm and limit.rule == "Eén keer per jaar" and limit.free_on == date(2027, 1, 1)
    assert limit.evidence == (
        "U vroeg hier al aan: 22 november 2026. Vanaf 1 januari 2027 kan het weer. "
        "Deze regel is gezien op 28 oktober 2026."
    )
    with pytest.raises(NotAllowedNow) as problem:
        do(world, approve_application, "bea", second)
    assert problem.value.code == "limit_reached" and "Eén keer per jaar" in problem.value.message


@pytest.mark.parametrize("about", [{"verified": False}, {"seen_on": "2024-10-28"}, {"seen_on": None}])
def test_a_rule_that_is_not_sure_only_warns_and_is_passed_with_a_reason(world, about):
    made_ready(world, started(world, "need-1"))
    second = started(world, "need-2", **about)
    assert [limit.firm for limit in limits(world, second)] == [False]
    with pytest.raises(InvalidInput):
        do(world, pass_limit, "mo", second, reason=" ")
    do(world, pass_limit, "mo", second, reason="Mag volgens mevrouw Jansen")
    (kept,) = world.rows("limit_pass")
    assert kept["reason"] == "Mag volgens mevrouw Jansen" and "Eén keer per jaar" in kept["evidence"]
    assert do(world, approve_application, "bea", second).state is State.READY


@pytest.mark.parametrize("end", ["withdrawn", "rejected"])
def test_what_was_taken_back_or_refused_frees_the_limit(world, end):
    first = made_ready(world, started(world, "need-1"))
    if end == "withdrawn":
        do(world, withdraw_application, "bea", first)
    else:
        decide(world, first, outcome=Outcome.REJECTED)
    second = started(world, "need-2")
    assert limits(world, second) == ()
    assert do(world, approve_application, "bea", second).state is State.READY
    with pytest.raises(NotAllowedNow):
        do(world, pass_limit, "mo", second, reason="Er is niets")


def other_place_asked(world):
    made = started(world, "need-9", who="otto", place=world.ids["other"])
    do(world, approve_application, "otto", made)
    from services.tracker.usecases.applying.submit_application import submit_application

    do(world, submit_application, "otto", made, channel="email")


def test_h68_a_sister_place_is_named_without_any_of_its_details(world):
    sisters(world)
    other_place_asked(world)
    mine = started(world, "need-1")
    (limit,) = limits(world, mine)
    assert limit.evidence.startswith("Een andere plek met hetzelfde KvK-nummer vroeg hier ook aan.")
    assert limit.free_on is None
    for detail in ("22 november", "De buren", "4.000", "need-9"):
        assert detail not in limit.evidence
    with pytest.raises(NotAllowedNow) as problem:
        do(world, approve_application, "bea", mine)
    assert problem.value.code == "limit_reached"


def test_h68_an_unsure_rule_only_warns_of_a_sister_place(world):
    sisters(world)
    other_place_asked(world)
    mine = started(world, "need-1", verified=False)
    assert [limit.firm for limit in limits(world, mine)] == [False]
    assert do(world, approve_application, "bea", mine).state is State.READY


def test_places_of_another_coalition_are_never_heard_of(world):
    sisters(world, same_coalition=False)
    other_place_asked(world)
    assert limits(world, started(world, "need-1")) == ()
