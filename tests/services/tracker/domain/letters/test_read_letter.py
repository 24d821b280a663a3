"""What the rules find in letters: every finding of a table, and a count for letters they were not made for."""

from __future__ import annotations

from datetime import date

import pytest

from services.tracker.domain.letters.numbers import amounts_in, dates_in, number_of
from services.tracker.domain.letters.read_letter import MAX_LETTERS, read_letter
from services.tracker.domain.letters.reading import Confidence, Field
from services.tracker.domain.letters.sentences import sentences_of
from tests.services.tracker.domain.letters import fresh_letters, made_letters

SINGLE = [field for field in Field if field is not Field.CONDITION]


def read(letters, name, asked=None):
    return read_letter(getattr(letters, name), asked_cents=asked)


def found_in(reading):
    return {field.value: best.value for field in SINGLE if (best := reading.best(field))}


@pytest.mark.parametrize("name", [name for name in made_letters.EXPECTED if name != "NOT_A_LETTER"])
def test_what_stands_in_a_letter(name):
    expected = {**made_letters.EXPECTED[name]}
    conditions = expected.pop("conditions", 0)
    reading = read(made_letters, name, made_letters.ASKED.get(name))
    assert found_in(reading) == expected
    assert len(reading.every(Field.CONDITION)) == conditions


def test_an_invitation_decides_nothing():
    reading = read(made_letters, "NOT_A_LETTER")
    assert reading.best(Field.OUTCOME) is None
    assert reading.best(Field.AMOUNT) is None
    assert all(found.confidence is Confidence.UNSURE for found in reading.findings)


def test_letters_that_the_rules_were_not_made_for():
    """15 of 19 facts are found and none is wrong. This is a measurement: a change that finds less must be a choice."""
    right = wrong = facts = 0
    for name, expected in fresh_letters.EXPECTED.items():
        found = found_in(read(fresh_letters, name))
        facts += len(expected)
        right += len(found.items() & expected.items())
        wrong += len(found.items() - expected.items())
    assert (right, wrong, facts) == (15, 0, 19)


def test_every_finding_marks_the_sentence_it_stands_in():
    reading = read(made_letters, "MUNICIPALITY", 348_050)
    marked = {found.field: " ".join(reading.text[found.start : found.end].split()) for found in reading.findings}
    assert marked[Field.KEEP_YEARS] == "U bewaart de administratie gedurende zeven jaar."
    assert marked[Field.REFERENCE] == "Zaaknummer: Z/26/104482"
    assert (
        marked[Field.AMOUNT].startswith("Wij verlenen u een subsidie")
        and marked[Field.AMOUNT].endswith("“eten”.") is False
    )
    assert all(0 <= found.start < found.end <= len(reading.text) for found in reading.findings)


def test_conditions_carry_their_last_day():
    conditions = read(made_letters, "CONDITIONAL").every(Field.CONDITION)
    assert [one.due_on for one in conditions] == [date(2027, 2, 1), date(2027, 2, 1), None]


@pytest.mark.parametrize(
    ("text", "cents"),
    [
        ("€ 5.000,-", [500_000]),
        ("€5000", [500_000]),
        ("EUR 1.234,50 en 250 euro", [123_450, 25_000]),
        ("2.500,00 euro", [250_000]),
        ("€ 10,000.00", [1_000_000]),
        ("€ 3,480", [348_000]),
        ("zegge vijfduizend euro", [500_000]),
        ("vijfentwintighonderd euro", [250_000]),
        ("tweeduizend vijfhonderd mensen en 3 dagen", []),
        ("duizend euro", [100_000]),
        ("drieënveertigduizendtweehonderd euro", [4_320_000]),
        ("€ 99999999999999", []),
        ("in 2026 kwamen 40 mensen", []),
    ],
)
def test_amounts(text, cents):
    assert [amount.cents for amount in amounts_in(text)] == cents


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("12 november 2026", [date(2026, 11, 12)]),
        ("op 1 mrt. 2027 of 2-4-2027", [date(2027, 3, 1), date(2027, 4, 2)]),
        ("November 9, 2026 and 10th December 2026", [date(2026, 11, 9), date(2026, 12, 10)]),
        ("2026-12-31", [date(2026, 12, 31)]),
        ("31-02-2026 of 45 mei 2026", []),
        ("art. 4.12.2026a, tel. 010-1234567", []),
    ],
)
def test_dates(text, days):
    assert dates_in(text) == days


@pytest.mark.parametrize(
    ("words", "number"),
    [("zes", 6), ("13", 13), ("tweeëntwintig", 22), ("negentienhonderd", 1900), ("veel", None), ("", None)],
)
def test_numbers(words, number):
    assert number_of(words) == number


def test_sentences_know_where_they_stand():
    letter = "Datum: 1 mei 2026\n\nWij geven d.d. 1 mei\n€ 5.000,- aan u. Dat is mooi.\n- een punt\n- nog een"
    found = sentences_of(letter)
    assert [one.text for one in found] == [
        "Datum: 1 mei 2026",
        "Wij geven d.d. 1 mei",
        "€ 5.000,- aan u.",
        "Dat is mooi.",
        "- een punt",
        "- nog een",
    ]
    assert all(" ".join(letter[one.start : one.end].split()) == one.text for one in found)


def test_a_letter_of_any_shape_is_read_in_little_time():
    """Text that makes careless patterns run for ever comes back at once (the suite's time limit guards this)."""
    for text in ("niet " * 20_000, "€ " + "1." * 20_000, "a" * 200_000, "bezwaar geen " * 10_000, "\n" * 100_000, ""):
        reading = read_letter(text)
        assert len(reading.text) <= MAX_LETTERS
