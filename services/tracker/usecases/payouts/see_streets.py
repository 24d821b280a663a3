"""The streets of a host with their figures: the list, its sums, and one street."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from services.tracker.domain.payouts.accounts import Account
from services.tracker.domain.payouts.receipts import alike
from services.tracker.domain.payouts.records import Group, PayoutSettings, Receipt, ReceiptLink, Undoing
from services.tracker.domain.payouts.states import BatchState, GroupState
from services.tracker.settings import TrackerContext
from services.tracker.storage.payouts import shelves
from services.tracker.usecases.payouts.acting import READ
from services.tracker.usecases.payouts.hosts import host_name
from services.tracker.usecases.payouts.streets import Street, accounts_of, street_of
from shared.access import directory
from shared.access.actors import Actor
from shared.access.rights import may, require
from shared.kernel.clock import today_in_amsterdam


class Show(StrEnum):
    """Which streets of the list to show."""

    ALL = "all"
    MISSING = "missing"
    UNPAID = "unpaid"
    TO_CHECK = "to_check"
    CLOSED = "closed"


@dataclass(frozen=True)
class Host:
    """An organisation that this person may see the payments of.

    `pays` when there is something already; `waiting` are the batches that want a second person.
    """

    id: str
    name: str
    pays: bool
    waiting: int


@dataclass(frozen=True)
class Listed:
    """One street in the list."""

    group: Group
    account: Account


@dataclass(frozen=True)
class Sums:
    """What streets add up to, in cents."""

    label: str
    count: int
    awarded: int
    received: int
    spent: int
    money_back: int
    missing: int


@dataclass(frozen=True)
class HostList:
    """The list of a host: what is shown, sums per scheme and over all, and which schemes there are."""

    host_id: str
    host_name: str
    settings: PayoutSettings | None
    shown: tuple[Listed, ...]
    sums: tuple[Sums, ...]
    states: tuple[Sums, ...]
    total: Sums
    schemes: tuple[str, ...]
    income: tuple[tuple[str, int], ...]


@dataclass(frozen=True)
class StreetView:
    """One street for its page: with its live link, receipts that look like others, and names by id."""

    street: Street
    host_name: str
    settings: PayoutSettings | None
    link: ReceiptLink | None
    doubles: dict[str, list[Receipt]]
    double_names: dict[str, str]
    undone: tuple[Undoing, ...]
    people: dict[str, str]


def hosts_of(ctx: TrackerContext, actor: Actor) -> list[Host]:
    """The organisations whose payments this person may see, those that pay out first."""
    places = [place for place in sorted(actor.scope.places) if may(actor, READ, place_id=place).allowed]
    with ctx.people.read() as connection:
        names = directory.organisation_names(connection, places)
    with ctx.database.read() as connection:
        paying = shelves.paying_hosts(connection, actor.scope)
        drafts = Counter(one.place_id for one in shelves.BATCHES.of(connection, actor.scope, state=BatchState.DRAFT))
    hosts = [Host(place, names.get(place, ""), place in paying, drafts[place]) for place in places]
    return sorted(hosts, key=lambda host: (not host.waiting, not host.pays, host.name.lower()))


def list_streets(
    ctx: TrackerContext, actor: Actor, host_id: str, *, show: Show = Show.ALL, scheme: str = ""
) -> HostList:
    """The streets of a host. Raises NotFound when this person may not see them."""
    require(actor, READ, place_id=host_id)
    with ctx.database.read() as connection:
        groups = shelves.groups_of(connection, actor.scope, host_id)
        accounts = accounts_of(connection, actor.scope, host_id, groups)
        settings = shelves.settings_of(connection, actor.scope, host_id)
        income = shelves.income_by_scheme(connection, actor.scope, host_id)
    everything = [Listed(one, accounts[one.id]) for one in groups]
    chosen = [one for one in everything if not scheme or one.group.scheme == scheme]
    shown = tuple(one for one in chosen if _is_shown(one, show))
    schemes = tuple(dict.fromkeys(one.scheme for one in groups))
    return HostList(
        host_id=host_id,
        host_name=host_name(ctx, host_id),
        settings=settings,
        shown=shown,
        sums=tuple(_sums(name, [one for one in shown if one.group.scheme == name]) for name in schemes),
        states=tuple(_sums(state.value, [one for one in shown if one.group.state is state]) for state in GroupState),
        total=_sums("", shown),
        schemes=schemes,
        income=tuple(sorted(income.items())),
    )


def read_street(ctx: TrackerContext, actor: Actor, group_id: str) -> StreetView:
    """Everything of one street. Raises NotFound when this person may not see it."""
    with ctx.database.read() as connection:
        group = shelves.GROUPS.get(connection, actor.scope, group_id)
        require(actor, READ, place_id=group.place_id)
        street = street_of(connection, actor.scope, group)
        digests = {one.digest for one in street.receipts if one.digest}
        near = shelves.RECEIPTS.of(connection, actor.scope, place_id=group.place_id, digest=digests)
        others = shelves.GROUPS.of(connection, actor.scope, id={one.group_id for one in near} | {group.id})
        settings = shelves.settings_of(connection, actor.scope, group.place_id)
        links = shelves.LINKS.of(connection, actor.scope, group_id=group.id, ended_at=None)
        undone = shelves.UNDOINGS.of(connection, actor.scope, group_id=group.id)
    known = {one.id: one for one in (*near, *street.receipts)}
    live = [one for one in links if one.ends_on >= today_in_amsterdam(ctx.clock)]
    doubles = {one.id: found for one in street.receipts if (found := alike(one, list(known.values())))}
    with ctx.people.read() as connection:
        names = directory.people_names(connection, _people_of(street) | {one.undone_by for one in undone})
    return StreetView(
        street=street,
        host_name=host_name(ctx, group.place_id),
        settings=settings,
        link=live[-1] if live else None,
        doubles=doubles,
        double_names={one.id: one.name for one in others},
        undone=tuple(undone),
        people=names,
    )


def _people_of(street: Street) -> set[str]:
    found = {one.proposed_by for one in street.payees} | {one.checked_by for one in street.payees if one.checked_by}
    return found | {one.checked_by for one in street.receipts if one.checked_by}


def _is_shown(one: Listed, show: Show) -> bool:
    is_open = one.group.state is GroupState.OPEN
    return {
        Show.ALL: True,
        Show.MISSING: is_open and one.account.receipts_missing > 0,
        Show.UNPAID: is_open and one.account.still_to_pay > 0,
        Show.TO_CHECK: one.account.receipts_to_check > 0,
        Show.CLOSED: not is_open,
    }[show]


def _sums(label: str, streets: Sequence[Listed]) -> Sums:
    return Sums(
        label=label,
        count=len(streets),
        awarded=sum(one.account.awarded for one in streets),
        received=sum(one.account.received for one in streets),
        spent=sum(one.account.spent for one in streets),
        money_back=sum(one.account.money_back for one in streets),
        missing=sum(one.account.receipts_missing for one in streets),
    )
