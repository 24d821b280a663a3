"""Places to die that have no name in the product: files and migrations know nothing of faults."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from pathlib import Path
from typing import Any

from shared.uploads import store


def dies(where: str) -> None:
    """Lets this process die at that place; an empty word lets it live."""
    if where:
        _PLACES[where]()


def _killed(*_arguments: Any, **_named: Any) -> Any:
    os.kill(os.getpid(), signal.SIGKILL)


def _in_mid_file() -> None:
    """With the bytes of an upload on their way, and none of them safe."""
    store.os.fsync = _killed


def _before_rename() -> None:
    """With the whole file there, under the name of a half one."""
    rename = Path.rename

    def checked(path: Path, target: Any) -> Path:
        return _killed() if path.suffix == ".half" else rename(path, target)

    Path.rename = checked  # type: ignore[method-assign]


def _in_migration() -> None:
    """With every version run and nothing committed."""
    from alembic import command

    upgrade = command.upgrade

    def killed_after(*arguments: Any) -> None:
        upgrade(*arguments)
        _killed()

    command.upgrade = killed_after


_PLACES: dict[str, Callable[[], None]] = {
    "mid_file": _in_mid_file,
    "before_rename": _before_rename,
    "mid_migration": _in_migration,
}
