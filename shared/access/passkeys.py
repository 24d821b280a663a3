"""Passkeys (WebAuthn): a device and its owner's finger, face or PIN prove who is there.

What a device must sign is made from the secret key, the moment and who it is for; nothing is kept until it is used,
and then only that it was.
"""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

import sqlalchemy as sa
import structlog
from sqlalchemy.engine import Connection
from sqlalchemy.exc import IntegrityError

from shared.access.actors import Actor
from shared.access.secrets import keyed
from shared.access.tables import factors, person
from shared.kernel.ids import is_id, new_id

NAME = "Steunstromen"
LIVES = timedelta(minutes=10)
MAX_SENT = 20_000
MOST = 10
"""Passkeys of one person."""
passkey, spent = factors.passkey, factors.spent_ceremony
log = structlog.get_logger(__name__)


@dataclass(frozen=True)
class Site:
    """What passkeys belong to: the host name, and the address as browsers name it."""

    host: str
    origin: str


@dataclass(frozen=True)
class Ceremony:
    """What a form needs: `token` travels with it, `options` (JSON) go to the browser."""

    token: str
    options: str


def site_of(base_url: str) -> Site | None:
    """The site of an address; None where browsers give no passkeys: hosts that are a number."""
    parts = urlsplit(base_url)
    host = parts.hostname or ""
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return Site(host, f"{parts.scheme}://{parts.netloc}") if host else None
    return None


def begin_adding(connection: Connection, actor: Actor, site: Site, *, secret: bytes, now: datetime) -> Ceremony:
    """What the browser needs to make a passkey that is not there yet."""
    import webauthn
    from webauthn.helpers import structs

    known = connection.execute(sa.select(passkey.c.credential_id).where(passkey.c.person_id == actor.person_id))
    token = _new_token(now)
    options = webauthn.generate_registration_options(
        rp_id=site.host,
        rp_name=NAME,
        user_name=actor.email,
        user_display_name=actor.name,
        user_id=actor.person_id.encode(),
        challenge=_challenge(secret, token, actor.person_id),
        authenticator_selection=structs.AuthenticatorSelectionCriteria(
            resident_key=structs.ResidentKeyRequirement.REQUIRED,
            user_verification=structs.UserVerificationRequirement.REQUIRED,
        ),
        exclude_credentials=_described(row.credential_id for row in known),
    )
    return Ceremony(token, webauthn.options_to_json(options))


def add(
    connection: Connection, actor: Actor, site: Site, *, token: str, sent: str, name: str, secret: bytes, now: datetime
) -> bool:
    """Keeps the passkey that the browser made; returns whether it was in order."""
    import webauthn

    if not _is_fresh(token, now) or _count(connection, actor.person_id) >= MOST:
        return False
    try:
        found = webauthn.verify_registration_response(
            credential=sent[:MAX_SENT],
            expected_challenge=_challenge(secret, token, actor.person_id),
            expected_rp_id=site.host,
            expected_origin=site.origin,
            require_user_verification=True,
        )
    except Exception as problem:  # what browsers send is nested and binary: it can be wrong in any way
        log.info("passkey_refused", error=type(problem).__name__)
        return False
    row = {
        "id": new_id(),
        "person_id": actor.person_id,
        "credential_id": _text(found.credential_id),
        "public_key": found.credential_public_key,
        "sign_count": found.sign_count,
        "name": name,
        "added_at": now,
    }
    return _insert_once(connection, spent, {"id": token[:36], "at": now}) and _insert_once(connection, passkey, row)


def begin_proving(
    connection: Connection, site: Site, *, whom: str, secret: bytes, now: datetime, person_id: str | None = None
) -> Ceremony:
    """What the browser needs to ask for a passkey: of anybody, or one of this person.

    `whom` is what it is tied to: the visit of a browser, or a session.
    """
    import webauthn
    from webauthn.helpers import structs

    known = connection.execute(sa.select(passkey.c.credential_id).where(passkey.c.person_id == (person_id or "")))
    token = _new_token(now)
    options = webauthn.generate_authentication_options(
        rp_id=site.host,
        challenge=_challenge(secret, token, whom),
        allow_credentials=_described(row.credential_id for row in known),
        user_verification=structs.UserVerificationRequirement.REQUIRED,
    )
    return Ceremony(token, webauthn.options_to_json(options))


