"""How often something may be tried: the one table of limits, and the counting.

Counted in the people database, so that every process counts along. When that is away nothing that is tried is let
through (`count`), and what only reads is (`count_reading`).
"""

from __future__ import annotations

import ipaddress
import math
from dataclasses import dataclass
from datetime import datetime, timedelta

import sqlalchemy as sa
import structlog
from sqlalchemy.engine import Connection
from sqlalchemy.exc import SQLAlchemyError

from shared.access.secrets import keyed
from shared.access.tables import rate_hit
from shared.kernel.errors import TooMany
from shared.kernel.ids import new_id
from shared.plumbing.database import Database, one_at_a_time
from shared.wording.texts import gettext as _

log = structlog.get_logger()


@dataclass(frozen=True)
class Limit:
    """At most `most` times in any stretch of `within`."""

    name: str
    most: int
    within: timedelta


HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)

# Coming in. Counted for an address, a client (one IPv4 address or IPv6 network), or a person.
SIGN_IN_PER_ADDRESS = Limit("sign_in_address", 5, HOUR)
SIGN_IN_PER_CLIENT = Limit("sign_in_client", 20, HOUR)
OPENID_PER_CLIENT = Limit("openid_client", 60, HOUR)
SECOND_FACTOR = Limit("second_factor", 10, timedelta(minutes=15))
CLAIM_CODES = Limit("claim_code", 20, HOUR)
# Programs with a key, for each key.
TOKEN_REQUESTS = Limit("token", 60, MINUTE)
TOKEN_WRITES = Limit("token_writes", 10, MINUTE)
# Visitors, for each client.
PUBLIC_SEARCH = Limit("public_search", 60, MINUTE)
# Calendar feeds: for each address, and for each client that guesses one.
CALENDAR_PER_ADDRESS = Limit("calendar_address", 12, HOUR)
CALENDAR_PER_GUESSER = Limit("calendar_guesses", 60, HOUR)
# Photos of receipts without an account: for each secret address, and for each client.
RECEIPTS_PER_LINK = Limit("receipts_link", 40, HOUR)
RECEIPTS_PER_CLIENT = Limit("receipts_client", 60, HOUR)
# The catalogue as a file, which everybody may ask for, for each client: making a sheet takes a second of work.
CATALOGUE_EXPORT = Limit("catalogue_export", 30, HOUR)
# What takes much work or room, for each person. Exports of facts of places count for each kind of file.
EXPORTS = Limit("export", 5, HOUR)
APPLICATION_IMPORTS = Limit("application_import", 3, HOUR)
CATALOGUE_IMPORTS = Limit("catalogue_import", 3, HOUR)
OWN_DATA = Limit("own_data", 5, HOUR)
AWARD_LISTS = Limit("award_lists", 3, HOUR)
AWARD_LISTS_SHOWN = Limit("award_lists_shown", 20, HOUR)
STATEMENTS = Limit("statements", 20, HOUR)
# Documents, photos and receipts together: an evening of work at a pile of paper fits in it.
UPLOADS = Limit("uploads", 120, HOUR)
# Webhooks, for each endpoint.
WEBHOOK_TESTS = Limit("webhook_test", 6, HOUR)
WEBHOOK_REPLAYS = Limit("webhook_replay", 30, HOUR)


@dataclass(frozen=True)
class Counted:
    """How a limit stands after a try: how many are left, and the seconds until one comes back."""

    limit: Limit
    left: int
    seconds: int


class LimitReached(TooMany):
    """The limit was reached already; `counted` says how it stands."""

    def __init__(self, counted: Counted) -> None:
        message = _("U hebt dit te vaak geprobeerd. Wacht even en probeer het dan opnieuw.")
        super().__init__(message, counted.seconds)
        self.counted = counted


def count(connection: Connection, limit: Limit, key: str, *, secret: bytes, now: datetime) -> Counted:
    """Counts one try for `key`; raises TooMany, with the seconds to wait, when the limit was reached already.

    A refused try is not counted, so that who keeps trying is not shut out for longer.
    """
    key_hash = keyed(secret, f"limit-{limit.name}", key).hex()
    mine = (rate_hit.c.limit_name == limit.name, rate_hit.c.key_hash == key_hash)
    one_at_a_time(connection, f"limit {limit.name} {key_hash}")  # two tries must not both see the last free one
    since = now - limit.within
    hits = connection.execute(
        sa.select(rate_hit.c.at).where(*mine, rate_hit.c.at > since).order_by(rate_hit.c.at)
    ).scalars()
    moments = list(hits)
    if len(moments) >= limit.most:
        raise LimitReached(Counted(limit, 0, _seconds(moments[-limit.most] + limit.within - now)))
    connection.execute(sa.delete(rate_hit).where(rate_hit.c.limit_name == limit.name, rate_hit.c.at <= since))
    connection.execute(sa.insert(rate_hit).values(id=new_id(), limit_name=limit.name, key_hash=key_hash, at=now))
    oldest = moments[0] if moments else now
    return Counted(limit, limit.most - len(moments) - 1, _seconds(oldest + limit.within - now))


def count_reading(people: Database, limit: Limit, key: str, *, secret: bytes, now: datetime) -> Counted | None:
    """The same for what only reads: let through, and None, when counting does not work."""
    try:
        with people.transaction() as connection:
            return count(connection, limit, key, secret=secret, now=now)
    except SQLAlchemyError as error:
        log.warning("not_counted", limit=limit.name, error=type(error).__name__)
        return None


def client_key(address: str | None) -> str:
    """What counts as one client: an IPv4 address, or the /64 network that one IPv6 subscriber has."""
    try:
        parsed = ipaddress.ip_address(address or "")
    except ValueError:
        return "unknown"
    if isinstance(parsed, ipaddress.IPv6Address):
        return str(ipaddress.ip_network((parsed, 64), strict=False))
    return str(parsed)


def _seconds(wait: timedelta) -> int:
    return max(1, math.ceil(wait.total_seconds()))
