"""Where the bytes are: in a folder under the data directory, outside everything that is served, under random names.

Each user of the store has an area of its own. Bytes are written before the row that names them commits; bytes that no
row names after a day are swept.
"""

from __future__ import annotations

import os
import re
import secrets
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Protocol

from shared.kernel.errors import NotFound
from shared.plumbing.settings import Settings

ORPHAN_AGE = timedelta(days=1)
_NAME = re.compile(r"[0-9a-f]{40}\Z")
_AREA = re.compile(r"[a-z_]{1,40}\Z")


class Store(Protocol):
    """Keeps bytes under a name that it makes itself."""

    def put(self, data: bytes) -> str:
        """Keeps the bytes, safe against a power cut when this returns; returns their name (40 characters)."""
        ...

    def get(self, name: str) -> bytes:
        """The bytes under this name. Raises NotFound."""
        ...

    def delete(self, name: str) -> None:
        """Removes the bytes; a name that is not there is fine."""
        ...

    def names_before(self, moment: datetime) -> Iterator[str]:
        """Names of what was put before the moment."""
        ...


class FolderStore:
    """A store in a folder, readable by this system's user only."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def put(self, data: bytes) -> str:
        """See Store."""
        name = secrets.token_hex(20)
        path = self._path(name)
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        half = path.with_suffix(".half")
        handle = os.open(half, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        half.rename(path)
        _sync_folder(path.parent)
        return name

    def get(self, name: str) -> bytes:
        """See Store."""
        try:
            return self._path(name).read_bytes()
        except FileNotFoundError as error:
            raise NotFound() from error

    def delete(self, name: str) -> None:
        """See Store."""
        self._path(name).unlink(missing_ok=True)

    def names_before(self, moment: datetime) -> Iterator[str]:
        """See Store. What was half written when a process died is removed on the way."""
        for path in self._folder.glob("??/*"):
            try:
                written = datetime.fromtimestamp(path.stat().st_mtime, UTC)
            except FileNotFoundError:
                continue  # somebody else sweeps too
            if written >= moment:
                continue
            if path.suffix:
                path.unlink(missing_ok=True)
            else:
                yield path.name

    def _path(self, name: str) -> Path:
        if not _NAME.match(name):
            raise NotFound()
        return self._folder / name[:2] / name


def store_of(settings: Settings, area: str) -> FolderStore:
    """The store of one user, such as `documents`. Every process of a service must see the same data directory."""
    if not _AREA.match(area):
        raise ValueError(f"an area is small letters: {area!r}")
    return FolderStore(settings.data_dir / "files" / area)


def sweep(store: Store, in_use: Callable[[list[str]], set[str]], now: datetime, *, batch: int = 200) -> int:
    """Removes what was put more than a day ago and is not `in_use` (asked per batch of names); returns how many.

    Safe beside a request that writes now: its bytes are younger than a day.
    """
    removed, names = 0, []
    for name in store.names_before(now - ORPHAN_AGE):
        names.append(name)
        if len(names) == batch:
            removed += _remove(store, names, in_use)
            names = []
    return removed + _remove(store, names, in_use)


def _remove(store: Store, names: list[str], in_use: Callable[[list[str]], set[str]]) -> int:
    orphans = set(names) - in_use(names) if names else set()
    for name in orphans:
        store.delete(name)
    return len(orphans)


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
