"""Invitations, roles and mandates: what people of a place and its helpers rely on."""

from __future__ import annotations

from datetime import timedelta

import pytest

from services.matcher.usecases.people.answer_invitation import answer_invitation, invitations_to
from services.matcher.usecases.people.change_role import change_role, end_roles, leave
from services.matcher.usecases.people.invite import invite, invite_again, withdraw_invitation
from services.matcher.usecases.people.mandate_requests import answer_request, ask_mandate
from services.matcher.usecases.people.mandates import end_mandate, give_mandate
from services.matcher.usecases.people.see_people import own_roles, see_people
from services.matcher.usecases.people.tell_ending import tell_ending
from services.matcher.usecases.places.place import see_place
from shared.access import sign_in
from shared.access.actors import MandateAct, Role
from shared.access.challenges import Purpose
from shared.access.own_data.erasing import erase_account
from shared.access.own_data.holdings import Who
from shared.contracts.messages import MessageKind
from shared.kernel.errors import Forbidden, InvalidInput, NotAllowedNow, NotFound, ReauthenticationNeeded
from tests.services.matcher.village import Village
from tests.services.matcher.world import SECRET, context_for

MANDATE = {"acts": ["draft"], "ends_on": "2027-06-30", "written": "no"}


@pytest.fixture(params=["sqlite", "postgresql"])
def village(request, files):
    """People on SQLite, then on PostgreSQL."""
    people = files["people"] if request.param == "sqlite" else request.getfixturevalue("postgres_people")
    return Village(context_for(people, files["matcher"], files["notifier"]))


def test_who_is_invited_says_yes_and_belongs_to_the_place(village):
    made = invite(village.ctx, village.noor, village.here.id, {"email": "Aya@Voorbeeld.nl", "role": "member"})
    (mail,) = village.messages(MessageKind.INVITATION)
    assert (mail.audience, mail.subject) == ("invited_address", f"invitation:{made.id}")
    aya = village.person("Aya")
    assert [one.id for one in invitations_to(village.ctx, aya)] == [made.id]
    answer_invitation(village.ctx, aya, made.id, accept=True)
    assert see_place(village.ctx, village.fresh(aya), village.here.id).name == village.here.name
    assert invitations_to(village.ctx, aya) == []


def test_an_invitation_is_for_its_address_only(village):
    made = invite(village.ctx, village.noor, village.here.id, {"email": "aya@voorbeeld.nl", "role": "board"})
    with pytest.raises(NotFound):
        answer_invitation(village.ctx, village.mo, made.id, accept=True)
    assert not village.fresh(village.mo).organisations_as(Role.BOARD)


def test_h86_who_was_erased_is_invited_again_only_after_asking(village):
    aya = village.person("Aya")
    with village.ctx.people.transaction() as people:
        erase_account(people, village.ctx.settings.secret, Who(aya.person_id, aya.email), village.ctx.clock.now())
    again = {"email": aya.email, "role": "member"}
    with pytest.raises(InvalidInput) as refused:
        invite(village.ctx, village.noor, village.here.id, again)
    assert [(error.field, error.code) for error in refused.value.errors] == [("asked_first", "was_erased")]
    assert village.messages(MessageKind.INVITATION) == []
    assert invite(village.ctx, village.noor, village.here.id, again | {"asked_first": "1"}).email == aya.email


def test_an_invitation_ends_after_fourteen_days_and_can_be_sent_again(village):
    made = invite(village.ctx, village.noor, village.here.id, {"email": "aya@voorbeeld.nl", "role": "member"})
    aya = village.person("Aya")
    village.ctx.clock.move(timedelta(days=14))
    with pytest.raises(NotAllowedNow):
        answer_invitation(village.ctx, aya, made.id, accept=True)
    invite_again(village.ctx, village.noor, made.id)
    answer_invitation(village.ctx, aya, made.id, accept=True)
    assert village.fresh(aya).organisations_as(Role.MEMBER) == {village.here.id}


