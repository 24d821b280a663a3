"""Payments gathered for the bank: shown to a second person with their sum and their number."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta

from sqlalchemy.engine import Connection

from services.tracker.domain.payouts.accounts import LIVE
from services.tracker.domain.payouts.batches import (
    MAX_DAYS_AHEAD,
    MAX_DESCRIPTION,
    MAX_PAYMENTS,
    end_to_end_id,
    is_working_day,
)
from services.tracker.domain.payouts.numbers import (
    HINDRANCES,
    batch_waits_until,
    check_of,
    hindrance,
    same_name,
)
from services.tracker.domain.payouts.records import Batch, Group, Line, Payee, Payment, PayoutSettings
from services.tracker.domain.payouts.states import Means, PayeeState, PaymentState
from services.tracker.settings import TrackerContext
from services.tracker.storage.payouts import shelves
from services.tracker.usecases.holidays import holidays_near
from services.tracker.usecases.payouts.acting import UPDATE, Act, acting, batch_subject
from services.tracker.usecases.payouts.telling import tell_batch_waits
from shared.access.actors import Actor
from shared.access.scope import Scope
from shared.kernel.dates import AMSTERDAM
from shared.kernel.errors import FieldError, InvalidInput, NotAllowedNow
from shared.kernel.ids import new_id
from shared.plumbing.idempotency import Once
from shared.wording.texts import gettext as _


def propose_batch(
    ctx: TrackerContext,
    actor: Actor,
    host_id: str,
    *,
    payment_ids: Sequence[str],
    execution_on: date,
    once: Once | None = None,
) -> Batch:
    """Puts planned payments in a batch that waits for a second person.

    Raises InvalidInput for the choice and the day, NotAllowedNow for a payment whose number can't be paid now, Stale
    when somebody else took one of them in between.
    """
    with acting(ctx, actor, once) as act:
        act.may(UPDATE, host_id)
        settings = needed_settings(act, host_id)
        payments = _chosen(act, host_id, payment_ids)
        ready = Ready.of(act.connection, act.scope, settings, payments)
        ready.refuse_hindered(act.now)
        new_numbers = ready.new_numbers(act.connection, act.scope)
        waits_until = batch_waits_until(act.now, has_new_number=bool(new_numbers))
        _check_day(execution_on, act.today, waits_until.astimezone(AMSTERDAM).date() if waits_until else act.today)
        batch = Batch(
            id=new_id(),
            place_id=host_id,
            execution_on=execution_on,
            count=len(payments),
            sum_cents=sum(one.amount_cents for one in payments),
            proposed_by=actor.person_id,
            proposed_at=act.now,
            waits_until=waits_until,
            payer_iban=settings.iban,
            payer_holder=settings.holder,
        )
        act.add(shelves.BATCHES, batch)
        act.add(shelves.LINES, *ready.lines(batch))
        for payment in payments:
            act.change(shelves.PAYMENTS, payment, state=PaymentState.BATCHED)
        act.note("batch_proposed", batch_subject(batch.id), host_id, sum_cents=batch.sum_cents, count=batch.count)
        tell_batch_waits(act, batch, len(new_numbers))
        return act.done(batch)


def needed_settings(act: Act, host_id: str) -> PayoutSettings:
    """The settings of the host. Raises NotAllowedNow when nobody filled them in."""
    settings = shelves.settings_of(act.connection, act.scope, host_id)
    if settings is None:
        text = _("Vul eerst in van welke rekening u betaalt. Dat doet het bestuur bij “Instellingen”.")
        raise NotAllowedNow(text, code="no_settings")
    return settings


class Ready:
    """Planned payments by bank with their payee and street, and what is paid in all on each number."""

    def __init__(
        self, settings: PayoutSettings, payments: Sequence[Payment], payees: Sequence[Payee], groups: Sequence[Group]
    ) -> None:
        self._settings = settings
        self._payments = payments
        self._payees: Mapping[str, Payee] = {one.id: one for one in payees}
        self._groups: Mapping[str, Group] = {one.id: one for one in groups}
        self._totals: Counter[str] = Counter()

    @classmethod
    def of(cls, connection: Connection, scope: Scope, settings: PayoutSettings, payments: Sequence[Payment]) -> Ready:
        """Reads what these payments need."""
        payees = shelves.PAYEES.of(connection, scope, id={one.payee_id or "" for one in payments})
        groups = shelves.GROUPS.of(connection, scope, id={one.group_id for one in payments})
        ready = cls(settings, payments, payees, groups)
        ready._count(connection, scope)
        return ready

    def _count(self, connection: Connection, scope: Scope) -> None:
        """Many small payments on one number are one large one."""
        ibans = {one.iban for one in self._payees.values()}
        sharing = shelves.payees_with(connection, scope, self._settings.place_id, ibans)
        numbers = {one.id: one.iban for one in (*sharing, *self._payees.values())}
        for payment in shelves.PAYMENTS.of(connection, scope, payee_id=set(numbers), state=LIVE):
            self._totals[numbers[payment.payee_id or ""]] += payment.amount_cents

    def hindrance_of(self, payment: Payment, now: datetime) -> str | None:
        """Why this payment can't go now, as a code of HINDRANCES."""
        payee, group = self._payees[payment.payee_id or ""], self._groups[payment.group_id]
        total, limit = self._totals[payee.iban], self._settings.limit_cents
        check = check_of(total, limit, same_holder=same_name(payee.holder, group.contact_name))
        return hindrance(payee, check, now)

    def refuse_hindered(self, now: datetime) -> None:
        """Raises NotAllowedNow that names every street whose number can't be paid now, and why."""
        found = [(self._groups[one.group_id].name, self.hindrance_of(one, now)) for one in self._payments]
        said = [f"{name}: {_(HINDRANCES[code])}" for name, code in found if code]
        if said:
            raise NotAllowedNow(" ".join(said), code="number_not_ready")

    def new_numbers(self, connection: Connection, scope: Scope) -> set[str]:
        """The numbers that nobody checked and that were never paid before."""
        unchecked = {one.iban for one in self._payees.values() if one.state is not PayeeState.VERIFIED}
        return unchecked - shelves.paid_before(connection, scope, self._settings.place_id, unchecked)

    def lines(self, batch: Batch) -> list[Line]:
        """The payments as they go to the bank."""
        return [self._line(batch, payment) for payment in self._payments]

    def _line(self, batch: Batch, payment: Payment) -> Line:
        payee, group = self._payees[payment.payee_id or ""], self._groups[payment.group_id]
        line_id = new_id()
        words = " ".join(part for part in (group.scheme, group.award_number, group.name) if part)
        return Line(
            id=line_id,
            place_id=batch.place_id,
            batch_id=batch.id,
            payment_id=payment.id,
            group_id=group.id,
            end_to_end_id=end_to_end_id(line_id),
            holder=payee.holder,
            iban=payee.iban,
            amount_cents=payment.amount_cents,
            description=words[:MAX_DESCRIPTION],
        )


