"""Serving pages: waitress inside one machine's suite, gunicorn in a container of its own."""

from __future__ import annotations

import gc
import signal
import sys
from collections.abc import Callable
from typing import Any

THREADS = 8
MOST_CONNECTIONS = 1000
IDLE_SECONDS = 30
"""Who sends a request letter by letter holds a connection and no thread; it is let go after this many seconds."""


WAITRESS: dict[str, Any] = {
    "threads": THREADS,
    "connection_limit": MOST_CONNECTIONS,
    "channel_timeout": IDLE_SECONDS,
    "cleanup_interval": 10,
    "asyncore_use_poll": True,
    "max_request_header_size": 32_768,
    # Nobody needs to know which server this is.
    "ident": None,
    "clear_untrusted_proxy_headers": True,
}


def warmed(make: Callable[[], Any]) -> Any:
    """The application that `make` makes, after it served its start page once: no visitor waits for the first time.

    What a start loads stays until the end. Python would look through it for garbage over and over; so it looks only
    afterwards, and leaves out what is there by then.
    """
    from werkzeug.test import Client

    gc.disable()
    application = make()
    Client(application).get("/")
    gc.freeze()
    gc.enable()
    return application


def serve_here(application: Any, *, host: str, port: int) -> None:
    """Serves with waitress in this process until SIGTERM or SIGINT."""
    import waitress

    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    waitress.serve(application, host=host, port=port, **WAITRESS)


def serve_with_gunicorn(make: Callable[[], Any], *, host: str, port: int) -> None:
    """Serves with gunicorn: a master, and workers with threads that are replaced when they die."""
    from gunicorn.app.base import BaseApplication  # type: ignore[import-untyped]

    class Server(BaseApplication):  # type: ignore[misc]
        """Gunicorn without its own command line."""

        def load_config(self) -> None:
            for name, value in {
                "bind": f"{host}:{port}",
                "worker_class": "gthread",
                "workers": 2,
                "threads": THREADS,
                "graceful_timeout": 20,
                "control_socket_disable": True,
                "accesslog": None,
            }.items():
                self.cfg.set(name, value)

        def load(self) -> Any:
            return make()

    Server().run()
