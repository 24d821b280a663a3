"""The dated copy of a source and its match that an application keeps (shared.contracts.source_snapshot)."""

from __future__ import annotations

from typing import Any

from services.matcher.domain.bands import papers
from services.matcher.domain.closing import Basis
from services.matcher.domain.closing import Closing as DomainClosing
from services.matcher.domain.source import Source
from services.matcher.settings import MatcherContext
from services.matcher.usecases.needs.find_matches import ExplainedMatch, explain_one
from services.matcher.usecases.needs.need import PlacedNeed
from shared.access.actors import Actor
from shared.contracts.source_snapshot import (
    AmountBand,
    Closing,
    ClosingBasis,
    NeedCost,
    SnapshotReason,
    SnapshotVerdict,
    SourceSnapshot,
)


def snapshot_for_application(ctx: MatcherContext, actor: Actor, need_id: str, source_id: str) -> SourceSnapshot:
    """What the matcher knows now of this source for this need. Raises NotFound for what the person may not see."""
    found, explained = explain_one(ctx, actor, need_id, source_id)
    source, placed = explained.entry.source, found.placed
    return SourceSnapshot(
        source_id=source.id,
        source_version=explained.entry.version,
        name=source.name,
        provider=source.provider,
        provider_kind=source.provider_kind,
        status=source.status,
        document=explained.entry.document,
        need_id=placed.id,
        need_title=placed.row.title,
        place_id=placed.row.place_id,
        verdict=_verdict(explained),
        taken_at=ctx.clock.now(),
        need_costs=tuple(NeedCost(cost.kind, cost.cents, cost.label) for cost in found.need.costs or ()),
        need_own_cents=found.need.own_cents,
        url=source.url or source.provenance.source_url,
        seen_on=source.provenance.seen_on,
        closing=_closing(explained.closing),
        amounts=_amounts(source),
        papers=papers(found.need, source) or _known(explained, "papers"),
        first_steps=_known(explained, "first_steps"),
        apply_via=_known(explained, "apply_via"),
        reporting=explained.entry.document.get("reporting"),
        amount_sought_cents=_sought(placed),
    )


def _verdict(explained: ExplainedMatch) -> SnapshotVerdict:
    reasons = tuple(
        SnapshotReason(reason["code"], reason["verdict"], reason["text"], reason.get("fact"))
        for reason in explained.row["reasons"]
    )
    return SnapshotVerdict(explained.match.eligibility.value, explained.match.group.value, reasons)


def _closing(closing: DomainClosing | None) -> Closing | None:
    """A scheme's last day counts in full ("t/m"); days reckoned from a pattern or the start are expected only."""
    if closing is None:
        return None
    return Closing(
        date=closing.on,
        basis=ClosingBasis.THROUGH if closing.basis is Basis.SCHEME_END else ClosingBasis.UNSTATED,
        source_text=closing.text,
        expected=closing.basis in (Basis.YEARLY, Basis.WEEKS_BEFORE_START),
    )


def _amounts(source: Source) -> tuple[AmountBand, ...] | None:
    if source.amounts is None:
        return None
    return tuple(AmountBand(band.min_cents, band.max_cents, band.per, band.note) for band in source.amounts)


def _known(explained: ExplainedMatch, name: str) -> tuple[str, ...] | None:
    """The codes of a list in the record; None when the source does not tell."""
    codes: Any = explained.entry.document.get(name)
    return None if codes is None else tuple(codes)


def _sought(placed: PlacedNeed) -> int | None:
    return placed.need().sought_cents
