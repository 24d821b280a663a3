"""What of a text may stand in a calendar that other programs keep: one line, no amounts, no account numbers."""

from __future__ import annotations

import re

from shared.kernel.letters import one_line

LEFT_OUT = "…"

_NUMBER = r"\d[\d.,]*(?:\s?(?:duizend|miljoen))?"
_AMOUNT = re.compile(rf"(?:€|\beuro\b|\bEUR\b)\s*{_NUMBER}-?|{_NUMBER}-?\s*(?:€|euro\b|EUR\b)", re.IGNORECASE)
_ACCOUNT = re.compile(r"\b(?:NL ?|[A-Z]{2})\d{2}(?:[ .-]?[A-Z0-9]{4}){2,7}(?:[ .-]?[A-Z0-9]{1,3})?\b", re.IGNORECASE)


def plain(text: str) -> str:
    """The text as a calendar may have it; people write amounts and account numbers in titles too."""
    return _AMOUNT.sub(LEFT_OUT, _ACCOUNT.sub(LEFT_OUT, one_line(text)))
