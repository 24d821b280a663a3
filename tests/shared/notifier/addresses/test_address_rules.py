"""What an answer of a mail server says about an address."""

from __future__ import annotations

import pytest

from shared.notifier.addresses.rules import Trouble, key_of, masked, stops, trouble_of_answer


@pytest.mark.parametrize(
    ("code", "text", "at_recipient", "trouble"),
    [
        (550, "no such user", True, Trouble.GONE),
        (551, "moved away", True, Trouble.GONE),
        (550, "5.1.1 no such user", True, Trouble.GONE),
        (550, "5.2.1 closed", True, Trouble.GONE),
        (552, "mailbox full", True, Trouble.REFUSED),
        (550, "5.2.2 mailbox full", True, Trouble.REFUSED),
        (550, "5.7.1 not from you", True, Trouble.REFUSED),
        (554, "no service here", True, Trouble.REFUSED),
        (550, "looks like spam", False, Trouble.REFUSED),
    ],
)
def test_only_who_is_not_there_is_gone(code, text, at_recipient, trouble):
    assert trouble_of_answer(code, text, at_recipient=at_recipient) is trouble


@pytest.mark.parametrize(
    ("trouble", "lately", "ends"),
    [
        (Trouble.GONE, 1, True),
        (Trouble.COMPLAINT, 1, True),
        (Trouble.REFUSED, 4, False),
        (Trouble.REFUSED, 5, True),
    ],
)
def test_the_fifth_refusal_in_ten_days_ends_mail(trouble, lately, ends):
    assert stops(trouble, lately) is ends


def test_an_address_can_be_found_but_not_read():
    key = key_of(b"secret", "Anna@Example.org ")
    assert key == key_of(b"secret", "anna@example.org") != key_of(b"other", "anna@example.org")
    assert "anna" not in key and masked("anna@example.org") == "a•••@example.org"
