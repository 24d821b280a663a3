"""How a call travels: to the checked address only, and never longer than its time."""

from __future__ import annotations

import contextlib
import socket
import threading
import time
from typing import Any, cast

from requests import PreparedRequest
from requests.adapters import HTTPAdapter
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool

from shared.egress.guard import Pinned


class Deadline:
    """Ends a call at a moment, also when the other side sends a byte now and then, which no socket timeout catches."""

    def __init__(self, seconds: float) -> None:
        self._ends = time.monotonic() + seconds
        self._own: list[socket.socket] = []
        self._timer: threading.Timer | None = None
        self.passed = False

    @property
    def left(self) -> float:
        """Seconds left, at least a little, for the socket's own timeouts."""
        return max(0.05, self._ends - time.monotonic())

    def watch(self, connected: socket.socket) -> None:
        """Shuts this connection when the time is over."""
        # A second handle on the connection: the first one moves into the TLS layer.
        self._own.append(connected.dup())
        self._timer = threading.Timer(self.left, self._shut)
        self._timer.daemon = True
        self._timer.start()

    def finish(self) -> None:
        """Stops watching."""
        if self._timer is not None:
            self._timer.cancel()
        for own in self._own:
            own.close()

    def _shut(self) -> None:
        self.passed = True
        for own in self._own:
            with contextlib.suppress(OSError):
                own.shutdown(socket.SHUT_RDWR)


class PinnedAdapter(HTTPAdapter):
    """Connects to the address that was checked, while the certificate must still be that of the name."""

    def __init__(self, pinned: Pinned, deadline: Deadline) -> None:
        self._pinned = pinned
        self._deadline = deadline
        super().__init__(max_retries=0, pool_connections=1, pool_maxsize=1)

    def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:
        """A pool whose connections are watched from the moment that they exist."""
        super().init_poolmanager(*args, **kwargs)
        self.poolmanager.pool_classes_by_scheme = _watched_pools(self._deadline)

    def build_connection_pool_key_attributes(
        self, request: PreparedRequest, verify: Any, cert: Any = None
    ) -> tuple[Any, Any]:
        """The name's own attributes with the checked address in place of the name."""
        host, pool = cast(tuple[Any, Any], super().build_connection_pool_key_attributes(request, verify, cert))
        if self._pinned.address is not None:
            host["host"] = self._pinned.address
            if host["scheme"] == "https":
                pool["server_hostname"] = self._pinned.target.host
                pool["assert_hostname"] = self._pinned.target.host
        return host, pool


def _watched_pools(deadline: Deadline) -> dict[str, type[HTTPConnectionPool]]:
    class Plain(HTTPConnection):
        def _new_conn(self) -> socket.socket:
            connected = super()._new_conn()
            deadline.watch(connected)
            return connected

    class Secure(HTTPSConnection):
        def _new_conn(self) -> socket.socket:
            connected = super()._new_conn()
            deadline.watch(connected)
            return connected

    class PlainPool(HTTPConnectionPool):
        ConnectionCls = Plain

    class SecurePool(HTTPSConnectionPool):
        ConnectionCls = Secure

    return {"http": PlainPool, "https": SecurePool}
