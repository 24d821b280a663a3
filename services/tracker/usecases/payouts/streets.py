"""One street with everything that belongs to it, read at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy.engine import Connection

from services.tracker.domain.payouts.accounts import Account, account_of
from services.tracker.domain.payouts.records import Entry, Group, Line, Payee, Payment, Receipt
from services.tracker.storage.payouts import shelves
from services.tracker.storage.payouts.shelf import Shelf
from shared.access.scope import Scope


@dataclass(frozen=True)
class Street:
    """A group with its payees, payments and receipts, and what they add up to."""

    group: Group
    payees: tuple[Payee, ...]
    payments: tuple[Payment, ...]
    receipts: tuple[Receipt, ...]
    entries: tuple[Entry, ...]
    lines: tuple[Line, ...]
    account: Account


def street_of(connection: Connection, scope: Scope, group: Group) -> Street:
    """Everything of one group."""

    def own(shelf: Shelf[Any]) -> tuple[Any, ...]:
        return tuple(shelf.of(connection, scope, group_id=group.id))

    payments, receipts, entries = own(shelves.PAYMENTS), own(shelves.RECEIPTS), own(shelves.ENTRIES)
    return Street(
        group=group,
        payees=own(shelves.PAYEES),
        payments=payments,
        receipts=receipts,
        entries=entries,
        lines=own(shelves.LINES),
        account=account_of(group, payments, receipts, entries),
    )


def accounts_of(connection: Connection, scope: Scope, host_id: str, groups: Sequence[Group]) -> dict[str, Account]:
    """The figures of all streets of a host by id, in three queries however many there are."""
    found = [_by_group(connection, scope, host_id, shelf) for shelf in (shelves.PAYMENTS, shelves.RECEIPTS)]
    entries = _by_group(connection, scope, host_id, shelves.ENTRIES)
    return {one.id: account_of(one, found[0][one.id], found[1][one.id], entries[one.id]) for one in groups}


def _by_group(connection: Connection, scope: Scope, host_id: str, shelf: Shelf[Any]) -> dict[str, list[Any]]:
    found = defaultdict(list)
    for one in shelf.of(connection, scope, place_id=host_id):
        found[one.group_id].append(one)
    return found
