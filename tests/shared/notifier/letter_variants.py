"""Every letter that the templates can give: one per code that a template asks about."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import product

from shared.contracts.messages import MessageKind
from shared.notifier.rendering import TEMPLATES

USUAL: dict[str, object] = {
    "application_title": "Nieuwe keuken",
    "source_name": "Fonds Voorbeeld",
    "closing_date": "2026-12-19",
    "amount_cents": 250_000,
    "expected_text": "7 december 2026",
    "person_name": "Anna",
    "address": "a•••@example.org",
    "note": "Dat is goed.",
    "by": "De Brug",
    "days_late": 15,
    "count": 3,
    "account": "NL.. •••• 4300",
    "usable_text": "25 november 2026 om 13:00",
    "old_text": "5 december 2026",
    "closing_text": "12 december 2026",
    "next_round": "2027-03-03",
    "reason": "De gever zei nee.",
    "told": [{"title": "Ingediend: Nieuwe keuken", "link": ""}],
    "changes": [{"kind": "closed", "source_name": "Fonds A", "search_name": "Tuinen"}],
    "more": 2,
    "applications": 2,
    "tasks": 3,
    "starts_on": "2027-01-01",
    "earliest": "2027-02-01",
}
MOST_TOGETHER = 60


def variants(kind: MessageKind) -> Iterator[dict[str, object]]:
    """Data for each letter of a kind: every code that its template compares with, and one that it does not know."""
    source = (TEMPLATES / "letters" / f"{kind.value}.j2").read_text(encoding="utf-8")
    codes: dict[str, set[str]] = {}
    for name, code in re.findall(r"\b(\w+) == '(\w+)'", source):
        codes.setdefault(name, {"other"}).add(code)
    for name, listed in re.findall(r"\b(\w+)(?: or 'asked'\))? in \(([^)]*)\)", source):
        codes.setdefault(name, {"other"}).update(re.findall(r"'(\w+)'", listed))
    codes.pop("asked", None)
    combinations = list(product(*(sorted(known) for known in codes.values())))
    assert len(combinations) <= MOST_TOGETHER, f"{kind.value} has too many letters to read them all"
    for combination in combinations:
        yield USUAL | dict(zip(codes, combination, strict=True))
