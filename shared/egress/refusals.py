"""Which addresses on the network we never call, however they are written."""

from __future__ import annotations

import ipaddress
import re
import unicodedata
from dataclasses import dataclass
from urllib.parse import SplitResult, urlsplit

import idna

PUBLIC_PORTS = frozenset({443, 8443})
MAX_URL = 2_000
LOOPBACK = "127.0.0.1"

# Networks that carry another address inside, or reach inward by a detour; Python calls several of them global.
_DETOURS = tuple(
    ipaddress.ip_network(text)
    for text in (
        "64:ff9b::/96",  # NAT64
        "64:ff9b:1::/48",  # NAT64 of one network
        "2002::/16",  # 6to4
        "2001::/32",  # Teredo
        "::/96",  # IPv4-compatible
        "::ffff:0:0/96",  # IPv4-mapped
        "::ffff:0:0:0/96",  # IPv4-translated
        "fec0::/10",  # site-local
        "192.88.99.0/24",  # 6to4 relays
        "192.0.0.0/24",  # protocol assignments
    )
)
_NAME = re.compile(r"(?=.{4,253}\Z)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]\Z")


class EgressRefused(Exception):
    """We do not call this; `code` says why. Nothing was sent."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True)
class Target:
    """Where a URL leads: a name (or an address) and a port, and the path with its query."""

    scheme: str
    host: str
    port: int
    path: str

    @property
    def url(self) -> str:
        """The URL as we send it: put together from what was checked."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{self.scheme}://{host}:{self.port}{self.path}"


def read_public_url(url: str) -> Target:
    """The target of a URL that somebody gave us. Raises EgressRefused for anything but https to a plain public name."""
    parts = _split(url)
    if parts.scheme != "https":
        raise EgressRefused("not_https")
    target = _target(parts, default_port=443)
    if target.port not in PUBLIC_PORTS:
        raise EgressRefused("port")
    if _is_address(target.host):
        check_address(target.host)
    elif not _NAME.match(target.host):
        # Also 127.1, 0x7f000001 and 2130706433, which resolvers read as addresses.
        raise EgressRefused("not_a_name")
    return target


def read_loopback_url(url: str) -> Target | None:
    """The target of plain http to 127.0.0.1, for a demo on one machine; None for anything else."""
    parts = _split(url)
    if parts.scheme != "http" or parts.hostname != LOOPBACK:
        return None
    return _target(parts, default_port=80)


def read_internal_url(url: str, bases: frozenset[str]) -> Target:
    """The target of a URL under one of our own internal base addresses; raises EgressRefused for any other."""
    parts = _split(url)
    if parts.scheme not in ("http", "https"):
        raise EgressRefused("not_http")
    target = _target(parts, default_port=443 if parts.scheme == "https" else 80)
    for base in bases:
        own = urlsplit(base)
        own_port = own.port or (443 if own.scheme == "https" else 80)
        same = (own.scheme, own.hostname, own_port) == (target.scheme, target.host, target.port)
        if same and target.path.startswith(f"{own.path.rstrip('/')}/"):
            return target
    raise EgressRefused("not_internal")


def check_address(text: str) -> None:
    """Raises EgressRefused for an address that is not a plain public one."""
    try:
        address = ipaddress.ip_address(text)
    except ValueError as error:
        raise EgressRefused("not_an_address") from error
    if any(address.version == network.version and address in network for network in _DETOURS):
        raise EgressRefused("detour_address")
    if not address.is_global or address.is_multicast or address.is_reserved or address.is_loopback:
        raise EgressRefused("not_public")
    if isinstance(address, ipaddress.IPv6Address) and address.scope_id is not None:
        raise EgressRefused("not_public")


def _split(url: str) -> SplitResult:
    if len(url) > MAX_URL or "\\" in url or any(c.isspace() or unicodedata.category(c)[0] == "C" for c in url):
        raise EgressRefused("not_a_url")
    try:
        parts = urlsplit(url)
        _ = parts.port
    except ValueError as error:
        raise EgressRefused("not_a_url") from error
    if not parts.hostname:
        raise EgressRefused("not_a_url")
    if parts.username is not None or parts.password is not None or "@" in parts.netloc:
        raise EgressRefused("credentials")
    return parts


def _target(parts: SplitResult, *, default_port: int) -> Target:
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    if not path.isascii():
        raise EgressRefused("not_a_url")
    port = default_port if parts.port is None else parts.port
    return Target(parts.scheme, _ascii_host(parts.hostname or ""), port, path)


def _ascii_host(host: str) -> str:
    if host.isascii():
        return host.rstrip(".")
    try:
        return idna.encode(host, uts46=True).decode("ascii").rstrip(".")
    except idna.IDNAError as error:
        raise EgressRefused("not_a_name") from error


def _is_address(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True
