"""The funding plan: the costs beside everything that covers them, to the cent. Money and worth in kind stay apart."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from services.tracker.domain.budgets.coverage import Overclaim, claims_of, overclaimed, shares_of
from services.tracker.domain.budgets.records import SURE, Cover, CoverKind, Line

SMALL_CENTS = 100_000
"""Below this a request stays small: three lines, no VAT, and no funding plan unless somebody asks."""


@dataclass(frozen=True)
class Part:
    """What one cover pays of one line."""

    cover: Cover
    cents: int


@dataclass(frozen=True)
class LineCover:
    """One cost line with what is meant for it by name; what is for the budget as a whole is not in it."""

    line: Line
    parts: tuple[Part, ...]


@dataclass(frozen=True)
class Plan:
    """Costs and covers of one project. A gap is costs without cover; too much is cover without costs."""

    lines: tuple[Line, ...]
    covers: tuple[Cover, ...]

    @property
    def money_lines(self) -> tuple[Line, ...]:
        """The costs that are paid with money."""
        return tuple(line for line in self.lines if not line.in_kind)

    @property
    def kind_lines(self) -> tuple[Line, ...]:
        """What is given in hours and goods."""
        return tuple(line for line in self.lines if line.in_kind)

    @property
    def money_covers(self) -> tuple[Cover, ...]:
        """What covers the money."""
        return tuple(cover for cover in self.covers if cover.kind is not CoverKind.IN_KIND)

    @property
    def costs_cents(self) -> int:
        """The money that is needed, without VAT that comes back."""
        return sum(line.cost_cents for line in self.money_lines)

    @property
    def vat_back_cents(self) -> int:
        """The VAT that comes back."""
        return sum(line.vat_back_cents for line in self.money_lines)

    @property
    def in_kind_cents(self) -> int:
        """What hours and goods are worth together, as far as they go on."""
        return sum(cover.amount_cents for cover in self.covers if cover.kind is CoverKind.IN_KIND and cover.counts)

    @property
    def hoped_cents(self) -> int:
        """Money that may come, or is there."""
        return sum(cover.amount_cents for cover in self.money_covers if cover.counts)

    @property
    def sure_cents(self) -> int:
        """Money that was promised or is there."""
        return sum(cover.amount_cents for cover in self.money_covers if cover.state in SURE)

    @property
    def gap_cents(self) -> int:
        """Money that nobody covers."""
        return max(0, self.costs_cents - self.hoped_cents)

    @property
    def over_cents(self) -> int:
        """Money above what is needed."""
        return max(0, self.hoped_cents - self.costs_cents)

    @property
    def closes(self) -> bool:
        """Whether the plan closes to the cent."""
        return self.costs_cents == self.hoped_cents

    def cover(self, cover_id: str) -> Cover | None:
        """One cover, None when it is not there."""
        return next((cover for cover in self.covers if cover.id == cover_id), None)

    def by_line(self) -> tuple[LineCover, ...]:
        """The money lines with who pays them by name."""
        parts: dict[str, list[Part]] = {}
        for cover in self.money_covers:
            for share in shares_of(cover) if cover.counts else ():
                parts.setdefault(share.line_id, []).append(Part(cover, share.cents))
        return tuple(LineCover(line, tuple(parts.get(line.id, ()))) for line in self.money_lines)

    def overclaimed(self) -> tuple[Overclaim, ...]:
        """The lines that are covered above 100 %."""
        costs = {line.id: line.cost_cents for line in self.money_lines}
        return overclaimed(costs, claims_of(self.money_covers))

    def asks_for_plan(self, source_asks: bool) -> bool:
        """Whether the funding plan is shown: not for a small request with one source that does not ask for it."""
        funders = sum(cover.kind in (CoverKind.APPLICATION, CoverKind.OTHER) for cover in self.covers)
        return source_asks or funders > 1 or not is_small(self.lines)


def is_small(lines: Sequence[Line]) -> bool:
    """Whether the budget stays small."""
    return sum(line.amount_cents for line in lines) < SMALL_CENTS


def without(plan: Plan, cover_id: str, left_cents: int = 0) -> Plan:
    """The plan when a source gives only `left_cents`, or nothing."""
    covers = (
        replace(cover, amount_cents=left_cents) if cover.id == cover_id else cover
        for cover in plan.covers
        if cover.id != cover_id or left_cents
    )
    return replace(plan, covers=tuple(covers))
