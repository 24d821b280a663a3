"""What another party says of somebody (an OpenID Connect id token), believed only after every check."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from shared.access.addresses import normalise_email
from shared.access.secrets import digest
from shared.kernel.errors import InvalidInput
from shared.plumbing.openid_settings import OpenIdSettings

ALGORITHMS = ("RS256", "PS256", "ES256")
"""Signatures with a key pair only. What a token says of itself never widens this: not `none`, not a shared secret."""
LEEWAY = timedelta(seconds=60)
FRESH = timedelta(minutes=5)
"""How long ago somebody may have proved who they are over there: signing in here says that they are there now."""
LONGEST_SUBJECT = 255
MAX_TOKEN = 20_000
_SIGNING = ("kty", "kid", "alg", "n", "e", "crv", "x", "y")


class TokenRefused(Exception):
    """The token is not to be believed; `code` says why, for the log."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True)
class Claimed:
    """Who somebody is at the other party. `subject` is the digest of its name for them.

    `email` is empty unless the party checked it; `strong` says that they gave what counts as a second factor.
    """

    issuer: str
    subject: str
    email: str
    strong: bool


def read_token(
    text: str, keys: Mapping[str, Any], settings: OpenIdSettings, *, nonce: str, access_token: str | None, now: datetime
) -> Claimed:
    """Who the token is about, when it was made by this issuer, for us, for this very sign-in, just now.

    `keys` is the issuer's key set (JWKS). Raises TokenRefused.
    """
    claims, header = _opened(text, keys)
    _check(claims, header, settings, nonce=nonce, access_token=access_token, now=now)
    subject = claims["sub"]
    if not isinstance(subject, str) or not 0 < len(subject) <= LONGEST_SUBJECT or not subject.isprintable():
        raise TokenRefused("subject")
    return Claimed(settings.issuer, digest(subject), _checked_email(claims), _is_strong(claims, settings))


def _opened(text: str, keys: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    from joserfc import jwt
    from joserfc.errors import JoseError
    from joserfc.jwk import KeySet

    if len(text) > MAX_TOKEN:
        raise TokenRefused("too_long")
    try:
        token = jwt.decode(text, KeySet.import_key_set({"keys": _public_keys(keys)}), algorithms=list(ALGORITHMS))
    except (JoseError, ValueError, KeyError, TypeError) as problem:  # what came from outside is wrong in many ways
        raise TokenRefused(f"signature:{type(problem).__name__}") from problem
    return dict(token.claims), dict(token.header)


def _public_keys(keys: Mapping[str, Any]) -> Any:
    """The keys for signatures with nothing but their public half: a shared secret among them is left out."""
    found = keys.get("keys")
    usable = [
        {name: one[name] for name in _SIGNING if name in one}
        for one in (found if isinstance(found, list) else [])
        if isinstance(one, Mapping) and one.get("kty") in ("RSA", "EC") and one.get("use", "sig") == "sig"
    ]
    if not usable:
        raise TokenRefused("no_keys")
    return usable


def _check(
    claims: dict[str, Any],
    header: dict[str, Any],
    settings: OpenIdSettings,
    *,
    nonce: str,
    access_token: str | None,
    now: datetime,
) -> None:
    from authlib.oidc.core import CodeIDToken  # type: ignore[import-untyped]
    from joserfc.errors import JoseError

    seconds = int(now.timestamp())
    options = {
        "iss": {"essential": True, "value": settings.issuer},
        "aud": {"essential": True, "value": settings.client_id},
        "exp": {"essential": True},
        "iat": {"essential": True},
    }
    params = {
        "nonce": nonce,
        "client_id": settings.client_id,
        "max_age": int(FRESH.total_seconds()),
        "access_token": access_token,
    }
    try:
        CodeIDToken(claims, header, options, params).validate(seconds, int(LEEWAY.total_seconds()))
    except (JoseError, ValueError, TypeError) as problem:
        raise TokenRefused(f"claims:{getattr(problem, 'claim', None) or type(problem).__name__}") from problem
    if isinstance(claims["aud"], list) and len(claims["aud"]) > 1 and claims.get("azp") != settings.client_id:
        raise TokenRefused("claims:azp")  # also made for others, who might hand it on
    if not 0 <= seconds - claims["auth_time"] + LEEWAY.total_seconds() <= (FRESH + 2 * LEEWAY).total_seconds():
        raise TokenRefused("claims:auth_time")


def _checked_email(claims: Mapping[str, Any]) -> str:
    email = claims.get("email")
    if claims.get("email_verified") is not True or not isinstance(email, str):
        return ""
    try:
        return normalise_email(email)
    except InvalidInput:
        return ""


def _is_strong(claims: Mapping[str, Any], settings: OpenIdSettings) -> bool:
    methods = claims.get("amr") or []
    said = {claims.get("acr"), *methods} if isinstance(methods, list) else set()
    return any(isinstance(one, str) and one in settings.second_factor for one in said)
