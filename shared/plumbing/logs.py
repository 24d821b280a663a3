"""Logs: one JSON line per event, a constant event name, ids as fields, never names or addresses of people."""

from __future__ import annotations

import logging
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import TextIO, cast

from shared.plumbing.secret_paths import LogRecord, hide_in_values


@contextmanager
def _hidden(package: str) -> Iterator[None]:
    """Makes a package look absent, unless it is loaded already."""
    if package in sys.modules:
        yield
        return
    sys.modules[package] = None  # type: ignore[assignment]
    try:
        yield
    finally:
        del sys.modules[package]


# With Rich at hand structlog loads it, for coloured tracebacks that we never write: a tenth of the time of a start.
with _hidden("rich"):
    import structlog


class _Patient:
    """A stream that drops what it can't write: a disk that is full of logs must not stop what is being logged.

    It holds nothing back: what waits in a buffer is tried once more when the program ends, and then the whole fails.
    """

    def __init__(self, stream: TextIO) -> None:
        self._number = stream.fileno()

    def write(self, text: str) -> int:
        """Writes the text, if it can."""
        with suppress(OSError):
            os.write(self._number, text.encode(errors="backslashreplace"))
        return len(text)

    def flush(self) -> None:
        """There is nothing to wait for."""


def configure_logs(process: str) -> None:
    """Sets up logging for a process; `process` (web, worker-notify, ticker...) stands in every line."""
    # Servers and frameworks put paths in their own lines, and some paths are secrets.
    logging.setLogRecordFactory(LogRecord)
    logging.basicConfig(stream=sys.stderr, level=logging.WARNING, format="%(message)s")
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info,
            hide_in_values,
            # json.dumps keeps an event on one line whatever a value holds: no forged lines.
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
        logger_factory=structlog.PrintLoggerFactory(file=cast(TextIO, _Patient(sys.stderr))),
        cache_logger_on_first_use=True,
    )
    structlog.contextvars.clear_contextvars()
    structlog.contextvars.bind_contextvars(process=process)
