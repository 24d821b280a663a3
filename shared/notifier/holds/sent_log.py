"""What left the house, kept outside the databases: after a restore it says what must not be sent again, and when a
worker or the database went away it says whether a message had been handed over by then.

One file a day in the data folder, one line per message: a digest of its key, nothing about people. A line with a `+`
tells of one claim that it was handed over.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from pathlib import Path

import structlog

from shared.kernel.retention import Kept, kept_for
from shared.notifier.deliveries import Delivery

log = structlog.get_logger(__name__)

FOLDER = "sent"
KEPT = kept_for(Kept.SENT_LOG)


def key_of(one: Delivery) -> str:
    """The same for a delivery before and after a restore: its id is new then, what it tells whom is not."""
    parts = (one.event_id, one.recipient_id, one.channel, one.occurrence)
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def write(data_dir: Path, claimed: Delivery, told: Iterable[Delivery], now: datetime) -> None:
    """Adds the messages that were told under one claim: itself, or those in a digest.

    A folder that can't be written costs this memory only, never a message.
    """
    lines = "".join(f"{key_of(one)}\n" for one in told) + _of_claim(claimed)
    try:
        folder = data_dir / FOLDER
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        with (folder / f"{now.date().isoformat()}.log").open("a", encoding="ascii") as file:
            file.write(lines)
    except OSError as error:
        log.error("sent_log_not_written", error=type(error).__name__)


def read(data_dir: Path) -> Iterator[str]:
    """Every key that is kept; a line that was cut off by a crash is left out."""
    for file in sorted((data_dir / FOLDER).glob("*.log")):
        for line in file.read_text(encoding="ascii", errors="replace").splitlines():
            if len(line) == 64:
                yield line


def was_handed_over(data_dir: Path, claimed: Delivery) -> bool:
    """Whether this claim, whose result nobody wrote down, had handed its message over."""
    line = _of_claim(claimed).encode("ascii")
    files = (file for file in (data_dir / FOLDER).glob("*.log") if _day(file) >= claimed.changed_at.date())
    return any(line in file.read_bytes() for file in files)


def _of_claim(claimed: Delivery) -> str:
    return f"+{hashlib.sha256(f'{claimed.id} {claimed.attempts}'.encode()).hexdigest()}\n"


def forget(data_dir: Path, now: datetime) -> int:
    """Removes the files of days that no dump will be restored of any more; returns how many."""
    old = [file for file in (data_dir / FOLDER).glob("*.log") if _day(file) < (now - KEPT).date()]
    for file in old:
        file.unlink(missing_ok=True)
    return len(old)


def _day(file: Path) -> date:
    try:
        return date.fromisoformat(file.stem)
    except ValueError:
        return date.max
