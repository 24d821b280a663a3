"""Calling out: to anybody's public address under strict limits, or to our own other service."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from shared.egress.guard import EgressGuard, Pinned
from shared.egress.refusals import EgressRefused
from shared.plumbing.settings import Settings

if TYPE_CHECKING:
    # Requests is loaded by the first call: a start of the pages calls nobody, and should not wait for it.
    from requests import Response

    from shared.egress.transport import Deadline

__all__ = ["Answer", "EgressFailed", "EgressGuard", "EgressRefused", "Http", "Purpose"]

PUBLIC_SECONDS = 10.0
INTERNAL_SECONDS = 5.0
PUBLIC_BYTES = 64 * 1024
INTERNAL_BYTES = 2 * 1024 * 1024
_CHUNK = 8 * 1024
USER_AGENT = "Steunstromen"


class Purpose(StrEnum):
    """Whom we call: the other service, or somebody else."""

    INTERNAL = "internal"
    PUBLIC = "public"


class EgressFailed(Exception):
    """It was called and did not answer; `code` is timeout, tls or connection. It may have arrived all the same."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True)
class Answer:
    """What came back: the body as it was sent (not unpacked), cut off at the limit when `is_cut`."""

    status: int
    headers: Mapping[str, str]
    body: bytes
    is_cut: bool = False


class Http:
    """The only user of requests. Never follows a redirect, knows no proxy, keeps no cookie."""

    def __init__(
        self, guard: EgressGuard, *, public_seconds: float = PUBLIC_SECONDS, ca_bundle: str | None = None
    ) -> None:
        self._guard = guard
        self._public_seconds = public_seconds
        self._verify: bool | str = ca_bundle or True

    @staticmethod
    def of(settings: Settings) -> Http:
        """The way out that fits the settings."""
        return Http(EgressGuard.of(settings))

    def get(self, url: str, *, headers: Mapping[str, str] | None = None, purpose: Purpose = Purpose.PUBLIC) -> Answer:
        """Fetches. Raises EgressRefused when we don't call this, EgressFailed when nobody answers in time."""
        return self._call("GET", url, headers or {}, None, purpose)

    def head(self, url: str, *, purpose: Purpose = Purpose.PUBLIC) -> Answer:
        """Asks whether it is there, without its content. Raises as `get` does."""
        return self._call("HEAD", url, {}, None, purpose)

    def post(
        self,
        url: str,
        *,
        body: bytes,
        headers: Mapping[str, str] | None = None,
        purpose: Purpose = Purpose.PUBLIC,
    ) -> Answer:
        """Sends bytes (JSON unless a header says otherwise). Raises as `get` does."""
        return self._call("POST", url, {"Content-Type": "application/json", **(headers or {})}, body, purpose)

    def _call(self, method: str, url: str, headers: Mapping[str, str], body: bytes | None, purpose: Purpose) -> Answer:
        import requests

        from shared.egress.transport import Deadline

        is_public = purpose is Purpose.PUBLIC
        deadline = Deadline(self._public_seconds if is_public else INTERNAL_SECONDS)
        # Within the time of the call: looking up a name may take long too.
        pinned = self._guard.public(url) if is_public else self._guard.internal(url)
        limit = PUBLIC_BYTES if is_public else INTERNAL_BYTES
        try:
            return self._send(method, pinned, _checked(headers, pinned), body, deadline, limit)
        except requests.exceptions.SSLError as error:
            raise EgressFailed("timeout" if deadline.passed else "tls") from error
        except requests.exceptions.Timeout as error:
            raise EgressFailed("timeout") from error
        except (requests.exceptions.RequestException, OSError) as error:
            raise EgressFailed("timeout" if deadline.passed else "connection") from error
        finally:
            deadline.finish()

    def _send(
        self,
        method: str,
        pinned: Pinned,
        headers: Mapping[str, str],
        body: bytes | None,
        deadline: Deadline,
        limit: int,
    ) -> Answer:
        from requests import Session

        from shared.egress.transport import PinnedAdapter

        with Session() as session:
            session.trust_env = False  # no proxies and no .netrc of this machine
            adapter = PinnedAdapter(pinned, deadline)
            session.mount("https://", adapter)
            session.mount("http://", adapter)
            with session.request(
                method,
                pinned.target.url,
                headers=dict(headers),
                data=body,
                timeout=deadline.left,
                allow_redirects=False,
                stream=True,
                verify=self._verify,
            ) as response:
                read, is_cut = _read(response, limit)
                if deadline.passed:
                    raise EgressFailed("timeout")
                return Answer(response.status_code, dict(response.headers), read, is_cut)


def _checked(headers: Mapping[str, str], pinned: Pinned) -> dict[str, str]:
    """The caller's headers with ours, which win. Identity: nobody unpacks a bomb here."""
    for name, value in headers.items():
        if not (name + value).isascii() or any(c in name + value for c in "\r\n\0"):
            raise EgressRefused("header")
    own = {"User-Agent": USER_AGENT, "Accept-Encoding": "identity", "Connection": "close"}
    host = f"[{pinned.target.host}]" if ":" in pinned.target.host else pinned.target.host
    default = 443 if pinned.target.scheme == "https" else 80
    own["Host"] = host if pinned.target.port == default else f"{host}:{pinned.target.port}"
    return {**headers, **own}


def _read(response: Response, limit: int) -> tuple[bytes, bool]:
    read = bytearray()
    while len(read) <= limit:
        chunk = response.raw.read(_CHUNK, decode_content=False)
        if not chunk:
            break
        read += chunk
    return bytes(read[:limit]), len(read) > limit