def test_what_is_withdrawn_or_declined_gives_nothing(village):
    one = invite(village.ctx, village.noor, village.here.id, {"email": "aya@voorbeeld.nl", "role": "member"})
    withdraw_invitation(village.ctx, village.noor, one.id)
    two = invite(village.ctx, village.noor, village.here.id, {"email": "aya@voorbeeld.nl", "role": "member"})
    aya = village.person("Aya")
    with pytest.raises(NotAllowedNow):
        answer_invitation(village.ctx, aya, one.id, accept=True)
    answer_invitation(village.ctx, aya, two.id, accept=False)
    assert village.fresh(aya).roles == frozenset()
    assert all(row.withdrawn_at for row in village.messages(MessageKind.INVITATION))


def test_wrong_input_is_told_all_at_once(village):
    with pytest.raises(InvalidInput) as problem:
        invite(village.ctx, village.noor, village.here.id, {"email": "geen adres", "role": "keizer"})
    assert {error.field for error in problem.value.errors} == {"email", "role"}
    given = {"person_id": village.mo.person_id, "acts": ["submit"], "ends_on": "2026-01-01", "written": "no"}
    with pytest.raises(InvalidInput) as problem:
        give_mandate(village.ctx, village.noor, village.here.id, given)
    assert {error.field for error in problem.value.errors} == {"person_id", "ends_on", "written"}


def test_roles_are_given_after_a_fresh_sign_in_only(village):
    village.ctx.clock.move(timedelta(minutes=6))
    with pytest.raises(ReauthenticationNeeded):
        invite(village.ctx, village.noor, village.here.id, {"email": "aya@voorbeeld.nl", "role": "member"})


def test_a_coordinator_invites_volunteers_and_nobody_else(village):
    cora = village.fresh(village.cora)
    invite(village.ctx, cora, village.coalition, {"email": "aya@voorbeeld.nl", "role": "volunteer"})
    with pytest.raises(Forbidden):
        invite(village.ctx, cora, village.coalition, {"email": "aya@voorbeeld.nl", "role": "coordinator"})
    with pytest.raises(Forbidden):
        invite(village.ctx, cora, village.here.id, {"email": "cora@voorbeeld.nl", "role": "board"})


def test_h11_nobody_raises_a_role_of_their_own_and_the_try_is_kept(village):
    with pytest.raises(Forbidden):
        change_role(village.ctx, village.fresh(village.mo), village.here.id, village.mo.person_id, "board")
    with pytest.raises(Forbidden):
        change_role(village.ctx, village.noor, village.here.id, village.noor.person_id, "member")
    assert village.audit("people.update.refused") == 2
    assert village.fresh(village.mo).organisations_as(Role.BOARD) == frozenset()


def test_a_place_is_never_without_somebody_who_decides(village):
    with pytest.raises(NotAllowedNow):
        leave(village.ctx, village.noor, village.here.id)
    change_role(village.ctx, village.noor, village.here.id, village.mo.person_id, "board")
    leave(village.ctx, village.noor, village.here.id)
    mo = village.fresh(village.mo)
    assert mo.organisations_as(Role.BOARD) == {village.here.id}
    assert mo.organisations_as(Role.MEMBER) == frozenset()
    with pytest.raises(NotFound):
        see_place(village.ctx, village.fresh(village.noor), village.here.id)


def test_a_role_that_ends_is_over_at_once(village):
    end_roles(village.ctx, village.noor, village.here.id, village.mo.person_id)
    with pytest.raises(NotFound):
        see_place(village.ctx, village.fresh(village.mo), village.here.id)
    with pytest.raises(NotFound):
        end_roles(village.ctx, village.noor, village.here.id, village.mo.person_id)


def test_h05_a_mandate_holds_until_either_side_ends_it(village):
    given = {**MANDATE, "person_id": village.vera.person_id}
    first = give_mandate(village.ctx, village.noor, village.here.id, given)
    assert village.fresh(village.vera).may_act_for(village.here.id, MandateAct.DRAFT)
    end_mandate(village.ctx, village.noor, first.id)
    assert not village.fresh(village.vera).may_act_for(village.here.id, MandateAct.READ)
    second = give_mandate(village.ctx, village.noor, village.here.id, given)
    end_mandate(village.ctx, village.fresh(village.vera), second.id)
    assert not village.fresh(village.vera).may_act_for(village.here.id, MandateAct.READ)
    assert [row.data["what"] for row in village.messages(MessageKind.MANDATE_NEWS)] == ["given", "ended"] * 2


