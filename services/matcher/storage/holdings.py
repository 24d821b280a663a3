"""What the matcher's database holds of a person."""

from __future__ import annotations

from services.matcher.storage.tables import (
    metadata,
    saved_search,
    search_hit,
    search_notice,
    source_check,
    source_proposal,
)
from shared.access.own_data.holdings import Holding, blanked, common, mentions, own

_KNOWN: list[Holding] = [
    *common(metadata),
    own(search_hit),
    own(saved_search),
    own(search_notice),
    # What they noted about a source; the source itself and its history stay.
    blanked(source_proposal, "proposed_by", note=""),
    blanked(source_check, "checked_by", note=""),
]

HOLDINGS: tuple[Holding, ...] = (*_KNOWN, *mentions(metadata, _KNOWN))
