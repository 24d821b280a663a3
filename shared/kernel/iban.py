"""Account numbers: how they are shown, and the countries that euros are sent to in the ordinary way."""

from __future__ import annotations

SEPA_COUNTRIES = frozenset(
    (
        *"AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK".split(),  # noqa: SIM905
        *("IS", "LI", "NO", "CH", "GB", "GI", "AD", "MC", "SM", "VA"),
        *("AL", "ME"),  # since November 2024
    )
)
"""First letters of the numbers of the euro payments area: the European Payments Council's list EPC409-09, seen through
support.genome.eu (EU, EEA and six more), xmldation.com (Gibraltar) and npmjs.com/package/is-sepa (January 2025). Who
joined later is left out until somebody looks it up: such a number is refused, never paid by mistake."""


def masked_iban(iban: str) -> str:
    """`NL.. •••• 4300`: enough to know one's own number again, too little to use it."""
    return f"{iban[:2]}.. •••• {iban[-4:]}"
