"""How large a file of people may be, and what it is told when it can't be used."""

from __future__ import annotations

from shared.wording.texts import gettext as _

MAX_BYTES = 5_000_000
MAX_ROWS = 5_000
"""Under one row with the names of the columns."""
MAX_COLUMNS = 1_000


class WrongSheet(Exception):
    """A file can't be used; the message is Dutch and says the mend, `line` is the row where it went wrong."""

    def __init__(self, message: str, line: int | None = None) -> None:
        super().__init__(message)
        self.line = line


def too_large_text(size: int) -> str:
    """What to say of a file with so many bytes, more than MAX_BYTES."""
    return _(
        "Dit bestand is te groot: %(size)s MB. Er mag %(most)s MB in. Deel het op in kleinere bestanden.",
        size=-(-size // 1_000_000),
        most=MAX_BYTES // 1_000_000,
    )


def check_rows(number: int, line: int) -> None:
    """Raises WrongSheet for row `number` (from 1, the names of the columns included) when it is one too many."""
    if number > MAX_ROWS + 1:
        raise WrongSheet(_("Er staan meer dan %(most)s rijen in. Deel het bestand op.", most=MAX_ROWS), line)
