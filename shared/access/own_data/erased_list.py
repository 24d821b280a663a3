"""Who was erased, kept outside the databases: after a restore it says who must be erased again.

One file in the data folder, one id per line, and nothing else about people. It belongs in no backup of a database.
"""

from __future__ import annotations

from pathlib import Path

import structlog

from shared.kernel.ids import is_id

log = structlog.get_logger(__name__)

FILE = "erased.log"


def write(data_dir: Path, person_id: str) -> None:
    """Adds somebody, before anything of them goes. A folder that can't be written costs this memory only."""
    try:
        data_dir.mkdir(parents=True, exist_ok=True)
        with (data_dir / FILE).open("a", encoding="ascii") as file:
            file.write(f"{person_id}\n")
    except OSError as error:
        log.error("erased_list_not_written", error=type(error).__name__)


def read(data_dir: Path) -> frozenset[str]:
    """Every id that is kept; a line that was cut off by a crash is left out."""
    try:
        text = (data_dir / FILE).read_text(encoding="ascii", errors="replace")
    except OSError:
        return frozenset()
    return frozenset(line for line in text.splitlines() if is_id(line))
