"""How often something may be tried. Counted in the people database: when that is away, nothing is let through."""

from __future__ import annotations

import ipaddress
import math
from dataclasses import dataclass
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from shared.access.secrets import keyed
from shared.access.tables import rate_hit
from shared.kernel.errors import TooMany
from shared.kernel.ids import new_id
from shared.plumbing.database import one_at_a_time
from shared.wording.texts import gettext as _


@dataclass(frozen=True)
class Limit:
    """At most `most` times in any stretch of `within`."""

    name: str
    most: int
    within: timedelta


SIGN_IN_PER_ADDRESS = Limit("sign_in_address", 5, timedelta(hours=1))
SIGN_IN_PER_CLIENT = Limit("sign_in_client", 20, timedelta(hours=1))
OPENID_PER_CLIENT = Limit("openid_client", 60, timedelta(hours=1))

SECOND_FACTOR = Limit("second_factor", 10, timedelta(minutes=15))


def count(connection: Connection, limit: Limit, key: str, *, secret: bytes, now: datetime) -> None:
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
        wait = moments[-limit.most] + limit.within - now
        raise TooMany(_("U hebt dit te vaak geprobeerd. Wacht even en probeer het dan opnieuw."), _seconds(wait))
    connection.execute(sa.delete(rate_hit).where(rate_hit.c.limit_name == limit.name, rate_hit.c.at <= since))
    connection.execute(sa.insert(rate_hit).values(id=new_id(), limit_name=limit.name, key_hash=key_hash, at=now))


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
