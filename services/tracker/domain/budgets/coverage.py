"""Who covers which cost, and the rule that no cost is covered twice: warned of in a draft, refused in a report."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from services.tracker.domain.budgets.amounts import spread
from services.tracker.domain.budgets.records import Cover, Share


@dataclass(frozen=True)
class Claim:
    """So many cents of one cost line, asked of or reported to one funder (`by`: its id or name)."""

    line_id: str
    by: str
    cents: int


@dataclass(frozen=True)
class Overclaim:
    """A cost line of which more than the whole is claimed, and by whom."""

    line_id: str
    over_cents: int
    by: tuple[str, ...]


def overclaimed(cost_cents: Mapping[str, int], claims: Iterable[Claim]) -> tuple[Overclaim, ...]:
    """The lines whose claims together are above 100 % of their cost, in the order of `cost_cents`.

    A claim on a line that is not there is a claim on a cost of nothing.
    """
    claimed: dict[str, list[Claim]] = {line_id: [] for line_id in cost_cents}
    for claim in claims:
        if claim.cents > 0:
            claimed.setdefault(claim.line_id, []).append(claim)
    found = []
    for line_id, its_claims in claimed.items():
        over = sum(claim.cents for claim in its_claims) - cost_cents.get(line_id, 0)
        if its_claims and over > 0:
            found.append(Overclaim(line_id, over, tuple(dict.fromkeys(claim.by for claim in its_claims))))
    return tuple(found)


def claims_of(covers: Iterable[Cover]) -> tuple[Claim, ...]:
    """What the covers that count claim of single lines."""
    return tuple(
        Claim(share.line_id, cover.id, share.cents) for cover in covers if cover.counts for share in shares_of(cover)
    )


def shares_of(cover: Cover) -> tuple[Share, ...]:
    """Which lines a cover pays; none while the division does not add up to its amount any more.

    A funder that gave less than was asked did not say for which lines: nothing is guessed, somebody divides anew.
    """
    return cover.shares if _divided(cover) == cover.amount_cents else ()


def proposed_shares(cover: Cover) -> tuple[Share, ...]:
    """The division of a cover over its lines, in proportion when its amount changed: what a person may start from."""
    if _divided(cover) in (0, cover.amount_cents):
        return cover.shares
    parts = spread(cover.amount_cents, [share.cents for share in cover.shares])
    return tuple(Share(share.line_id, cents) for share, cents in zip(cover.shares, parts, strict=True))


def _divided(cover: Cover) -> int:
    return sum(share.cents for share in cover.shares)
