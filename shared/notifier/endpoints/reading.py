"""Reads what somebody wishes of an endpoint, and says everything that is wrong with it at once."""

from __future__ import annotations

from collections.abc import Mapping

from shared.egress.guard import EgressGuard
from shared.egress.refusals import EgressRefused
from shared.kernel.errors import FieldError, InvalidInput
from shared.notifier.endpoints.model import Wanted
from shared.notifier.preferences.topics import Topic
from shared.wording.texts import gettext as _

LONGEST_DESCRIPTION = 120


def read_wanted(given: Mapping[str, object], guard: EgressGuard, own_places: frozenset[str]) -> Wanted:
    """The wish. `own_places` are the places to choose from. Raises InvalidInput with every error."""
    errors: list[FieldError] = []
    wanted = Wanted(
        description=_description(given.get("description"), errors),
        url=_url(given.get("url"), guard, errors),
        topics=_topics(given.get("topics"), errors),
        places=_places(given.get("places"), own_places, errors),
    )
    if errors:
        raise InvalidInput(errors)
    return wanted


def _url(value: object, guard: EgressGuard, errors: list[FieldError]) -> str:
    url = value.strip() if isinstance(value, str) else ""
    if not url:
        errors.append(FieldError("url", "required", _("Vul het adres van het systeem in.")))
        return ""
    try:
        guard.public(url)
    except EgressRefused as refused:
        errors.append(FieldError("url", refused.code, url_mend(refused.code)))
    return url


def url_mend(code: str) -> str:
    """What somebody can do about an address that we don't call."""
    private = _("Dit adres ligt in een besloten netwerk. Geef een adres dat vanaf internet te bereiken is.")
    return {
        "not_https": _("Begin het adres met https://."),
        "port": _("Gebruik poort 443 of 8443, of laat de poort weg."),
        "credentials": _("Laat de naam en het wachtwoord weg uit het adres."),
        "unknown_name": _("Dit adres is niet te vinden. Kijk of er geen tikfout in staat."),
        "own_host": _("Dit is een adres van Steunstromen. Geef het adres van een ander systeem."),
        **dict.fromkeys(("not_public", "detour_address", "not_an_address"), private),
    }.get(code, _("Dit is geen webadres. Schrijf het zo: https://systeem.voorbeeld.nl/berichten."))


def _description(value: object, errors: list[FieldError]) -> str:
    text = " ".join(value.split()) if isinstance(value, str) else ""
    if not text or not text.isprintable():
        errors.append(FieldError("description", "required", _("Geef de koppeling een naam, zoals: boekhouding.")))
    elif len(text) > LONGEST_DESCRIPTION:
        errors.append(FieldError("description", "too_long", _("Maak de naam korter: hooguit 120 tekens.")))
    return text


def _topics(value: object, errors: list[FieldError]) -> frozenset[Topic]:
    names = _texts(value)
    known = {topic.value: topic for topic in Topic}
    if names is None or not names:
        errors.append(FieldError("topics", "required", _("Kies één of meer onderwerpen.")))
        return frozenset()
    if unknown := sorted(names - known.keys()):
        mend = _(
            "Dit onderwerp kennen wij niet: %(name)s. Kies uit: %(names)s.", name=unknown[0], names=", ".join(known)
        )
        errors.append(FieldError("topics", "unknown_topic", mend))
    return frozenset(known[name] for name in names if name in known)


def _places(value: object, own: frozenset[str], errors: list[FieldError]) -> frozenset[str]:
    places = frozenset[str]() if value is None else _texts(value)
    if places is None or not places <= own:
        errors.append(FieldError("places", "not_yours", _("Kies alleen plekken van uw eigen organisatie.")))
        return frozenset()
    return places


def _texts(value: object) -> frozenset[str] | None:
    if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
        return None
    return frozenset(value)
