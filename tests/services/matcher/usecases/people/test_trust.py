"""Places in trust: kept by a helper, taken over by their own people, and put away when nobody comes."""

from __future__ import annotations

from datetime import timedelta

import pytest

from services.matcher.usecases.people.claim_place import claim_place
from services.matcher.usecases.people.keep_in_trust import keep_in_trust, make_code, see_trust
from services.matcher.usecases.people.tend_trust import tend_trust
from services.matcher.usecases.places.place import my_places, see_place
from services.matcher.usecases.places.tell_facts import tell_facts
from shared.access.actors import MandateAct, Role
from shared.access.rights import Action, Resource, Right, may
from shared.contracts.messages import MessageKind
from shared.kernel.errors import Forbidden, InvalidInput, NotFound
from tests.services.matcher.village import Village
from tests.services.matcher.world import BOSPOLDER, context_for

PLACE = {"name": "Theehuis De Hoek", "area": BOSPOLDER}
DAY = timedelta(days=1)


@pytest.fixture(params=["sqlite", "postgresql"])
def village(request, files):
    """People on SQLite, then on PostgreSQL."""
    people = files["people"] if request.param == "sqlite" else request.getfixturevalue("postgres_people")
    return Village(context_for(people, files["matcher"], files["notifier"]))


@pytest.fixture
def kept(village):
    """A place that Vera keeps."""
    return keep_in_trust(village.ctx, village.vera, PLACE)


def test_a_helper_drafts_for_a_place_in_trust_and_hands_nothing_in(village, kept):
    vera, cora = village.fresh(village.vera), village.fresh(village.cora)
    tell_facts(village.ctx, vera, kept.id, {"volunteers": 12}, expected_version=0)
    assert may(vera, Right(Resource.APPLICATION_DRAFT, Action.CREATE), place_id=kept.id).allowed
    assert vera.in_trust == cora.in_trust == {kept.id}
    for actor in (vera, cora):
        for right in (
            Right(Resource.SUBMISSION, Action.SUBMIT),
            Right(Resource.PLACE_PAGE, Action.UPDATE),
            Right(Resource.PAYOUT, Action.CREATE),
        ):
            assert not may(actor, right, place_id=kept.id).allowed


def test_who_helps_no_coalition_keeps_no_place(village):
    with pytest.raises(Forbidden):
        keep_in_trust(village.ctx, village.noor, PLACE)
    with pytest.raises(InvalidInput):
        keep_in_trust(village.ctx, village.vera, {"name": "", "area": ""})


def test_the_people_take_it_over_with_the_code_and_see_everything(village, kept):
    vera = village.fresh(village.vera)
    tell_facts(village.ctx, vera, kept.id, {"volunteers": 12}, expected_version=0)
    sheet = make_code(village.ctx, vera, kept.id)
    seen = see_trust(village.ctx, vera, kept.id)[1]
    assert seen is not None and seen.code == sheet.code
    aya = village.person("Aya")
    claim_place(village.ctx, aya, sheet.code.lower().replace("-", " "))
    aya = village.fresh(aya)
    place = see_place(village.ctx, aya, kept.id)
    assert place.value("volunteers") == 12
    tell_facts(village.ctx, aya, kept.id, {"volunteers": None}, expected_version=1)
    assert see_place(village.ctx, aya, kept.id).value("volunteers") is None
    assert aya.organisations_as(Role.BOARD) == {kept.id}
    assert may(aya, Right(Resource.SUBMISSION, Action.SUBMIT), place_id=kept.id).allowed
    with pytest.raises(NotFound):
        see_place(village.ctx, village.fresh(village.vera), kept.id)
    assert village.fresh(village.cora).in_trust == frozenset()
    assert [row.data["what"] for row in village.messages(MessageKind.TRUST_NEWS)] == ["claimed"] * 2


def test_the_helper_stays_only_when_the_place_says_so(village, kept):
    sheet = make_code(village.ctx, village.fresh(village.vera), kept.id)
    claim_place(village.ctx, village.person("Aya"), sheet.code, helper_stays=True)
    vera = village.fresh(village.vera)
    assert vera.may_act_for(kept.id, MandateAct.DRAFT)
    assert not vera.may_act_for(kept.id, MandateAct.SUBMIT)
    assert vera.in_trust == frozenset()


def test_a_code_works_once_for_half_a_year_and_a_new_one_ends_it(village, kept):
    vera, aya = village.fresh(village.vera), village.person("Aya")
    old = make_code(village.ctx, vera, kept.id)
    new = make_code(village.ctx, vera, kept.id)
    with pytest.raises(InvalidInput):
        claim_place(village.ctx, aya, old.code)
    village.ctx.clock.move(183 * DAY)
    with pytest.raises(InvalidInput):
        claim_place(village.ctx, aya, new.code)
    again = make_code(village.ctx, village.fresh(village.vera), kept.id)
    claim_place(village.ctx, aya, again.code)
    with pytest.raises(InvalidInput):
        claim_place(village.ctx, village.person("Bo"), again.code)


def test_after_five_wrong_tries_a_code_is_dead(village, kept):
    sheet = make_code(village.ctx, village.fresh(village.vera), kept.id)
    aya = village.person("Aya")
    for wrong in ("AAAA-AAAA", "BBBB-BBBB", "CCCC-CCCC", "", "DDDD-DDDD"):
        with pytest.raises(InvalidInput):
            claim_place(village.ctx, aya, f"{sheet.claim.handle}-{wrong}")
    with pytest.raises(InvalidInput):
        claim_place(village.ctx, aya, sheet.code)
    assert see_trust(village.ctx, village.fresh(village.vera), kept.id)[1] is None


def test_who_keeps_a_place_does_not_take_it_over_themselves(village, kept):
    sheet = make_code(village.ctx, village.fresh(village.vera), kept.id)
    for keeper in (village.vera, village.cora):
        with pytest.raises(Forbidden):
            claim_place(village.ctx, village.fresh(keeper), sheet.code)
    claim_place(village.ctx, village.person("Aya"), sheet.code)


def test_strangers_see_no_code(village, kept):
    make_code(village.ctx, village.fresh(village.vera), kept.id)
    for stranger in (village.noor, village.mo):
        with pytest.raises(NotFound):
            see_trust(village.ctx, stranger, kept.id)
        with pytest.raises(NotFound):
            make_code(village.ctx, stranger, kept.id)


def test_unclaimed_it_is_asked_once_after_ninety_days_then_put_away_and_back_on_a_claim(village, kept):
    def told():
        return sorted(row.data["what"] for row in village.messages(MessageKind.TRUST_NEWS))

    sheet = make_code(village.ctx, village.fresh(village.vera), kept.id)
    village.ctx.clock.move(89 * DAY)
    tend_trust(village.ctx)
    assert told() == []
    village.ctx.clock.move(DAY)
    tend_trust(village.ctx)
    tend_trust(village.ctx)
    assert told() == ["ask", "ask"]  # the helper and the coordinator
    village.ctx.clock.move(30 * DAY)
    tend_trust(village.ctx)
    tend_trust(village.ctx)
    assert told() == ["archived", "archived", "ask", "ask"]
    assert kept.id not in [place.id for place in my_places(village.ctx, village.fresh(village.vera))]
    aya = village.person("Aya")
    claim_place(village.ctx, aya, sheet.code)
    assert [place.id for place in my_places(village.ctx, village.fresh(aya))] == [kept.id]
