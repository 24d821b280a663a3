"""From which account a host pays, and below which amount a new number needs no check of its own."""

from __future__ import annotations

from services.tracker.domain.payouts.batches import MAX_NAME, sepa_text
from services.tracker.domain.payouts.records import PayoutSettings
from services.tracker.settings import TrackerContext
from services.tracker.storage.payouts.shelves import SETTINGS, settings_of
from services.tracker.usecases.payouts.acting import acting
from services.tracker.usecases.payouts.numbers import iban_of
from shared.access.actors import Actor
from shared.access.rights import Action, Resource, Right, recent_sign_in, require
from shared.kernel.errors import FieldError, InvalidInput, Stale
from shared.kernel.ids import new_id
from shared.plumbing.idempotency import Once
from shared.wording.texts import gettext as _

# The limit guards who receives, so it is set by who may set an account: the board.
RIGHT = Right(Resource.BANK_ACCOUNT, Action.CREATE)
MAX_LIMIT_CENTS = 100_000


def read_settings(ctx: TrackerContext, actor: Actor, host_id: str) -> PayoutSettings | None:
    """The settings for who may change them, None when nobody filled them in. Raises NotFound, Forbidden."""
    require(actor, RIGHT, place_id=host_id)
    with ctx.database.read() as connection:
        return settings_of(connection, actor.scope, host_id)


def set_settings(
    ctx: TrackerContext,
    actor: Actor,
    host_id: str,
    *,
    iban: str,
    holder: str,
    limit_cents: int,
    once: Once | None = None,
    expected_version: int = 0,
) -> PayoutSettings:
    """Keeps the settings; `iban` empty keeps the number that is there. Version 0 means: there were none yet."""
    with acting(ctx, actor, once) as act:
        act.may(RIGHT, host_id)
        recent_sign_in(actor, act.now)
        before = settings_of(act.connection, act.scope, host_id)
        if expected_version != (before.version if before else 0):
            current = before.version if before else None
            raise Stale(_("Iemand anders was u net voor. Kijk eerst wat er nu staat."), current)
        number = before.iban if before and not iban else _checked(iban, holder, limit_cents)
        if before and not iban:
            _checked(before.iban, holder, limit_cents)
        values = {"iban": number, "holder": holder, "limit_cents": limit_cents}
        moment = {"changed_by": actor.person_id, "changed_at": act.now}
        if before:
            after = act.change(SETTINGS, before, **values, **moment)
        else:
            after = PayoutSettings(id=new_id(), place_id=host_id, **values, **moment)  # type: ignore[arg-type]
            act.add(SETTINGS, after)
        changed = before is not None and before.iban != number
        act.note("settings", f"payout_settings:{host_id}", host_id, limit_cents=limit_cents, number_changed=changed)
        return act.done(after)


def _checked(iban: str, holder: str, limit_cents: int) -> str:
    errors: list[FieldError] = []
    number = iban_of(iban, "iban", errors)
    if not sepa_text(holder, MAX_NAME) or len(holder) > MAX_NAME:
        errors.append(FieldError("holder", "required", _("Vul in op wiens naam de rekening staat, hooguit 70 tekens.")))
    if limit_cents > MAX_LIMIT_CENTS:
        text = _("De grens is hooguit 1.000 euro. Daarboven wordt elk nieuw nummer apart nagekeken.")
        errors.append(FieldError("limit", "too_large", text))
    if errors:
        raise InvalidInput(errors)
    return number
