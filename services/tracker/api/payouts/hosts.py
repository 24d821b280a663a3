"""The list of a host, its settings, and lists of awards that come in."""

from __future__ import annotations

from typing import Any

from services.tracker.api.payouts.answers import AwardsImportOut, HostsOut, SettingsOut, StreetsOut
from services.tracker.api.payouts.bodies import AwardsConfirmationIn, AwardsIn, SettingsIn, StreetsQuery
from services.tracker.api.routes import api, context
from services.tracker.domain.payouts.records import AwardsImport, PayoutSettings
from services.tracker.usecases.payouts import import_awards as importing
from services.tracker.usecases.payouts import set_settings as setting
from services.tracker.usecases.payouts.acting import READ
from services.tracker.usecases.payouts.see_streets import Host, HostList, hosts_of, list_streets
from shared.access.web import require_actor
from shared.kernel.errors import NotFound
from shared.plumbing.idempotency import Once
from shared.plumbing.sheets.limits import MAX_BYTES
from shared.wording.texts import gettext as _

TAGS = ("payouts",)
FORM_AROUND = 20_000


@api.endpoint(
    "GET",
    "/payout-hosts",
    summary="De organisaties waarvan u de uitbetalingen mag zien",
    right=READ,
    answer=HostsOut(),
    tags=TAGS,
)
def get_payout_hosts() -> dict[str, list[Host]]:
    """The hosts of this person."""
    return {"items": hosts_of(context(), require_actor())}


@api.endpoint(
    "GET",
    "/payout-hosts/<host_id>/settings",
    summary="Van welke rekening een uitbetaaladres betaalt, voor het bestuur",
    right=setting.RIGHT,
    answer=SettingsOut(),
    tags=TAGS,
)
def get_payout_settings(host_id: str) -> PayoutSettings:
    """The settings. Raises NotFound when nobody filled them in."""
    found = setting.read_settings(context(), require_actor(), host_id)
    if found is None:
        raise NotFound(_("Hier is nog niets ingevuld."))
    return found


@api.endpoint(
    "GET",
    "/payout-hosts/<host_id>/groups",
    summary="De straten waaraan een uitbetaaladres betaalt, met sommen",
    right=READ,
    query=StreetsQuery(),
    answer=StreetsOut(),
    tags=TAGS,
)
def get_payout_groups(host_id: str, query: dict[str, Any]) -> HostList:
    """The streets of a host."""
    return list_streets(context(), require_actor(), host_id, **query)


@api.endpoint(
    "POST",
    "/payout-hosts/<host_id>/settings",
    summary="Zeg van welke rekening u betaalt, en boven welk bedrag elk nieuw nummer apart wordt nagekeken",
    right=setting.RIGHT,
    body=SettingsIn(),
    answer=SettingsOut(),
    idempotent=True,
    tags=TAGS,
)
def set_payout_settings(host_id: str, body: dict[str, Any], once: Once) -> PayoutSettings:
    """Keeps the settings."""
    return setting.set_settings(
        context(),
        require_actor(),
        host_id,
        iban=body["iban"],
        holder=body["holder"],
        limit_cents=body["limit"],
        expected_version=body["version"],
        once=once,
    )


@api.endpoint(
    "POST",
    "/payout-hosts/<host_id>/awards-imports",
    summary="Laat zien wat een lijst van toekenningen zou doen; er wordt nog niets bewaard",
    right=importing.RIGHT,
    body=AwardsIn(),
    answer=AwardsImportOut(),
    status=201,
    idempotent=True,
    max_body=MAX_BYTES + FORM_AROUND,
    tags=TAGS,
)
def show_awards_import(host_id: str, body: dict[str, Any], once: Once) -> AwardsImport:
    """Reads a list and keeps it to be confirmed."""
    file = body["file"]
    return importing.show_awards(
        context(), require_actor(), host_id, file.filename or "", file.read(), scheme=body["scheme"], once=once
    )


@api.endpoint(
    "POST",
    "/awards-imports/<import_id>/confirmations",
    summary="Zet de straten van een lijst die u zag in de lijst",
    right=importing.RIGHT,
    body=AwardsConfirmationIn(),
    answer=AwardsImportOut(),
    idempotent=True,
    if_match=True,
    tags=TAGS,
)
def confirm_awards_import(import_id: str, body: dict[str, Any], once: Once, expected_version: int) -> AwardsImport:
    """Brings in what was shown."""
    return importing.confirm_awards(
        context(), require_actor(), import_id, body["way"], once=once, expected_version=expected_version
    )
