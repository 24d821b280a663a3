"""Which rules follow from the kind of provider: public law holds for government money only."""

from __future__ import annotations

GOVERNMENT = "government"
NOT_TOLD = "other"


def is_public(provider_kind: str) -> bool | None:
    """Whether public law holds for this kind (a code of provider_kind); None when the kind does not tell."""
    return None if provider_kind == NOT_TOLD else provider_kind == GOVERNMENT
