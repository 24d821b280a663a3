"""Which plan fits what the source tells of its payments. It is shown as a first choice; a person decides."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from services.tracker.domain.instalments.plans import Plan, PlanKind

_KIND_OF = {
    "in_advance": PlanKind.AT_ONCE,
    "advance_and_final": PlanKind.ADVANCE,
    "afterwards": PlanKind.AFTER_REPORT,
}


def suggested_plan(document: Mapping[str, Any]) -> Plan | None:
    """The plan that the record of a source (catalogue.schema.json) points to; None when it does not tell."""
    payment = document.get("payment") or {}
    percent = payment.get("advance_percent")
    advance = int(percent) if isinstance(percent, (int, float)) and 1 <= percent <= 99 else None
    # A record may name loans or guarantees beside money; only one that gives nothing else is a guarantee.
    if document.get("support") == ["guarantee"]:
        return Plan(PlanKind.GUARANTEE, min(advance, 75) if advance else None)
    kind = _KIND_OF.get(payment.get("mode", ""))
    if kind is None:
        return None
    return Plan(kind, advance if kind is PlanKind.ADVANCE else None)
