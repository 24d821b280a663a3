"""Places to die that have no name in the product: files and migrations know nothing of faults."""

from __future__ import annotations

import itertools
import os
import signal
from collections.abc import Callable
from pathlib import Path
from typing import Any

from shared.notifier import handing_over, packing
from tests.faults.harness import long_run

POISON = "evt-000666"
MID_BATCH = 137 if long_run() else 37


def dies(where: str) -> None:
    """Lets this process die at that place; an empty word lets it live."""
    if where:
        _PLACES[where]()


def _replace(where: object, name: str, instead: object) -> None:
    setattr(where, name, instead)


def _killed(*_arguments: Any, **_named: Any) -> Any:
    os.kill(os.getpid(), signal.SIGKILL)


def _in_mid_file() -> None:
    """With the bytes of an upload on their way, and none of them safe."""
    _replace(os, "fsync", _killed)


def _before_rename() -> None:
    """With the whole file there, under the name of a half one."""
    rename = Path.rename

    def checked(path: Path, target: Any) -> Path:
        return _killed() if path.suffix == ".half" else rename(path, target)

    _replace(Path, "rename", checked)


def _in_migration() -> None:
    """With every version run and nothing committed."""
    from alembic import command

    upgrade = command.upgrade

    def killed_after(*arguments: Any) -> None:
        upgrade(*arguments)
        _killed()

    _replace(command, "upgrade", killed_after)


def _on_the_poison() -> None:
    """As a message does that makes the interpreter itself fall over: every worker that writes it is gone."""
    _on_poison(_killed)


def _endless_on_the_poison() -> None:
    """As a message does whose making never ends."""

    def turn() -> None:
        while True:
            pass

    _on_poison(turn)


def _hungry_on_the_poison() -> None:
    """As a message does whose making wants two gigabytes."""
    _on_poison(lambda: [bytearray(64 << 20) for _ in range(32)])


def _on_poison(act: Callable[[], object]) -> None:
    write = vars(packing)["write_letter"]

    def checked(*arguments: Any) -> Any:
        letter = write(*arguments)
        if POISON in letter.subject:
            act()
        return letter

    _replace(packing, "write_letter", checked)


def _in_mid_batch() -> None:
    """After so many mails, with the last one sent and not yet written down."""
    record, done = handing_over.record, itertools.count(1)

    def counted(*arguments: Any) -> None:
        if arguments[2].channel == "mail" and next(done) == MID_BATCH:
            _killed()
        record(*arguments)

    _replace(handing_over, "record", counted)


_PLACES: dict[str, Callable[[], None]] = {
    "mid_file": _in_mid_file,
    "before_rename": _before_rename,
    "mid_migration": _in_migration,
    "poison": _on_the_poison,
    "endless": _endless_on_the_poison,
    "hungry": _hungry_on_the_poison,
    "mid_batch": _in_mid_batch,
}
