"""Amounts of a bank statement, and entries whose details do not tell how they fall apart."""

from __future__ import annotations

import pytest

from services.tracker.gateways.camt import WrongStatement, read_camt
from tests.services.tracker.payouts.made import entry, statement


def of_amount(text):
    return read_camt(statement(entry(30_000, text="x").replace("300.00", text)))


@pytest.mark.parametrize(("text", "cents"), [("300.00", 30_000), ("1234.5", 123_450), ("7", 700), ("7.00000", 700)])
def test_amounts_are_read_as_xml_writes_them(text, cents):
    assert [one.amount_cents for one in of_amount(text)] == [cents]


@pytest.mark.parametrize("text", ["1.234", "-3", "1,00", "1e3", "", "9" * 30, "٣"])
def test_what_is_no_amount_in_cents_is_refused(text):
    with pytest.raises(WrongStatement):
        of_amount(text)


def with_details(*amounts):
    own = [f'<AmtDtls><TxAmt><Amt Ccy="EUR">{one}</Amt></TxAmt></AmtDtls>' if one else "" for one in amounts]
    details = "".join(
        f"<TxDtls><Refs><EndToEndId>m{number}</EndToEndId></Refs>{one}</TxDtls>" for number, one in enumerate(own)
    )
    before, _start, rest = entry(30_000).partition("<NtryDtls>")
    return read_camt(statement(f"{before}<NtryDtls>{details}</NtryDtls>{rest.partition('</NtryDtls>')[2]}"))


@pytest.mark.parametrize(
    ("amounts", "expected"),
    [
        (("100.00", "200.00"), [(10_000, "m0"), (20_000, "m1")]),
        ((None, None, None), [(30_000, "")]),
        (("100.00", None), [(30_000, "")]),
        (("300.00", "300.00"), [(30_000, "")]),
        ((None,), [(30_000, "m0")]),
    ],
)
def test_an_entry_counts_once(amounts, expected):
    assert [(one.amount_cents, one.end_to_end_id) for one in with_details(*amounts)] == expected