def test_a_member_ends_no_mandate_of_another(village):
    made = give_mandate(village.ctx, village.noor, village.here.id, {**MANDATE, "person_id": village.vera.person_id})
    with pytest.raises(Forbidden):
        end_mandate(village.ctx, village.mo, made.id)
    assert village.fresh(village.vera).mandates


def test_a_volunteer_asks_and_the_board_answers(village):
    made = ask_mandate(village.ctx, village.vera, village.here.id, {"acts": ["submit"], "ends_on": "2027-01-31"})
    assert [one.id for one in see_people(village.ctx, village.noor, village.here.id).requests] == [made.id]
    with pytest.raises(NotAllowedNow):
        ask_mandate(village.ctx, village.vera, village.here.id, {"acts": [], "ends_on": "2027-01-31"})
    with pytest.raises(InvalidInput):
        answer_request(village.ctx, village.noor, made.id, give=True)
    answer_request(village.ctx, village.noor, made.id, give=True, written=True)
    assert village.fresh(village.vera).may_act_for(village.here.id, MandateAct.SUBMIT, in_writing=True)
    assert own_roles(village.ctx, village.fresh(village.vera)).requests == []
    with pytest.raises(NotAllowedNow):
        answer_request(village.ctx, village.noor, made.id, give=False)


def test_only_a_volunteer_of_the_coalition_asks(village):
    stranger = village.person("Stijn")
    with pytest.raises(NotFound):
        ask_mandate(village.ctx, stranger, village.here.id, {"acts": [], "ends_on": "2027-01-31"})


def test_a_mandate_that_ends_is_told_once_to_both_two_weeks_before(village):
    given = {**MANDATE, "person_id": village.vera.person_id, "ends_on": "2026-12-31"}
    give_mandate(village.ctx, village.noor, village.here.id, given)
    assert tell_ending(village.ctx) == 0
    village.ctx.clock.move(timedelta(days=27))
    assert tell_ending(village.ctx) == 1
    assert tell_ending(village.ctx) == 0
    told = [row for row in village.messages(MessageKind.MANDATE_NEWS) if row.data["what"] == "ends_soon"]
    assert {row.person_id for row in told} == {village.vera.person_id, village.noor.person_id}
    assert {row.data["until"] for row in told} == {"2026-12-31"}


def test_a_group_without_a_board_has_two_contact_people_at_most(village):
    place = village.place("Tuin", legal_form="informal_group")
    noor = village.fresh(village.noor)
    aya, bo = village.person("Aya"), village.person("Bo")
    asked = [invite(village.ctx, noor, place.id, {"email": one.email, "role": "board"}) for one in (aya, bo)]
    answer_invitation(village.ctx, aya, asked[0].id, accept=True)
    with pytest.raises(NotAllowedNow):
        answer_invitation(village.ctx, bo, asked[1].id, accept=True)
    assert village.fresh(bo).roles == frozenset()
    leave(village.ctx, aya, place.id)
    answer_invitation(village.ctx, bo, asked[1].id, accept=True)
    assert village.fresh(bo).organisations_as(Role.BOARD) == {place.id}


def test_who_is_invited_comes_in_by_the_ordinary_form_and_who_is_not_does_not(village):
    def reaches(email):
        with village.ctx.people.transaction() as connection:
            asked = sign_in.ask(
                connection,
                email=email,
                purpose=Purpose.SIGN_IN,
                browser="b",
                client=None,
                next_path="/",
                secret=SECRET,
                now=village.ctx.clock.now(),
            )
        return asked.reaches_somebody

    assert not reaches("aya@voorbeeld.nl")
    invite(village.ctx, village.noor, village.here.id, {"email": "aya@voorbeeld.nl", "role": "member"})
    assert reaches("aya@voorbeeld.nl")
    village.ctx.clock.move(timedelta(days=14))
    assert not reaches("aya@voorbeeld.nl")
