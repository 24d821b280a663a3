"""Saying no to a report that is not complete, in the words of the guard of the state table."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from services.tracker.domain.guards.facts import Facts
from services.tracker.domain.guards.spending import report_complete
from shared.kernel.errors import NotAllowedNow
from shared.wording.texts import gettext as _


def refuse_incomplete(missing: Sequence[str], now: datetime) -> None:
    """Raises NotAllowedNow when something is missing; for acts on a report that are no event of the application."""
    refusal = report_complete(Facts(now=now, report_missing=tuple(missing)))
    if refusal is not None:
        raise NotAllowedNow(_(refusal.message, **refusal.values), (), refusal.code)