def prove(
    connection: Connection,
    site: Site,
    *,
    whom: str,
    token: str,
    sent: str,
    secret: bytes,
    now: datetime,
    person_id: str | None = None,
) -> str | None:
    """Whose passkey signed, when it is in order, theirs (`person_id`, when given) and for the first time; else None."""
    import webauthn

    if not _is_fresh(token, now):
        return None
    try:
        credential = webauthn.helpers.parse_authentication_credential_json(sent[:MAX_SENT])
        row = _of_credential(connection, _text(credential.raw_id), person_id)
        if row is None:
            return None
        found = webauthn.verify_authentication_response(
            credential=credential,
            expected_challenge=_challenge(secret, token, whom),
            expected_rp_id=site.host,
            expected_origin=site.origin,
            credential_public_key=row.public_key,
            credential_current_sign_count=row.sign_count,
            require_user_verification=True,
        )
    except Exception as problem:  # as above
        log.info("passkey_refused", error=type(problem).__name__)
        return None
    if not _insert_once(connection, spent, {"id": token[:36], "at": now}):
        return None
    used = {"sign_count": found.new_sign_count, "used_at": now}
    connection.execute(sa.update(passkey).where(passkey.c.id == row.id).values(used))
    return str(row.person_id)


def remove(connection: Connection, person_id: str, passkey_id: str) -> bool:
    """Forgets a passkey of the person; returns whether there was one."""
    mine = (passkey.c.person_id == person_id, passkey.c.id == passkey_id)
    return connection.execute(sa.delete(passkey).where(*mine)).rowcount == 1


def remove_all(connection: Connection, person_id: str) -> None:
    """Forgets every passkey of the person."""
    connection.execute(sa.delete(passkey).where(passkey.c.person_id == person_id))


def _of_credential(connection: Connection, credential_id: str, person_id: str | None) -> Any:
    query = (
        sa.select(passkey)
        .join(person, person.c.id == passkey.c.person_id)
        .where(passkey.c.credential_id == credential_id, person.c.disabled_at.is_(None))
    )
    return connection.execute(query.where(passkey.c.person_id == person_id) if person_id else query).first()


def _count(connection: Connection, person_id: str) -> int:
    query = sa.select(sa.func.count()).select_from(passkey).where(passkey.c.person_id == person_id)
    return connection.execute(query).scalar_one()


def _insert_once(connection: Connection, table: sa.Table, row: dict[str, Any]) -> bool:
    try:
        with connection.begin_nested():
            connection.execute(sa.insert(table).values(row))
    except IntegrityError:
        return False
    return True


def _new_token(now: datetime) -> str:
    return f"{new_id()}.{int(now.timestamp())}"


def _is_fresh(token: str, now: datetime) -> bool:
    id_, _, moment = token.partition(".")
    if not is_id(id_) or not (moment.isascii() and moment.isdigit() and len(moment) == 10):
        return False
    made = datetime.fromtimestamp(int(moment), UTC)
    return now - LIVES < made <= now


def _challenge(secret: bytes, token: str, whom: str) -> bytes:
    return keyed(secret, "passkey-challenge", f"{token}:{whom}")


def _described(credential_ids: Any) -> list[Any]:
    from webauthn.helpers import base64url_to_bytes
    from webauthn.helpers.structs import PublicKeyCredentialDescriptor

    return [PublicKeyCredentialDescriptor(id=base64url_to_bytes(one)) for one in credential_ids]


def _text(raw: bytes) -> str:
    from webauthn.helpers import bytes_to_base64url

    return bytes_to_base64url(raw)
