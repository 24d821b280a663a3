"""Storage of payout accounts. The database itself allows one that waits and one in use for each place."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import asdict, replace
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection
from sqlalchemy.exc import IntegrityError

from services.tracker.domain.accounts.records import AccountOwner, Call, PayoutAccount
from services.tracker.domain.accounts.states import WAITING, AccountState
from services.tracker.storage.tables import payout_account as table
from shared.access.scope import Scope
from shared.kernel.errors import NotAllowedNow, NotFound, Stale
from shared.kernel.ids import is_id
from shared.wording.texts import gettext as _


def add(connection: Connection, scope: Scope, account: PayoutAccount) -> None:
    """Keeps a proposal. Raises NotAllowedNow when another one waits, NotFound for a place out of reach."""
    if not scope.reaches(account.place_id):
        raise NotFound(_("Deze plek is niet gevonden."))
    try:
        with connection.begin_nested():
            connection.execute(sa.insert(table).values(**_values(account)))
    except IntegrityError as error:
        message = _("Er wacht al een rekeningnummer op goedkeuring. Keur dat eerst goed, of houd het tegen.")
        raise NotAllowedNow(message, code="already_proposed") from error


def get(connection: Connection, scope: Scope, account_id: str) -> PayoutAccount:
    """One account. Raises NotFound when it does not exist or is out of reach."""
    if is_id(account_id):
        for one in _found(connection, scope, table.c.id == account_id):
            return one
    raise NotFound(_("Dit rekeningnummer is niet gevonden."))


def of_place(connection: Connection, scope: Scope, place_id: str) -> list[PayoutAccount]:
    """All accounts that a place ever had or proposed, newest first."""
    return _found(connection, scope, table.c.place_id == place_id)


def last_used_of(connection: Connection, scope: Scope, place_id: str) -> PayoutAccount | None:
    """The account that came into use last, also when it was stopped since: funders may still know that one."""
    used = (one for one in of_place(connection, scope, place_id) if one.active_at is not None)
    return max(used, key=lambda one: one.active_at or one.proposed_at, default=None)


def usable(
    connection: Connection, scope: Scope, states: Collection[AccountState], now: datetime, limit: int
) -> list[PayoutAccount]:
    """Accounts in these states whose cool-down is over."""
    conditions = (table.c.state.in_(sorted(states)), table.c.usable_from <= now)
    return _found(connection, scope, *conditions, limit=limit)


def change(connection: Connection, scope: Scope, before: PayoutAccount, **values: Any) -> PayoutAccount:
    """Writes new values over state and version that `before` had. Raises Stale when somebody else was first."""
    after = replace(before, version=before.version + 1, **values)
    conditions = (
        table.c.id == before.id,
        table.c.version == before.version,
        table.c.state == before.state.value,
        scope.limits(table.c.place_id),
    )
    if connection.execute(sa.update(table).where(*conditions).values(**_values(after))).rowcount != 1:
        raise Stale(_("Iemand anders was u net voor bij dit rekeningnummer. Kijk eerst wat er nu staat."))
    return after


def _found(
    connection: Connection, scope: Scope, *conditions: sa.ColumnElement[bool], limit: int | None = None
) -> list[PayoutAccount]:
    query = sa.select(table).where(*conditions, scope.limits(table.c.place_id))
    rows = connection.execute(query.order_by(table.c.proposed_at.desc(), table.c.id.desc()).limit(limit))
    return [_record(row) for row in rows]


def _values(account: PayoutAccount) -> dict[str, Any]:
    values = asdict(account)
    call = values.pop("call")
    return values | {
        "called_name": call["name"] if call else "",
        "called_number": call["number"] if call else "",
        "called_on": call["on"] if call else None,
        "waiting_key": account.place_id if account.state in WAITING else None,
        "active_key": account.place_id if account.state is AccountState.ACTIVE else None,
    }


def _record(row: sa.Row[Any]) -> PayoutAccount:
    values = dict(row._mapping)
    for key in ("waiting_key", "active_key"):
        del values[key]
    name, number, on = (values.pop(key) for key in ("called_name", "called_number", "called_on"))
    values["state"], values["owner"] = AccountState(row.state), AccountOwner(row.owner)
    return PayoutAccount(**values, call=Call(name, number, on) if on else None)
