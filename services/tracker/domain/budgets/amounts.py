"""Arithmetic in whole cents: what hours are worth, the VAT in a price, dividing an amount without losing a cent."""

from __future__ import annotations

from collections.abc import Sequence

from shared.kernel.numerals import number_of_text

MINUTES = 60


def minutes_of(hours: str | int | float) -> int | None:
    """Whole minutes of a number of hours: `12`, `12,5`; None for what is no number, or below zero."""
    number = number_of_text(hours.strip()) if isinstance(hours, str) else hours
    if number is None or isinstance(number, bool) or not 0 <= number < 1_000_000_000:
        return None
    return round(number * MINUTES)


def hours_value(minutes: int, rate_cents: int) -> int:
    """What `minutes` are worth at a rate per hour, in whole cents; half a cent goes up."""
    return _rounded(minutes * rate_cents, MINUTES)


def vat_in(amount_cents: int, percent: int) -> int:
    """The VAT in an amount that includes it, in whole cents; half a cent goes up."""
    return _rounded(amount_cents * percent, 100 + percent)


def part_of(amount_cents: int, percent: float) -> int:
    """So many percent of an amount, in whole cents, never more than it is."""
    # Percentages of sources have a few decimals at most; thousandths keep 33.333 whole.
    return amount_cents * round(percent * 1000) // 100_000


def spread(total: int, weights: Sequence[int]) -> tuple[int, ...]:
    """`total` cents divided after `weights`; the parts add up to it, and none is a whole cent off its due.

    The cents that are left go to the largest remainders, the first of equals before the rest.
    """
    whole = sum(weights)
    if whole <= 0:
        raise ValueError("nothing to divide by")
    parts = [total * weight // whole for weight in weights]
    by_remainder = sorted(range(len(weights)), key=lambda at: -(total * weights[at] % whole))
    for at in by_remainder[: total - sum(parts)]:
        parts[at] += 1
    return tuple(parts)


def _rounded(numerator: int, denominator: int) -> int:
    return (2 * numerator + denominator) // (2 * denominator)
