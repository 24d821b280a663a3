"""Documents in words: what they are, how old, how large."""

from __future__ import annotations

from services.tracker.domain.documents.kinds import MOST_MONTHS, OWN_KINDS
from services.tracker.usecases.documents.add_document import document_kinds
from services.tracker.usecases.documents.see_documents import SeenDocument
from shared.contracts.codes import label
from shared.wording.language import current_language
from shared.wording.numbers import number
from shared.wording.texts import gettext as _


def kind_text(kind: str) -> str:
    """What a document is, with a capital."""
    text = _(OWN_KINDS[kind]) if kind in OWN_KINDS else label("papers", kind, current_language())
    return f"{text[:1].upper()}{text[1:]}"


def kind_choices() -> list[tuple[str, str]]:
    """What a document can be."""
    return [(kind, kind_text(kind)) for kind in document_kinds()]


def age_text(seen: SeenDocument) -> str:
    """That a paper is too old, why that matters and what to do; empty when it is fine."""
    if seen.months is None:
        return ""
    reason = _(MOST_MONTHS[seen.document.kind][1])
    return _("Dit papier is %(months)s maanden oud. Vraag een nieuw. %(reason)s", months=seen.months, reason=reason)


def size_text(size: int) -> str:
    """A number of bytes as people read it."""
    return (
        _("%(size)s MB", size=number(size / 1_000_000))
        if size >= 100_000
        else _("%(size)s kB", size=max(1, size // 1000))
    )
