"""Resolves a name once and vouches for the one address that is then called."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlsplit

from shared.egress.refusals import (
    EgressRefused,
    Target,
    check_address,
    read_internal_url,
    read_loopback_url,
    read_public_url,
)
from shared.plumbing.settings import Settings

Resolver = Callable[[str, int], list[str]]
"""Gives all addresses of a name; raises OSError when there are none."""

RESOLVE_SECONDS = 5.0


@dataclass(frozen=True)
class Pinned:
    """A target that may be called, at this address and no other; None leaves an internal name to the network."""

    target: Target
    address: str | None


class EgressGuard:
    """Says where we may call. `own_hosts` are names of ourselves, which nobody may point us at."""

    def __init__(
        self,
        *,
        own_hosts: frozenset[str],
        internal_bases: frozenset[str],
        resolver: Resolver | None = None,
        loopback_but: frozenset[int] | None = None,
    ) -> None:
        """`loopback_but`: http to 127.0.0.1 is public too, at any port but these; None when it is not."""
        self._own_hosts = own_hosts
        self._internal_bases = internal_bases
        self._resolve = resolver or resolve
        self._loopback_but = loopback_but

    @staticmethod
    def of(settings: Settings, resolver: Resolver | None = None, *, loopback: bool = False) -> EgressGuard:
        """The guard that fits the settings. With `loopback` other programs on this machine may be called too."""
        internal = frozenset({settings.matcher_internal_url, settings.tracker_internal_url})
        hosts = {urlsplit(address).hostname for address in (settings.base_url, *internal)}
        own = frozenset(host for host in hosts if host)
        bases = (settings.base_url, *internal, settings.redis_url or "")
        ports = frozenset(port for base in bases if (port := urlsplit(base).port)) if loopback else None
        return EgressGuard(own_hosts=own, internal_bases=internal, resolver=resolver, loopback_but=ports)

    def public(self, url: str) -> Pinned:
        """An address of somebody else. Every address of the name must be a public one. Raises EgressRefused."""
        if self._loopback_but is not None and (near := read_loopback_url(url)):
            if near.port in self._loopback_but:
                raise EgressRefused("own_host")
            return Pinned(near, near.host)
        target = read_public_url(url)
        if target.host in self._own_hosts:
            raise EgressRefused("own_host")
        addresses = self._addresses(target.host, target.port)
        for address in addresses:
            check_address(address)
        own = {address for host in self._own_hosts for address in self._addresses_or_none(host)}
        if own & set(addresses):
            raise EgressRefused("own_host")
        return Pinned(target, addresses[0])

    def internal(self, url: str) -> Pinned:
        """An address of the other service. Raises EgressRefused for anything else."""
        return Pinned(read_internal_url(url, self._internal_bases), None)

    def _addresses(self, host: str, port: int) -> list[str]:
        try:
            found = self._resolve(host, port)
        except OSError as error:
            raise EgressRefused("unknown_name") from error
        if not found:
            raise EgressRefused("unknown_name")
        return found

    def _addresses_or_none(self, host: str) -> list[str]:
        try:
            return self._resolve(host, 443)
        except OSError:
            return []


def resolve(host: str, port: int) -> list[str]:
    """All addresses of a name, within a few seconds; raises OSError."""
    found: list[str] = []
    failed: list[OSError] = []

    def ask() -> None:
        try:
            for *_, address in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM):
                found.append(str(address[0]))
        except OSError as error:
            failed.append(error)

    # The system's resolver knows no time limit of ours, so it is asked from aside.
    thread = threading.Thread(target=ask, daemon=True)
    thread.start()
    thread.join(RESOLVE_SECONDS)
    if thread.is_alive():
        raise TimeoutError("the name could not be looked up in time")
    if failed:
        raise failed[0]
    return list(dict.fromkeys(found))
