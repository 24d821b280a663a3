"""What acts on the money of an application share: who may, when, and moving one instalment by its table."""

from __future__ import annotations

from typing import Any

from services.tracker.domain.instalments.records import Instalment
from services.tracker.domain.instalments.states import STATE_LABELS, InstalmentEvent, after, steps_from
from services.tracker.domain.states import GRANTED, State
from services.tracker.storage import instalments
from services.tracker.usecases.changing import Change
from shared.access.rights import Action, Resource, Right
from shared.kernel.errors import NotAllowedNow, Stale
from shared.wording.texts import gettext as _

RIGHT = Right(Resource.INSTALMENT, Action.CONFIRM_RECEIVED)
"""The board looks after the money, and writes down what a funder without an account tells of it."""

ENDED = frozenset({State.REVOKED, State.LAPSED, State.REJECTED})
"""The award is gone, taken back by the funder or by a ruling, but money of it can have come in or be on its way."""

WITH_MONEY = GRANTED | ENDED
"""States in which money can come in, or turn out to have come in."""

TO_PLAN = GRANTED - {State.SETTLED, State.REPAYMENT_DUE, State.CLOSED}
"""States in which it can still be agreed how the money comes."""


def check_state(change: Change, states: frozenset[State]) -> None:
    """Raises NotAllowedNow unless the application is in one of these states."""
    state = change.application.state
    if state in states and (state is not State.REJECTED or _money_was_agreed(change)):
        return
    if state in GRANTED:
        raise NotAllowedNow(_("De aanvraag is al afgerekend. Hier verandert niets meer aan."), code="state")
    raise NotAllowedNow(_("Schrijf eerst het besluit op. Er is nog geen geld toegekend."), code="no_award")


def _money_was_agreed(change: Change) -> bool:
    """Whether money was ever agreed: most of what is refused never was awarded."""
    connection, scope = change.work.connection, change.actor.scope
    return bool(instalments.of_application(connection, scope, change.application.id))


def move(change: Change, before: Instalment, event: InstalmentEvent, **values: Any) -> Instalment:
    """Makes an event happen to an instalment. Raises NotAllowedNow, with what is possible now, or Stale."""
    state = after(before.state, event)
    if state is None:
        message = _("Dit kan nu niet. De betaling staat op “%(now)s”.", now=_(STATE_LABELS[before.state]))
        raise NotAllowedNow(message, steps_from(before.state), "state")
    return write(change, before, state=state, **values)


def write(change: Change, before: Instalment, **values: Any) -> Instalment:
    """Writes new values of an instalment. Raises Stale when somebody else changed it."""
    return instalments.change(change.work.connection, change.actor.scope, before, changed_at=change.now, **values)


def instalment_of(change: Change, instalment_id: str, expected_version: int | None) -> Instalment:
    """The instalment that somebody acts on. Raises NotFound, Stale when it is not the version that they saw."""
    found = instalments.get(change.work.connection, change.actor.scope, change.application.id, instalment_id)
    if expected_version is not None and expected_version != found.version:
        raise Stale(_("Iemand anders heeft deze betaling net veranderd. Kijk eerst wat er nu staat."), found.version)
    return found


def above_award(excess: str) -> NotAllowedNow:
    """The refusal of money above what was awarded; `excess` is how much it is too much, as people read it."""
    message = _(
        "Zo is het samen %(excess)s meer dan u krijgt toegekend. Kijk het bedrag na. "
        "Gaf de gever echt meer? Schrijf dan eerst dat besluit op.",
        excess=excess,
    )
    return NotAllowedNow(message, code="above_award")
