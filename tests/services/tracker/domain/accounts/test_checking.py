"""Whether two people may be one, and whether an account bears the name of the place."""

from __future__ import annotations

import pytest

from services.tracker.domain.accounts.checking import Identity, Likeness, likeness, same_holder
from services.tracker.domain.accounts.states import TABLE, AccountEvent, AccountState, after, people_events


def who(name, email, person_id=""):
    return Identity(person_id or email, name, email)


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        (who("Bea", "bea@voorbeeld.nl"), who("Mo", "mo@voorbeeld.nl"), Likeness.OTHER),
        (who("Bea", "bea@voorbeeld.nl"), who("Bea", "bea+2@voorbeeld.nl"), Likeness.SAME),
        (who("Bea", "bea@voorbeeld.nl"), who("BÉA ", "BEA+bank@VOORBEELD.nl"), Likeness.SAME),
        (who("Bea de Wit", "b.dewit@gmail.com"), who("Bea de Wit", "bdewit@gmail.com"), Likeness.SAME),
        (who("Bea", "b.ea@voorbeeld.nl"), who("Mo", "bea@voorbeeld.nl"), Likeness.OTHER),
        (who("Bea", "huis+bea@voorbeeld.nl"), who("Mo", "huis+mo@voorbeeld.nl"), Likeness.ALIKE),
        (who("Bea", "bea@voorbeeld.nl"), who("Bea", "bea@elders.nl"), Likeness.ALIKE),
        (who("", "bea@voorbeeld.nl"), who("", "mo@voorbeeld.nl"), Likeness.OTHER),
        (who("Bea", "bea@voorbeeld.nl", "1"), who("Anders", "anders@voorbeeld.nl", "1"), Likeness.SAME),
    ],
)
def test_one_person_behind_two_accounts(first, second, expected):
    assert likeness(first, second) is likeness(second, first) is expected


@pytest.mark.parametrize(
    ("holder", "name", "same"),
    [
        ("Huis van de wijk", "Huis van de wijk", True),
        ("STICHTING HUIS VAN DE WIJK", "Huis van de wijk", True),
        ("St. Huis van de Wijk", "Stichting Huis van de Wijk", True),
        ("Café Zuid B.V.", "Cafe Zuid", True),
        ("Huis van de wijk Zuid", "Huis van de wijk", False),
        ("B. de Wit", "Huis van de wijk", False),
        ("Stichting", "Vereniging", False),
        ("", "", False),
    ],
)
def test_the_name_on_the_account(holder, name, same):
    assert same_holder(holder, [name]) is same


def test_every_way_to_use_leads_past_a_second_person_and_the_cool_down():
    ways = {(before, event) for (before, event), then in TABLE.items() if then is AccountState.ACTIVE}
    assert ways == {(AccountState.VERIFIED, AccountEvent.ACTIVATE)}
    assert {before for (before, _event), then in TABLE.items() if then is AccountState.VERIFIED} == {
        AccountState.COOLING_DOWN
    }
    assert {before for (before, _event), then in TABLE.items() if then is AccountState.COOLING_DOWN} == {
        AccountState.PROPOSED
    }


def test_an_account_can_be_stopped_until_it_ended():
    ended = {AccountState.REPLACED, AccountState.REJECTED}
    for state in AccountState:
        assert (after(state, AccountEvent.REJECT) is AccountState.REJECTED) is (state not in ended)
        assert (AccountEvent.REJECT in people_events(state)) is (state not in ended)