def _chosen(act: Act, host_id: str, payment_ids: Sequence[str]) -> list[Payment]:
    ids = sorted(set(payment_ids))
    if not ids:
        raise InvalidInput([FieldError("payments", "required", _("Kies minstens één betaling."))])
    if len(ids) > MAX_PAYMENTS:
        text = _("In één bestand passen %(most)s betalingen. Kies er minder.", most=MAX_PAYMENTS)
        raise InvalidInput([FieldError("payments", "too_many", text)])
    found = shelves.PAYMENTS.of(act.connection, act.scope, place_id=host_id, id=ids)
    ready = [one for one in found if one.means is Means.BANK and one.state is PaymentState.PLANNED]
    if len(ready) != len(ids):
        text = _("Een van deze betalingen is niet meer gepland. Laad de pagina opnieuw en kies nog eens.")
        raise NotAllowedNow(text, code="not_planned")
    return ready


def _check_day(day: date, today: date, earliest: date) -> None:
    text = ""
    if day < earliest:
        text = _("De bank kan op deze dag nog niet betalen. Kies een latere dag.")
    elif day > today + timedelta(days=MAX_DAYS_AHEAD):
        text = _("Kies een dag binnen twee maanden.")
    elif not is_working_day(day, holidays_near(day)):
        text = _("Op deze dag betalen banken niet. Kies een werkdag.")
    if text:
        raise InvalidInput([FieldError("executionOn", "not_possible", text)])
