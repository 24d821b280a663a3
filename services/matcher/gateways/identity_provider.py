"""Another party at which people sign in (OpenID Connect), called through the one way out."""

from __future__ import annotations

import base64
import json
import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, urlencode, urlsplit

import structlog

from shared.access.openid_tokens import FRESH, TokenRefused
from shared.access.openid_trips import Trip
from shared.egress.guard import EgressGuard
from shared.egress.http import Answer, EgressFailed, EgressRefused, Http
from shared.plumbing.openid_settings import OpenIdSettings
from shared.plumbing.settings import Settings

SCOPE = "openid email"
REMEMBERED_SECONDS = 3600.0
"""How long the party's own description and keys are believed; keys change a few times a year."""
log = structlog.get_logger(__name__)


class ProviderAway(Exception):
    """The party can't be reached or answers what we can't use; `code` says what, for the log."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True)
class Tokens:
    """What a code was exchanged for."""

    id_token: str
    access_token: str | None


@dataclass(frozen=True)
class _Described:
    """What the party says of itself, and until when we believe it."""

    about: Mapping[str, Any]
    keys: Mapping[str, Any]
    until: float


class IdentityProvider:
    """One party. Its description and keys are kept for an hour, per process."""

    def __init__(self, http: Http, settings: OpenIdSettings, redirect_uri: str) -> None:
        self._http = http
        self.settings = settings
        self._redirect_uri = redirect_uri
        self._described: _Described | None = None

    @staticmethod
    def of(settings: Settings, redirect_uri: str) -> IdentityProvider | None:
        """The party of the settings; None when there is none. Only a demo may have it on this same machine."""
        if settings.openid is None:
            return None
        guard = EgressGuard.of(settings, loopback=settings.demo)
        return IdentityProvider(Http(guard), settings.openid, redirect_uri)

    def address(self, trip: Trip) -> str:
        """Where the browser goes to sign in. Raises ProviderAway."""
        from authlib.oauth2.rfc7636 import create_s256_code_challenge  # type: ignore[import-untyped]

        asked = {
            "response_type": "code",
            "client_id": self.settings.client_id,
            "redirect_uri": self._redirect_uri,
            "scope": SCOPE,
            "state": trip.state,
            "nonce": trip.nonce,
            "code_challenge": create_s256_code_challenge(trip.verifier),
            "code_challenge_method": "S256",
            "max_age": str(int(FRESH.total_seconds())),
        }
        begin = self._checked(self._now().about.get("authorization_endpoint"))
        return f"{begin}{'&' if urlsplit(begin).query else '?'}{urlencode(asked)}"

    def exchange(self, code: str, trip: Trip) -> Tokens:
        """Hands in the code. Raises ProviderAway, TokenRefused when the party does not take it."""
        about = self._now().about
        form = {
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": self._redirect_uri,
            "code_verifier": trip.verifier,
        }
        headers = {"Content-Type": "application/x-www-form-urlencoded", "Accept": "application/json"}
        if "client_secret_basic" in about.get("token_endpoint_auth_methods_supported", ["client_secret_basic"]):
            headers["Authorization"] = self._basic()
        else:
            form |= {"client_id": self.settings.client_id, "client_secret": self.settings.client_secret}
        where = self._checked(about.get("token_endpoint"))
        answer = self._called(lambda: self._http.post(where, body=urlencode(form).encode(), headers=headers))
        if 400 <= answer.status < 500:
            raise TokenRefused(f"code:{answer.status}")
        found = _object(answer)
        id_token, access_token = found.get("id_token"), found.get("access_token")
        if not isinstance(id_token, str):
            raise TokenRefused("no_token")
        return Tokens(id_token, access_token if isinstance(access_token, str) else None)

    def keys(self, *, anew: bool = False) -> Mapping[str, Any]:
        """The party's public keys; `anew` asks for them once more, when a token names one that we don't know."""
        if anew:
            self._described = None
        return self._now().keys

    def _now(self) -> _Described:
        if self._described is None or self._described.until < time.monotonic():
            self._described = self._describe()
        return self._described

    def _describe(self) -> _Described:
        from authlib.oidc.discovery import get_well_known_url  # type: ignore[import-untyped]

        well_known = get_well_known_url(self.settings.issuer, external=True)
        about = _object(self._called(lambda: self._http.get(well_known)))
        if about.get("issuer") != self.settings.issuer:
            raise ProviderAway("other_issuer")
        where = self._checked(about.get("jwks_uri"))
        keys = _object(self._called(lambda: self._http.get(where)))
        return _Described(about, keys, time.monotonic() + REMEMBERED_SECONDS)

    def _checked(self, address: object) -> str:
        """An address out of the description: https, or as near as the issuer itself."""
        if not isinstance(address, str) or urlsplit(address).scheme != urlsplit(self.settings.issuer).scheme:
            raise ProviderAway("address")
        return address

    def _called(self, call: Any) -> Answer:
        try:
            answer: Answer = call()
        except (EgressRefused, EgressFailed) as problem:
            raise ProviderAway(problem.code) from problem
        if answer.status >= 500 or answer.is_cut:
            raise ProviderAway(f"answer:{answer.status}")
        return answer

    def _basic(self) -> str:
        pair = f"{quote(self.settings.client_id, safe='')}:{quote(self.settings.client_secret, safe='')}"
        return f"Basic {base64.b64encode(pair.encode()).decode()}"


def _object(answer: Answer) -> dict[str, Any]:
    if answer.status != 200:
        raise ProviderAway(f"answer:{answer.status}")
    try:
        found = json.loads(answer.body)
    except (ValueError, RecursionError) as problem:
        raise ProviderAway("not_json") from problem
    if not isinstance(found, dict):
        raise ProviderAway("not_json")
    return found
