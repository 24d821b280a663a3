"""Codes of agreements in words for people."""

from __future__ import annotations

from services.tracker.domain.agreements.evaluations import GOING_LABELS, Going
from services.tracker.domain.agreements.obligations import KEPT_LABELS, Kept
from services.tracker.domain.agreements.promises import KIND_LABELS, RHYTHM_LABELS, Promise, Side
from services.tracker.domain.agreements.vocabulary import EVENT_LABELS, STATE_LABELS, AgreementEvent, AgreementState
from services.tracker.usecases.agreeing.read_agreement import AgreementFile
from shared.wording.texts import gettext as _

TONES = {
    AgreementState.DRAFT: "busy",
    AgreementState.PROPOSED: "wait",
    AgreementState.PARTLY_SIGNED: "wait",
    AgreementState.SCHEDULED: "good",
    AgreementState.ACTIVE: "good",
    AgreementState.AT_RISK: "bad",
    AgreementState.SUSPENDED: "bad",
    AgreementState.IN_NOTICE: "wait",
    AgreementState.DECLINED: "quiet",
    AgreementState.EXPIRED: "quiet",
    AgreementState.ENDED: "quiet",
}
"""How the page kit draws each state: busy is ours to do, wait is theirs."""


def state_text(state: AgreementState) -> str:
    """Where an agreement stands."""
    return _(STATE_LABELS[state])


def event_text(event: AgreementEvent) -> str:
    """What a button says."""
    return _(EVENT_LABELS[event])


def side_text(file: AgreementFile, side: Side) -> str:
    """The name of one of the parties."""
    return file.place_name if side is Side.PLACE else file.agreement.partner_name


def promise_text(promise: Promise) -> str:
    """What is promised, and how often."""
    return _(
        "%(text)s (%(kind)s, %(rhythm)s)", text=promise.text, kind=_(KIND_LABELS[promise.kind]), rhythm=rhythm(promise)
    )


def rhythm(promise: Promise) -> str:
    """How often."""
    return _(RHYTHM_LABELS[promise.rhythm])


def kept_text(kept: Kept | None) -> str:
    """What became of a duty."""
    return _("nog niet afgevinkt") if kept is None else _(KEPT_LABELS[kept])


def kept_choices() -> list[tuple[str, str]]:
    """What can have become of a promise."""
    return [(kept.value, _(text)) for kept, text in KEPT_LABELS.items()]


def going_choices() -> list[tuple[str, str]]:
    """How the two can go on."""
    return [(going.value, _(text)) for going, text in GOING_LABELS.items()]


def going_text(going: Going) -> str:
    """How the two go on."""
    return _(GOING_LABELS[going])
