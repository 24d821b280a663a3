"""Where each kind of record of a fiscal host is kept, and the questions that need words of their own."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from services.tracker.domain.payouts import records as kinds
from services.tracker.domain.payouts.numbers import CURRENT
from services.tracker.domain.payouts.records import Group, Line, Payee, PayoutSettings
from services.tracker.domain.payouts.states import AT_BANK, EntryState, LineOutcome, Meaning
from services.tracker.storage.payouts.shelf import Shelf
from services.tracker.storage.tables import payouts as tables
from shared.access.scope import Scope

SETTINGS = Shelf(tables.payout_settings, PayoutSettings)
GROUPS = Shelf(tables.payout_group, Group)
PAYEES = Shelf(tables.payout_payee, Payee)
PAYMENTS = Shelf(tables.payout_payment, kinds.Payment)
BATCHES = Shelf(tables.payout_batch, kinds.Batch)
LINES = Shelf(tables.payout_line, Line)
RECEIPTS = Shelf(tables.payout_receipt, kinds.Receipt)
LINKS = Shelf(tables.payout_link, kinds.ReceiptLink)
STATEMENTS = Shelf(tables.payout_statement, kinds.Statement)
ENTRIES = Shelf(tables.payout_entry, kinds.Entry)
IMPORTS = Shelf(tables.payout_import, kinds.AwardsImport)
UNDOINGS = Shelf(tables.payout_undoing, kinds.Undoing)


def settings_of(connection: Connection, scope: Scope, host_id: str) -> PayoutSettings | None:
    """The settings of a host, None when nobody filled them in."""
    found = SETTINGS.of(connection, scope, place_id=host_id)
    return found[0] if found else None


def paying_hosts(connection: Connection, scope: Scope) -> set[str]:
    """The hosts in reach that have a street."""
    table = tables.payout_group
    query = sa.select(table.c.place_id).where(scope.limits(table.c.place_id)).distinct()
    return set(connection.execute(query).scalars())


def groups_of(connection: Connection, scope: Scope, host_id: str) -> list[Group]:
    """The streets of a host by scheme and name."""
    found = GROUPS.of(connection, scope, place_id=host_id)
    return sorted(found, key=lambda one: (one.scheme.lower(), one.name.lower(), one.id))


def by_row_key(connection: Connection, scope: Scope, host_id: str, keys: Collection[str]) -> dict[str, Group]:
    """Those of these rows of a list that are there already, by key."""
    found = GROUPS.of(connection, scope, place_id=host_id, row_key=set(keys))
    return {one.row_key: one for one in found}


def lines_at_bank(
    connection: Connection, scope: Scope, host_id: str, outcome: Collection[LineOutcome], *, payer: str = ""
) -> list[Line]:
    """The lines with these outcomes of batches that went to the bank: only of those a statement can tell.

    With `payer` those that were paid from this account, or from one that was not kept.
    """
    batches = BATCHES.of(connection, scope, place_id=host_id, state=AT_BANK)
    ids = {one.id for one in batches if not payer or one.payer_iban in (payer, "")}
    return LINES.of(connection, scope, place_id=host_id, batch_id=ids, outcome=outcome)


def payers_at_bank(connection: Connection, scope: Scope, host_id: str) -> set[str]:
    """The accounts from which batches of this host were paid, also those that it no longer pays from."""
    batches = BATCHES.of(connection, scope, place_id=host_id, state=AT_BANK)
    return {one.payer_iban for one in batches if one.payer_iban}


def paid_before(connection: Connection, scope: Scope, host_id: str, ibans: Collection[str]) -> set[str]:
    """Those of these numbers on which a payment of this host has arrived."""
    table = tables.payout_line
    query = sa.select(table.c.iban).where(
        scope.limits(table.c.place_id),
        table.c.place_id == host_id,
        table.c.iban.in_(sorted(ibans)),
        table.c.outcome == LineOutcome.PAID.value,
    )
    return set(connection.execute(query).scalars())


def payees_with(connection: Connection, scope: Scope, host_id: str, ibans: Iterable[str]) -> list[Payee]:
    """Who of this host receives on these numbers now."""
    return PAYEES.of(connection, scope, place_id=host_id, iban=set(ibans), state=CURRENT)


def keep_file(connection: Connection, scope: Scope, host_id: str, batch_id: str, content: str) -> None:
    """Keeps the file of a batch. Within the transaction in which the batch became exported."""
    if scope.reaches(host_id):
        row = {"batch_id": batch_id, "place_id": host_id, "content": content}
        connection.execute(sa.insert(tables.payout_batch_file).values(**row))


def file_of(connection: Connection, scope: Scope, batch_id: str) -> str:
    """The file of a batch, empty when it was not made."""
    table = tables.payout_batch_file
    query = sa.select(table.c.content).where(table.c.batch_id == batch_id, scope.limits(table.c.place_id))
    return connection.execute(query).scalar_one_or_none() or ""


def entry_keys(connection: Connection, scope: Scope, host_id: str, keys: Collection[str]) -> set[str]:
    """Those of these lines of a statement that are there already."""
    table = tables.payout_entry
    condition = (table.c.place_id == host_id, table.c.key.in_(sorted(keys)), scope.limits(table.c.place_id))
    return set(connection.execute(sa.select(table.c.key).where(*condition)).scalars())


def income_by_scheme(connection: Connection, scope: Scope, host_id: str) -> dict[str, int]:
    """What came in for each scheme, in cents: money of whoever pays the scheme."""
    table = tables.payout_entry
    query = (
        sa.select(table.c.scheme, sa.func.sum(table.c.amount_cents))
        .where(
            scope.limits(table.c.place_id),
            table.c.place_id == host_id,
            table.c.meaning == Meaning.INCOME.value,
            table.c.state == EntryState.SETTLED.value,
        )
        .group_by(table.c.scheme)
    )
    return {row[0]: int(row[1]) for row in connection.execute(query)}


_WITH_FILES = (
    (tables.payout_receipt, "file"),
    (tables.payout_payment, "signature_file"),
    (tables.payout_undoing, "signature_file"),
)


def forget_shown_lists(connection: Connection, scope: Scope, before: datetime) -> int:
    """Removes lists that were shown before this moment and never confirmed: they hold names and numbers."""
    table = tables.payout_import
    condition = (table.c.confirmed_at.is_(None), table.c.made_at < before, scope.limits(table.c.place_id))
    return connection.execute(sa.delete(table).where(*condition)).rowcount


def files_in_use(connection: Connection, scope: Scope, names: Collection[str]) -> set[str]:
    """Those of these files that a receipt, a signed payment or a mistake that was put right names."""
    wanted = sorted(names)
    found: set[str] = set()
    for table, column in _WITH_FILES:
        query = sa.select(table.c[column]).where(table.c[column].in_(wanted), scope.limits(table.c.place_id))
        found.update(connection.execute(query).scalars())
    return found
