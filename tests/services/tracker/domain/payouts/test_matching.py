"""What a line of a statement is: by our mark, else as a proposal by amount, number and name."""

from __future__ import annotations

import pytest

from services.tracker.domain.payouts.matching import NOTHING, Found, find
from services.tracker.domain.payouts.records import Entry, Line
from services.tracker.domain.payouts.states import EntryState, LineOutcome, Meaning

SETTLED, PROPOSED = EntryState.SETTLED, EntryState.PROPOSED
OURS, OTHER = "NL91ABNA0417164300", "NL20INGB0001234567"


def line(id_="1", cents=100, **more):
    return Line(id_, "h", "b", f"p{id_}", f"g{id_}", f"SP{id_}", "A. de Vries", OURS, cents, "", **more)


def entry(incoming=False, cents=100, **more):
    values = {"name": "", "iban": "", "end_to_end_id": "", "text": ""} | more
    return Entry("e", "h", "s", "k", incoming, cents, None, **values)


PAID = line(outcome=LineOutcome.PAID)
CASES = [
    (entry(end_to_end_id="SP1"), [line()], Found(SETTLED, Meaning.PAYMENT, "1", "g1")),
    (entry(end_to_end_id="SP1", cents=99), [line()], NOTHING),
    (entry(end_to_end_id="SP1"), [PAID], NOTHING),  # never twice
    (entry(iban=OURS, name="Anna de Vries"), [line()], Found(PROPOSED, Meaning.PAYMENT, "1", "g1")),
    (entry(iban=OURS, name="B. Jansen"), [line()], NOTHING),
    (entry(iban=OTHER, name="A. de Vries"), [line()], NOTHING),
    (entry(iban=OURS, name="A. de Vries"), [line(), line("2")], NOTHING),  # two could be it: a person chooses
    (entry(True, end_to_end_id="SP1"), [PAID], Found(SETTLED, Meaning.RETURN, "1", "g1")),
    (entry(True, returned=True, iban=OURS, name="A. de Vries"), [line()], Found(PROPOSED, Meaning.RETURN, "1", "g1")),
    (entry(True, iban=OURS, cents=5), [line()], Found(PROPOSED, Meaning.MONEY_BACK, group_id="g1")),
    (entry(True, text="Voorschot opzoomer mee"), [], Found(PROPOSED, Meaning.INCOME, scheme="Opzoomer Mee")),
    (entry(True, text="Huur"), [], NOTHING),
    (entry(text="Opzoomer Mee"), [], NOTHING),  # money that left is no income
]


@pytest.mark.parametrize(("found", "lines", "expected"), CASES)
def test_what_a_line_of_a_statement_is(found, lines, expected):
    assert find(found, lines, {OURS: "g1"}, ["Opzoomer Mee", "Buurtbudget"]) == expected
