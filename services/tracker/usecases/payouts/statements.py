"""A bank statement taken in: what it says of our payments is written, the rest waits for a person."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Sequence
from dataclasses import replace

from services.tracker.domain.payouts.matching import MATCHABLE, Found, find
from services.tracker.domain.payouts.records import Entry, Line, Statement
from services.tracker.domain.payouts.states import EntryState, LineOutcome
from services.tracker.gateways.camt import Booked, WrongStatement, read_camt
from services.tracker.settings import TrackerContext
from services.tracker.storage.payouts import shelves
from services.tracker.usecases.how_often import STATEMENTS, count_once
from services.tracker.usecases.payouts.acting import UPDATE, Act, acting
from services.tracker.usecases.payouts.propose_batch import needed_settings
from services.tracker.usecases.payouts.settling import apply
from shared.access.actors import Actor
from shared.kernel.errors import FieldError, InvalidInput
from shared.kernel.ids import new_id
from shared.plumbing.idempotency import Once
from shared.uploads.names import clean_name
from shared.wording.texts import gettext as _


def take_statement(
    ctx: TrackerContext, actor: Actor, host_id: str, name: str, data: bytes, *, once: Once | None = None
) -> Statement:
    """Reads a CAMT.053 file. The same file again changes nothing, and a line that is there already is left out.

    Raises InvalidInput for a file that can't be used or is of another account, TooMany.
    """
    with acting(ctx, actor, once) as act:
        act.may(UPDATE, host_id)
        settings = needed_settings(act, host_id)
        digest = hashlib.sha256(data).hexdigest()
        if before := shelves.STATEMENTS.of(act.connection, act.scope, place_id=host_id, digest=digest, limit=1):
            return act.done(before[0])
        count_once(ctx, actor, STATEMENTS)
        # A batch of before the host changed its account stands on a statement of the old one.
        accounts = {settings.iban, *shelves.payers_at_bank(act.connection, act.scope, host_id)}
        booked = _read(data, accounts)
        there = shelves.entry_keys(act.connection, act.scope, host_id, [one.key for one in booked])
        new = [one for one in booked if one.key not in there]
        statement = Statement(
            id=new_id(),
            place_id=host_id,
            digest=digest,
            name=clean_name(name, "xml"),
            entries=len(new),
            taken_by=actor.person_id,
            taken_at=act.now,
        )
        act.add(shelves.STATEMENTS, statement)
        _match(act, statement, new)
        subject = f"payout_statement:{statement.id}"
        act.note("statement_taken", subject, host_id, lines=len(booked), new=len(new), digest=digest)
        return act.done(statement)


def _read(data: bytes, accounts: Collection[str]) -> list[Booked]:
    try:
        booked = read_camt(data)
    except WrongStatement as wrong:
        raise InvalidInput([FieldError("file", "wrong_statement", str(wrong))]) from wrong
    if any(one.account not in accounts for one in booked):
        text = _("Dit afschrift is niet van een rekening waarvan u betaalt, of er staat geen rekening bij.")
        raise InvalidInput([FieldError("file", "other_account", text)])
    return booked


def _match(act: Act, statement: Statement, booked: Sequence[Booked]) -> None:
    """Keeps each line with what it is; a line of ours that was used is not used again."""
    lines = {account: _lines_paid_from(act, statement, account) for account in {one.account for one in booked}}
    groups = shelves.groups_of(act.connection, act.scope, statement.place_id)
    schemes = {group.scheme for group in groups}
    numbers = _groups_by_number(act, statement.place_id, [one.iban for one in booked if one.iban])
    for one in booked:
        entry = _entry(statement, one)
        mine = lines[one.account]
        found = find(entry, list(mine.values()), numbers, schemes)
        # A proposal holds its line too, so that two equal lines are not proposed for one payment.
        changed = apply(act, entry, found) if found.state is EntryState.SETTLED else None
        if found.line_id:
            del mine[found.line_id]
        if changed is not None and changed.outcome is LineOutcome.PAID:
            mine[changed.id] = changed
        act.add(shelves.ENTRIES, _with(entry, found, act))


def _lines_paid_from(act: Act, statement: Statement, account: str) -> dict[str, Line]:
    """Our payments that a statement of this account can tell of, by id."""
    found = shelves.lines_at_bank(act.connection, act.scope, statement.place_id, MATCHABLE, payer=account)
    return {line.id: line for line in found}


def _groups_by_number(act: Act, host_id: str, ibans: Sequence[str]) -> dict[str, str]:
    """Which group a number receives for, where that is one group."""
    found: dict[str, set[str]] = {}
    for payee in shelves.payees_with(act.connection, act.scope, host_id, ibans):
        found.setdefault(payee.iban, set()).add(payee.group_id)
    return {iban: next(iter(groups)) for iban, groups in found.items() if len(groups) == 1}


def _entry(statement: Statement, one: Booked) -> Entry:
    about = {name: value for name, value in vars(one).items() if name != "account"}
    return Entry(id=new_id(), place_id=statement.place_id, statement_id=statement.id, **about)


def _with(entry: Entry, found: Found, act: Act) -> Entry:
    if found.state is not EntryState.SETTLED:
        return replace(entry, **vars(found))
    return replace(entry, **vars(found), settled_by=act.actor.person_id, settled_at=act.now)
