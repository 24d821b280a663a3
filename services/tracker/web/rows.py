"""Rows of a form that can have any number of them: `money.0.text`, `money.1.text` ..."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping

Row = dict[str, str]

MAX_ROWS = 100


def typed_rows(form: Mapping[str, str], group: str, fields: Collection[str], chosen: Collection[str]) -> list[Row]:
    """What was typed in each row of a group, with the id of the row, in its order; numbers may be left open.

    A row in which nothing was typed is left out: what is `chosen` beforehand does not count, nor does the id.
    """
    pattern = re.compile(rf"{group}\.([0-9]{{1,3}})\.\w+")
    numbers = sorted({int(found[1]) for name in form if (found := pattern.fullmatch(name))})
    rows = [{name: form.get(f"{group}.{at}.{name}", "") for name in ("id", *fields)} for at in numbers[:MAX_ROWS]]
    own = [name for name in fields if name not in chosen]
    return [row for row in rows if any(row[name].strip() for name in own)]
