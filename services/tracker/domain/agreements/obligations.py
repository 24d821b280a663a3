"""Promises as dated duties, and who hears of one that was not kept."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from services.tracker.domain.texts import mark as _

TELL_BOTH_AFTER = timedelta(days=14)
TELL_COORDINATOR_AFTER = timedelta(days=28)


class Kept(StrEnum):
    """What became of a promise."""

    YES = "yes"
    PARTLY = "partly"
    NO = "no"


KEPT_LABELS = {Kept.YES: _("gedaan"), Kept.PARTLY: _("deels gedaan"), Kept.NO: _("niet gedaan")}


class Notice(StrEnum):
    """Who should hear of an overdue duty."""

    BOTH = "both"
    COORDINATOR = "coordinator"


@dataclass(frozen=True)
class Obligation:
    """One promise on one day. `kept` None: nobody said yet. `told`: who heard that it is overdue."""

    id: str
    agreement_id: str
    place_id: str
    promise_id: str
    due_on: date
    version: int
    kept: Kept | None = None
    note: str = ""
    noted_by: str | None = None
    told: frozenset[Notice] = frozenset()
