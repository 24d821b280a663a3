"""What the suite for all channels must know of each: how it is switched on, what came out of it, how it breaks."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from shared.notifier import inbox_messages
from shared.notifier.channels.base import ChannelName
from shared.notifier.channels.mailbox import MailboxTransport
from shared.notifier.door import Notifier
from shared.notifier.tables import inbox_message, mailbox_message
from tests.faults.stage import rows
from tests.support.endpoints import an_endpoint
from tests.support.receivers import receiving, says


@dataclass
class World:
    """One channel at work. `arrived` gives what its receivers have, by the id under which they got it."""

    stage: Notifier
    arrived: Callable[[], Mapping[str, str]]
    break_it: Callable[[], object]
    mend_it: Callable[[], object]
    name: str = ""


Opened = Callable[[Notifier, pytest.MonkeyPatch, Path], Iterator[World]]


@dataclass(frozen=True)
class Way:
    """`setting` is the text of CHANNEL_<NAME>, for a channel that is off without it."""

    open: Opened
    setting: Callable[[Path], Mapping[str, str]] = field(default=lambda _folder: {})


def _inbox(stage: Notifier, patch: pytest.MonkeyPatch, _folder: Path) -> Iterator[World]:
    def arrived() -> Mapping[str, str]:
        return {str(key): str(text) for key, text in rows(stage, sa.select(inbox_message.c.id, inbox_message.c.title))}

    yield World(stage, arrived, lambda: patch.setattr(inbox_messages, "add", _fails), patch.undo)


def _mail(stage: Notifier, patch: pytest.MonkeyPatch, _folder: Path) -> Iterator[World]:
    def arrived() -> Mapping[str, str]:
        found = rows(stage, sa.select(mailbox_message.c.id, mailbox_message.c.title))
        return {str(key): str(text) for key, text in found}

    yield World(stage, arrived, lambda: patch.setattr(MailboxTransport, "hand_over", _fails), patch.undo)


def _webhook(stage: Notifier, _patch: pytest.MonkeyPatch, _folder: Path) -> Iterator[World]:
    with receiving() as receiver:
        an_endpoint(stage, receiver.url)

        def arrived() -> Mapping[str, str]:
            # A receiver tells doubles by their id.
            return {headers["webhook-id"]: body.decode() for _path, headers, body in receiver.got}

        def mend_it() -> None:
            receiver.answer = says(200)

        def break_it() -> None:
            def refuse(handler: Any) -> None:
                receiver.got.pop()
                says(503)(handler)

            receiver.answer = refuse

        yield World(stage, arrived, break_it, mend_it)


def _file_drop(stage: Notifier, _patch: pytest.MonkeyPatch, folder: Path) -> Iterator[World]:
    away = folder.with_name("away")

    def arrived() -> Mapping[str, str]:
        # What ends in .txt is whole; nothing else may stay behind.
        return {one.stem: one.read_text() for one in folder.iterdir()} if folder.exists() else {}

    yield World(stage, arrived, lambda: folder.rename(away), lambda: away.rename(folder))


def _fails(*_given: object) -> None:
    raise OSError("broken for a test")


WAYS: Mapping[ChannelName, Way] = {
    ChannelName.INBOX: Way(_inbox),
    ChannelName.MAIL: Way(_mail),
    ChannelName.WEBHOOK: Way(_webhook),
    ChannelName.FILE_DROP: Way(_file_drop, lambda folder: {"file_drop": str(folder)}),
}


@contextmanager
def opened(way: Way, stage: Notifier, patch: pytest.MonkeyPatch, folder: Path) -> Iterator[World]:
    """The channel in this stage."""
    yield from way.open(stage, patch, folder)
