"""What the people of a host hear: that a second person is wanted, and that money came back."""

from __future__ import annotations

from services.tracker.domain.payouts.records import Batch, Group
from services.tracker.usecases.payouts.acting import Act, batch_subject, group_subject
from services.tracker.usecases.payouts.second_person import others_in_board
from shared.contracts.messages import Audience, Intent, MessageKind
from shared.kernel.ids import new_id


def tell_batch_waits(act: Act, batch: Batch, new_numbers: int) -> None:
    """A batch waits for a second person, and how many numbers in it are paid for the first time."""
    data = {"waits": "batch", "batch_id": batch.id, "amount_cents": batch.sum_cents, "count": batch.count}
    data["new_numbers"] = new_numbers
    _tell(act, batch_subject(batch.id), batch.place_id, data, _with_the_second(act, batch.place_id))


def tell_number_waits(act: Act, group: Group) -> None:
    """A new number for a large amount waits for a second person. The number itself is in no message."""
    data = {"waits": "number", "group_id": group.id, "source_name": group.name, "amount_cents": group.amount_cents}
    _tell(act, group_subject(group.id), group.place_id, data, _with_the_second(act, group.place_id))


def tell_returned(act: Act, group: Group, amount_cents: int) -> None:
    """The bank sent a payment back."""
    data = {"waits": "returned", "group_id": group.id, "source_name": group.name, "amount_cents": amount_cents}
    _tell(act, group_subject(group.id), group.place_id, data, Audience.PLACE_TEAM)


def _with_the_second(act: Act, host_id: str) -> Audience:
    """Among whom the second person is: the team, or the coordinators where the board has nobody else."""
    others = others_in_board(act.ctx, host_id, act.actor.person_id, act.now)
    return Audience.PLACE_TEAM if others else Audience.PLACE_COORDINATORS


def _tell(act: Act, subject: str, host_id: str, data: dict[str, object], audience: Audience) -> None:
    intent_id = new_id()
    act.work.tell(
        Intent(
            id=intent_id,
            kind=MessageKind.PAYOUT_WAITS,
            subject=subject,
            audience=audience,
            due_at=act.now,
            place_id=host_id,
            data=data,
            # Each is an event of its own: a second number for one street is told again.
            occurrence=intent_id,
        )
    )
