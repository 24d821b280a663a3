"""Endpoints and what came of each call, in words for people."""

from __future__ import annotations

from shared.notifier.endpoints.model import Endpoint, OffReason
from shared.notifier.endpoints.reading import url_mend
from shared.notifier.endpoints.sent import Try
from shared.wording.texts import gettext as _


def off_label(reason: OffReason | None) -> str:
    """Why an endpoint is off."""
    return {
        None: "",
        OffReason.BY_PERSON: _("Iemand van uw organisatie heeft haar uitgezet."),
        OffReason.GONE: _("Het systeem zei dat het adres niet meer bestaat."),
        OffReason.FAILING: _("Het systeem gaf vijf dagen lang fouten."),
    }[reason]


def status_of(endpoint: Endpoint) -> tuple[str, str]:
    """How it stands, as a text and a tone."""
    if not endpoint.enabled:
        return _("Staat uit"), "quiet"
    if endpoint.failures:
        return _("Geeft fouten"), "bad"
    return _("Staat aan"), "good"


def try_label(one: Try) -> str:
    """What came of one call."""
    if one.status is not None:
        if 200 <= one.status < 300:
            return _("gelukt (%(status)s)", status=one.status)
        return _("fout (%(status)s)", status=one.status)
    if one.problem and one.problem.startswith("refused_"):
        return url_mend(one.problem.removeprefix("refused_"))
    return {
        "timeout": _("geen antwoord binnen tien seconden"),
        "tls": _("het certificaat klopt niet"),
    }.get(one.problem or "", _("geen verbinding"))
