"""Account numbers as people type them."""

from __future__ import annotations

import pytest

from shared.kernel.iban import masked_iban
from shared.plumbing.ibans import IbanProblem, iban_mend, read_iban


@pytest.mark.parametrize(
    "typed", ["NL91ABNA0417164300", "nl91 abna 0417 1643 00", " NL91-ABNA-0417-1643-00 ", "NL91.ABNA.0417.1643.00"]
)
def test_one_number_in_many_ways(typed):
    assert read_iban(typed) == "NL91ABNA0417164300"


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("", "not_an_iban"),
        ("0417164300", "not_an_iban"),
        ("NL91", "not_an_iban"),
        ("NL91ABNA0417164301", "wrong_digits"),
        ("NL19ABNA0417164300", "wrong_digits"),
        ("NL91ABNA041716430", "wrong_digits"),
        ("NL91\u00c0BNA0417164300", "not_an_iban"),
        ("NL91\x00ABNA0417164300", "not_an_iban"),
        ("\uff2e\uff2c91ABNA0417164300", "not_an_iban"),
        ("SA0380000000608010167519", "not_sepa"),
        ("N" * 100_000, "not_an_iban"),
    ],
)
def test_what_is_wrong_has_a_mend(typed, code):
    with pytest.raises(IbanProblem) as problem:
        read_iban(typed)
    assert problem.value.code == code
    assert iban_mend(code).endswith(".")
    assert len(typed) < 5 or typed not in str(problem.value), "an error is kept in logs; a number never is"


def test_a_foreign_number_of_the_euro_area_is_good():
    assert read_iban("BE71 0961 2345 6769") == "BE71096123456769"


def test_masked_shows_the_country_and_the_last_four():
    assert masked_iban("NL91ABNA0417164300") == "NL.. •••• 4300"
