"""Changing the account of a place: two people, a call, 72 hours, and everybody hears of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from threading import Barrier, Thread

import pytest
import sqlalchemy as sa

from services.tracker.domain.accounts.records import AccountOwner, Call
from services.tracker.domain.accounts.states import AccountState
from services.tracker.jobs.clock import tick
from services.tracker.usecases.accounts.approve_account import approve_account
from services.tracker.usecases.accounts.pass_cool_downs import pass_cool_downs
from services.tracker.usecases.accounts.propose_account import propose_account
from services.tracker.usecases.accounts.read_accounts import read_accounts, read_number
from services.tracker.usecases.accounts.reject_account import reject_account
from shared.access import tables as people_tables
from shared.access.actors import Role
from shared.access.enrolment import end_role
from shared.kernel.errors import (
    Forbidden,
    InvalidInput,
    NotAllowedNow,
    NotFound,
    ReauthenticationNeeded,
    Stale,
)
from tests.services.tracker.acts import begin, decide, made_ready

FIRST, SECOND = "NL91ABNA0417164300", "NL20INGB0001234567"
TODAY = date(2026, 11, 22)
CALL = Call("Ank van de bank", "010 123 45 67", TODAY)


def signed_in(world, name):
    return replace(world.actor(name), signed_in_at=world.clock.now())


def propose(world, who="bea", iban=FIRST, **changes):
    given = {"holder": "Stichting Huis van de wijk", "owner": AccountOwner.PLACE, "reason": "Andere bank"}
    return propose_account(
        world.ctx, signed_in(world, who), world.place, iban=iban, **given | {"evidence_kept": True} | changes
    )


def approve(world, account, who="cor", **changes):
    return approve_account(world.ctx, signed_in(world, who), account.id, **{"call": CALL} | changes)


def state_of(world, account):
    return world.rows("payout_account", id=account.id)[0]["state"]


def in_use(world, iban=FIRST):
    account = propose(world, iban=iban)
    approve(world, account, call=replace(CALL, on=world.clock.now().date()))
    world.clock.move(timedelta(hours=73))
    pass_cool_downs(world.ctx)
    assert state_of(world, account) == "active"
    return account


def told(world, step):
    rows = world.rows("outbox_intent", kind="bank_account_changed")
    people = {value: name for name, value in world.ids.items()}
    return sorted(people[row["person_id"]] for row in rows if row["data"]["step"] == step)


def test_the_whole_way(world):
    account = propose(world)
    assert (account.state, account.holder_matches) == (AccountState.PROPOSED, True)
    assert told(world, "proposed") == ["bea", "cor"]
    approved = approve(world, account)
    assert approved.usable_from == world.clock.now() + timedelta(hours=72)
    world.clock.move(timedelta(hours=72) - timedelta(seconds=1))
    tick(world.ctx)
    assert state_of(world, account) == "cooling_down"
    world.clock.move(timedelta(seconds=1))
    tick(world.ctx)
    tick(world.ctx)
    assert state_of(world, account) == "active"
    assert told(world, "approved") == told(world, "active") == ["bea", "cor"]
    actions = [row["action"] for row in world.rows("audit_entry") if row["action"].startswith("bank_account")]
    assert sorted(actions) == sorted(f"bank_account.{act}" for act in ("propose", "approve", "verify", "activate"))


def test_the_number_stands_in_no_message_and_no_log(world, capsys):
    account = in_use(world)
    read_number(world.ctx, signed_in(world, "bea"), account.id)
    kept = str([*world.rows("outbox_intent"), *world.rows("audit_entry")])
    assert FIRST not in kept and "0417164300" not in kept and "NL.. •••• 4300" in kept
    assert FIRST not in repr(account) and "010 123" not in repr(account)
    assert FIRST not in capsys.readouterr().out


def test_h60_a_number_proposed_by_one_person_stays_proposed(world):
    account = propose(world)
    with pytest.raises(Forbidden, match="zelf"):
        approve(world, account, who="bea")
    world.clock.move(timedelta(days=30))
    tick(world.ctx)
    assert state_of(world, account) == "proposed"


@pytest.mark.parametrize("who", ["mo", "vera"])
def test_who_sees_it_masked_changes_nothing(world, who):
    account = propose(world)
    for act in (
        lambda: propose(world, who=who, iban=SECOND),
        lambda: approve(world, account, who=who),
        lambda: reject_account(world.ctx, world.actor(who), account.id, reason="Nee"),
        lambda: read_number(world.ctx, world.actor(who), account.id),
    ):
        with pytest.raises(Forbidden):
            act()
    assert state_of(world, account) == "proposed"


@pytest.mark.parametrize("who", ["otto", "victor"])
def test_it_does_not_exist_for_others(world, who):
    account = propose(world)
    for act in (
        lambda: propose(world, who=who, iban=SECOND),
        lambda: approve(world, account, who=who),
        lambda: reject_account(world.ctx, world.actor(who), account.id, reason="Nee"),
        lambda: read_number(world.ctx, world.actor(who), account.id),
        lambda: read_accounts(world.ctx, world.actor(who), world.place),
    ):
        with pytest.raises(NotFound):
            act()


def add_twin(world, name, email):
    """A second account on the board, with a name and an address of choice."""
    world.join("twin", Role.BOARD)
    with world.ctx.people.transaction() as connection:
        person = people_tables.person
        connection.execute(sa.update(person).where(person.c.id == world.ids["twin"]).values(name=name, email=email))


def test_h61_a_second_account_of_the_same_person_is_refused(world):
    add_twin(world, "Bea", "bea+bank@voorbeeld.nl")
    account = propose(world)
    with pytest.raises(Forbidden, match="eigen mailbox"):
        approve(world, account, who="twin")
    assert state_of(world, account) == "proposed"


@pytest.mark.parametrize(("name", "email"), [("Piet", "bea+piet@voorbeeld.nl"), ("Bea", "bea@elders.nl")])
def test_h61_a_shared_mailbox_or_name_alone_asks_the_coordinator(world, name, email):
    add_twin(world, name, email)
    account = propose(world)
    with pytest.raises(NotAllowedNow) as problem:
        approve(world, account, who="twin")
    assert problem.value.code == "second_look"
    assert state_of(world, account) == "proposed"
    approve(world, account, who="cor")
    assert state_of(world, account) == "cooling_down"


@pytest.mark.parametrize(
    "changes", [{"holder": "B. de Wit"}, {"owner": AccountOwner.FISCAL_HOST, "holder": "Stichting De Beheerder"}]
)
def test_h62_another_holder_is_for_the_coordinator(world, changes):
    world.join("bo", Role.BOARD)
    account = propose(world, **changes)
    assert not account.holder_matches
    with pytest.raises(NotAllowedNow) as problem:
        approve(world, account, who="bo")
    assert problem.value.code == "coordinator_needed"
    with pytest.raises(InvalidInput) as missing:
        approve(world, account, who="cor")
    assert [error.field for error in missing.value.errors] == ["reason"]
    approve(world, account, who="cor", reason="De penvoerder ontvangt voor deze plek.")
    assert state_of(world, account) == "cooling_down"


@pytest.mark.parametrize("minutes", [5, 6])
def test_who_approves_signed_in_a_moment_ago(world, minutes):
    account = propose(world)
    earlier = replace(world.actor("cor"), signed_in_at=world.clock.now() - timedelta(minutes=minutes))
    if minutes > 5:
        with pytest.raises(ReauthenticationNeeded):
            approve_account(world.ctx, earlier, account.id, call=CALL)
    else:
        approve_account(world.ctx, earlier, account.id, call=CALL)
    assert state_of(world, account) == ("proposed" if minutes > 5 else "cooling_down")


@pytest.mark.parametrize(
    ("call", "fields"),
    [
        (Call("", "", TODAY), ["calledName", "calledNumber"]),
        (Call("Ank", "12345", TODAY), ["calledNumber"]),
        (Call("Ank", "bel-mij@mail.nl 0101234567", TODAY), ["calledNumber"]),
        (Call("Ank", "010 1234567", TODAY + timedelta(days=1)), ["calledOn"]),
        (Call("Ank", "010 1234567", TODAY - timedelta(days=1)), ["calledOn"]),
    ],
)
def test_no_approval_without_a_call(small_world, call, fields):
    account = propose(small_world)
    with pytest.raises(InvalidInput) as problem:
        approve(small_world, account, call=call)
    assert [error.field for error in problem.value.errors] == fields
    assert state_of(small_world, account) == "proposed"


def test_all_that_is_wrong_in_a_proposal_is_told_at_once(small_world):
    in_use(small_world)
    with pytest.raises(InvalidInput) as problem:
        propose(small_world, iban="NL91ABNA0417164301", holder=" ", reason="", evidence_kept=False)
    assert [(error.field, error.code) for error in problem.value.errors] == [
        ("iban", "wrong_digits"),
        ("holder", "required"),
        ("reason", "required"),
        ("evidenceKept", "required"),
    ]
    with pytest.raises(InvalidInput) as same:
        propose(small_world, iban=FIRST)
    assert [error.code for error in same.value.errors] == ["same"]


def test_one_proposal_at_a_time(world):
    propose(world)
    with pytest.raises(NotAllowedNow) as problem:
        propose(world, iban=SECOND)
    assert problem.value.code == "already_proposed"


def test_a_change_replaces_the_old_account_and_reopens_the_funders_check(world):
    application = begin(world)
    made_ready(world, application)
    decide(world, application)
    old = in_use(world)
    assert world.rows("task", kind="tell_account") == []
    with world.ctx.people.transaction() as connection:
        end_role(
            connection,
            person_id=world.ids["bea"],
            organisation_id=world.place,
            role=Role.BOARD,
            at=world.clock.now(),
        )
    world.join("bo", Role.BOARD)
    new = propose(world, who="bo", iban=SECOND)
    # Bea left the board; as a contact of the old account she hears of it.
    assert told(world, "proposed")[-3:] == ["bo", "cor", "cor"] and told(world, "proposed").count("bea") == 2
    approve(world, new, call=replace(CALL, on=world.clock.now().date()))
    world.clock.move(timedelta(hours=72))
    tick(world.ctx)
    assert (state_of(world, old), state_of(world, new)) == ("replaced", "active")
    (task,) = world.rows("task", kind="tell_account")
    assert (task["application_id"], task["code"]) == (application.id, new.id)
    assert [row["subject"] for row in world.rows("audit_entry", action="application.account_changed")] == [
        f"application:{application.id}"
    ]
    accounts = read_accounts(world.ctx, world.actor("bo"), world.place)
    assert accounts.active is not None and accounts.active.id == new.id
    assert [one.id for one in accounts.history] == [old.id]


@pytest.mark.parametrize("when", ["proposed", "cooling_down", "active"])
def test_it_can_be_stopped_at_any_time(world, when):
    account = propose(world)
    if when != "proposed":
        approve(world, account)
    if when == "active":
        world.clock.move(timedelta(hours=72))
        pass_cool_downs(world.ctx)
    assert state_of(world, account) == when
    reject_account(world.ctx, signed_in(world, "cor"), account.id, reason="Het bestuur weet hier niets van.")
    world.clock.move(timedelta(hours=100))
    pass_cool_downs(world.ctx)
    assert state_of(world, account) == "rejected"
    assert told(world, "rejected") == ["bea", "cor"]
    with pytest.raises(NotAllowedNow):
        reject_account(world.ctx, world.actor("cor"), account.id, reason="Nog eens")
    propose(world, iban=SECOND)  # the way is free again


def test_of_an_approval_and_a_stop_at_once_one_wins(world):
    account = propose(world)
    start, outcomes = Barrier(2), []

    def run(act):
        start.wait()
        try:
            outcomes.append(act().state.value)
        except (Stale, NotAllowedNow) as problem:
            outcomes.append(type(problem).__name__)

    acts = (
        lambda: approve(world, account, expected_version=1),
        lambda: reject_account(world.ctx, world.actor("bea"), account.id, reason="Stop", expected_version=1),
    )
    threads = [Thread(target=run, args=(act,)) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    assert len(outcomes) == 2 and "Stale" in outcomes
    assert state_of(world, account) in outcomes


def test_the_page_names_who_can_be_the_second_person(world):
    propose(world)
    assert read_accounts(world.ctx, world.actor("bea"), world.place).approvers == ("Cor",)
    world.join("bo", Role.BOARD)
    assert read_accounts(world.ctx, world.actor("bea"), world.place).approvers == ("Bo", "Cor")
    reject_account(world.ctx, world.actor("bea"), world.rows("payout_account")[0]["id"], reason="Andere naam")
    assert read_accounts(world.ctx, world.actor("bea"), world.place).approvers == ()
    propose(world, holder="B. de Wit")
    assert read_accounts(world.ctx, world.actor("bea"), world.place).approvers == ("Cor",)


def test_who_proposes_or_reads_signed_in_a_moment_ago(world):
    account = propose(world)
    earlier = replace(world.actor("bea"), signed_in_at=world.clock.now() - timedelta(minutes=6))
    with pytest.raises(ReauthenticationNeeded):
        read_number(world.ctx, earlier, account.id)
    reject_account(world.ctx, earlier, account.id, reason="Wat wacht mag altijd worden gestopt")
    with pytest.raises(ReauthenticationNeeded):
        propose_account(
            world.ctx, earlier, world.place, iban=FIRST, holder="Huis", owner=AccountOwner.PLACE, evidence_kept=True
        )


def test_reading_a_whole_number_is_kept(world):
    account = propose(world)
    assert read_number(world.ctx, signed_in(world, "bea"), account.id).iban == FIRST
    (row,) = world.rows("audit_entry", action="bank_account.read_full")
    assert (row["person_id"], row["subject"]) == (world.ids["bea"], f"bank_account:{account.id}")
    with pytest.raises(Forbidden):
        read_number(world.ctx, world.actor("cor"), account.id)


def test_h60_stopping_the_account_in_use_first_opens_no_side_door(small_world):
    application = begin(small_world)
    made_ready(small_world, application)
    decide(small_world, application)
    old = in_use(small_world)
    earlier = replace(small_world.actor("bea"), signed_in_at=small_world.clock.now() - timedelta(minutes=6))
    with pytest.raises(ReauthenticationNeeded):
        reject_account(small_world.ctx, earlier, old.id, reason="Klopt niet")
    with small_world.ctx.people.transaction() as connection:
        at = small_world.clock.now()
        end_role(
            connection, person_id=small_world.ids["bea"], organisation_id=small_world.place, role=Role.BOARD, at=at
        )
    small_world.join("bo", Role.BOARD)
    reject_account(small_world.ctx, signed_in(small_world, "bo"), old.id, reason="Klopt niet")
    with pytest.raises(InvalidInput) as problem:
        propose(small_world, who="bo", iban=SECOND, reason="")
    assert [one.field for one in problem.value.errors] == ["reason"]
    before = len(told(small_world, "proposed"))
    new = propose(small_world, who="bo", iban=SECOND)
    assert told(small_world, "proposed").count("bea") == 2 and len(told(small_world, "proposed")) > before
    approve(small_world, new, call=replace(CALL, on=small_world.clock.now().date()))
    small_world.clock.move(timedelta(hours=73))
    pass_cool_downs(small_world.ctx)
    assert state_of(small_world, new) == "active" and state_of(small_world, old) == "rejected"
    assert [row["code"] for row in small_world.rows("task", kind="tell_account")] == [new.id]
    assert "bea" in told(small_world, "active")
