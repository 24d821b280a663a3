"""One text file per message in a folder, for a helpdesk or an archive; off until CHANNEL_FILE_DROP names one."""

from __future__ import annotations

import errno
import os
from collections.abc import Sequence
from pathlib import Path

from shared.contracts.messages import Intent
from shared.kernel.ids import is_id
from shared.notifier.channels.base import Addressee, ChannelName, Outcome, Parcel, Result
from shared.notifier.recipients import Recipient
from shared.notifier.rendering import one_line
from shared.notifier.waits import USUAL_WAITS
from shared.plumbing.settings import Settings, SettingsError

READABLE_BY_GROUP = 0o640


class FileDropChannel:
    """Writes `<delivery id>.txt`. Whole or not at all, and once: a file that is there already is left as it is.

    The folder is never made here: a disk that is not mounted must not be written beside.
    """

    name = ChannelName.FILE_DROP
    waits = USUAL_WAITS
    gathers = False
    chosen = True

    def __init__(self, settings: Settings) -> None:
        """Raises SettingsError for a folder whose place depends on where a process was started."""
        self._folder = Path(settings.channels.get(self.name, ""))
        self.on = self.name in settings.channels
        if self.on and not self._folder.is_absolute():
            raise SettingsError(
                f"CHANNEL_FILE_DROP is {str(self._folder)!r}. Give a whole path, such as /srv/messages."
            )

    def addressees(self, intent: Intent, people: Sequence[Recipient]) -> Sequence[Addressee]:
        """Everybody whom the event is for."""
        return [Addressee(one) for one in people]

    def send(self, parcel: Parcel) -> Result:
        """Writes the file beside its place, then gives it its name."""
        if not is_id(parcel.delivery_id):
            return Result(Outcome.FAILED_FOR_GOOD, "no_id")  # it becomes a name on a disk
        wanted = self._folder / f"{parcel.delivery_id}.txt"
        try:
            if not wanted.exists():
                _write(wanted, written(parcel).encode())
        except OSError as error:
            return Result(Outcome.FAILED_FOR_NOW, errno.errorcode.get(error.errno or 0, "OSError"))
        return Result(Outcome.RECEIVED)


def written(parcel: Parcel) -> str:
    """The text of the file: lines of a fixed form, then the message. No address of a person, none that ends mail."""
    letter = parcel.letter
    lines = (
        f"Id: {parcel.delivery_id}",
        f"Kind: {letter.kind.value}",
        f"To: {one_line(parcel.recipient.name)}",
        f"Subject: {one_line(letter.subject)}",
    )
    parts = ("\n".join(lines), letter.body, letter.link or "", letter.why)
    return "\n\n".join(part for part in parts if part) + "\n"


def _write(wanted: Path, content: bytes) -> None:
    # Readers look for *.txt. What a crash leaves behind is hidden, and the next try of this process writes over it.
    unfinished = wanted.with_name(f".{wanted.stem}.{os.getpid()}.part")
    handle = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_NOFOLLOW, READABLE_BY_GROUP)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(handle)
        unfinished.rename(wanted)
    except OSError:
        unfinished.unlink(missing_ok=True)
        raise
    _keep_name(wanted.parent)


def _keep_name(folder: Path) -> None:
    """Without this a power cut could take a name away that we said is there."""
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
