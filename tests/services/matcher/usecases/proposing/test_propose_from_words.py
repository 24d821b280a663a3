"""What free words propose, with the words that led to it; and that no words can keep it busy."""

from __future__ import annotations

import time

import pytest

from services.matcher.usecases.proposing.propose_from_words import propose_for_place, propose_from_words
from shared.contracts.codes import codes
from shared.kernel.errors import Forbidden, InvalidInput, NotFound, NotSignedIn


def proposed(text, title=""):
    return {(one.list, one.code): one for one in propose_from_words(title, text)}


@pytest.mark.parametrize(
    ("text", "code_list", "code", "words"),
    [
        ("Een ouderenmiddag in de flat", "target_groups", "elderly", ("ouderenmiddag",)),
        ("Wij maken een buurtmoestuin", "themes", "green_and_sustainability", ("buurtmoestuin",)),
        ("Soep koken met statushouders", "target_groups", "newcomers", ("statushouders",)),
        ("Soep koken met statushouders", "cost_kind", "food_and_drink", ("soep", "koken")),
        ("Voor mensen met weinig geld", "target_groups", "low_income", ("weinig geld",)),
        ("KOFFIE-ochtend voor wie alleen is", "themes", "meeting", ("koffie-ochtend",)),
        ("We zoeken een zaaltje", "support", "space", ("zaaltje",)),
    ],
)
def test_words_lead_to_a_code(text, code_list, code, words):
    assert proposed(text)[code_list, code].words == words


def test_what_is_denied_proposes_nothing():
    assert not proposed("Er komt geen barbecue en zonder subsidie")


def test_look_alikes_are_told_apart():
    assert ("target_groups", "elderly") not in proposed(
        "De ouders van de klas naast ons, een klein groepje uit de school"
    )
    assert not proposed("naast klein school vier")


def test_more_words_are_stronger_and_never_certain():
    one, more = proposed("een moestuin"), proposed("tuin moestuin planten bomen bloemen zaden compost gras natuur")
    key = ("themes", "green_and_sustainability")
    assert 0 < one[key].strength < more[key].strength < 1
    assert len(more[key].words) == 5


def test_codes_are_those_of_the_lists():
    text = "subsidie zaal huurkorting advies spullen klusdag cursus lening borg " * 3
    for one in propose_from_words(text, text):
        assert one.code in codes(one.list)


@pytest.mark.parametrize(
    "text", ["", " \n\t", "\x00\x07\u202e", "🎉🎈👵🏽", "x" * 100_000, "a-" * 50_000, "'\"<script>"]
)
def test_nothing_to_read_is_no_error(text):
    assert propose_from_words("", text) == []


def test_five_thousand_words_take_bounded_time():
    text = " ".join(f"buurtmoestuinverenigingsfeest{chr(97 + n % 26)}{chr(97 + n // 26 % 26)}{n}" for n in range(5_000))
    propose_from_words("", "warm")
    start = time.perf_counter()
    propose_from_words(text, "\x00👵 " + text)
    assert time.perf_counter() - start < 3


def test_who_may_describe_a_need_may_ask(small_world):
    place = small_world.place()
    assert propose_for_place(small_world.noor, place.id, {"description": "Een tuin"})
    with pytest.raises(NotSignedIn):
        propose_for_place(None, place.id, {"description": "Een tuin"})
    with pytest.raises((Forbidden, NotFound)):
        propose_for_place(small_world.person("Piet"), place.id, {"description": "Een tuin"})


@pytest.mark.parametrize(
    ("given", "field"),
    [({}, "description"), ({"title": 3}, "title"), ({"description": "woord " * 5_000}, "description")],
)
def test_what_cant_be_read_says_where(small_world, given, field):
    place = small_world.place()
    with pytest.raises(InvalidInput) as problem:
        propose_for_place(small_world.noor, place.id, given)
    assert [error.field for error in problem.value.errors] == [field]
