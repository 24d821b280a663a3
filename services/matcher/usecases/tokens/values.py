"""Reads what is given for a key: one list for the form and the JSON API, all errors at once."""

from __future__ import annotations

import ipaddress
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from services.matcher.usecases.reading import read_all
from services.matcher.usecases.values import OneOf, Reader, Text, Wrong, read_day, shown
from shared.access.actors import TokenScope
from shared.access.api_tokens import LONGEST
from shared.kernel.dates import local_to_utc
from shared.kernel.errors import FieldError, InvalidInput
from shared.wording.texts import gettext as _

SCOPES = [scope.value for scope in TokenScope]
MOST_NETWORKS = 10


@dataclass(frozen=True)
class Wanted:
    """A key that somebody asks for; it holds until `expires_at` (not included)."""

    organisation_id: str
    name: str
    scope: TokenScope
    networks: tuple[str, ...]
    expires_at: datetime


def read_wanted(given: Mapping[str, Any], today: date) -> Wanted:
    """Reads `organisation_id`, `name`, `scope`, `ends_on` (the last day) and `networks`. Raises InvalidInput."""
    readers: dict[str, Reader] = {
        "organisation_id": Text(36),
        "name": Text(60),
        "scope": OneOf(SCOPES),
        "ends_on": read_day,
        "networks": read_networks,
    }
    values, errors = read_all(given, readers)
    mends = {
        "organisation_id": _("Kies voor welke organisatie."),
        "name": _("Vul in voor welk programma de sleutel is."),
        "scope": _("Kies wat het programma mag."),
        "ends_on": _("Vul in tot en met welke dag de sleutel werkt."),
    }
    missing = [name for name in mends if name in values and values[name] is None]
    errors += [FieldError(name, "required", mends[name]) for name in missing]
    last = date.fromisoformat(values["ends_on"]) if values.get("ends_on") else None
    if last is not None and not today <= last < today + LONGEST:
        mend = _("Een sleutel werkt hooguit een jaar. Kies een dag vanaf vandaag en binnen een jaar.")
        errors.append(FieldError("ends_on", "out_of_range", mend))
    if errors or last is None:
        raise InvalidInput(errors)
    expires_at = local_to_utc(last + timedelta(days=1), time(0))
    scope = TokenScope(values["scope"])
    return Wanted(values["organisation_id"], values["name"], scope, values["networks"], expires_at)


def read_networks(value: Any) -> tuple[str, ...]:
    """Addresses and networks, as a list or as text with one on a line; none for everywhere. Raises Wrong."""
    given = value.replace(",", "\n").split("\n") if isinstance(value, str) else value or []
    if not isinstance(given, (list, tuple)):
        raise Wrong("not_a_list", _("Geef een lijst."))
    if len(given) > MOST_NETWORKS:
        raise Wrong("too_many", _("Geef hooguit %(most)s adressen.", most=MOST_NETWORKS))
    found = []
    for one in given:
        if isinstance(one, str) and not one.strip():
            continue
        try:
            found.append(str(ipaddress.ip_network(one.strip() if isinstance(one, str) else "", strict=False)))
        except ValueError as error:
            text = _("“%(value)s” is geen IP-adres. Schrijf het zo: 203.0.113.7 of 2001:db8::/64.", value=shown(one))
            raise Wrong("not_an_address", text) from error
    return tuple(dict.fromkeys(found))
