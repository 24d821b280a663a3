"""Section 5.4 of the paper on security, copied by hand: role x resource x action. Nothing here comes from the product.

A cell lists acts: r read, c create, u update, d withdraw or delete, and special acts by their word. Behind a colon is
the condition that the paper sets, in its own words.
"""

from __future__ import annotations

PUB, MEM, BRD, VOL, COO, FUN, ADM, SVC = "PUB", "MEM", "BRD", "VOL", "COO", "FUN", "ADM", "SVC"
COLUMNS = (PUB, MEM, BRD, VOL, COO, FUN, ADM, SVC)

_TEXT = """
source | r | r | r | r, c:proposal | r, c, u, verify, retire | r, u:own as proposal | r | r
place public | r | r | r, u | r, u | r, u | r | - | r
place private | - | r | r, u | r, u | r, u | r:submitted to it | - | r:for user
need | - | r, c, u | r, c, u, d | r, c, u | r | - | - | r, c
draft | - | r, c, u | r, c, u, d, approve submit | r, c, u | r | - | - | -
submission | - | - | submit, withdraw | submit:written mandate, withdraw:written mandate | - | - | - | -
submitted | - | r | r | r | r | r:from submission on | - | r
review | - | - | - | - | - | r, c, u | - | -
internal note | - | r, c | r, c | r, c | r, c | - | - | -
decision | r:funder publishes | r | r, accept, paper:with file | r, paper:with file
  | r, correct:4-eyes | r, c, u:before sending | - | -
instalment | - | r | r, confirm received | r | r | r, c, order:2 officers | - | -
bank account | - | r:masked | r, c:propose, approve:other's | r:masked | r:masked, approve | r:award | - | -
report | - | r, c, u | r, c, u, sign | r, c, u | r | r, accept, question, reject | - | -
repayment | - | r | r, object, pay | r | r | r, c, u | - | -
agreement | - | r | r, sign | r, c, u | r, c, u, sign, evaluate | r:party, sign:party | - | r
deadline | r:published | r, c, u:own | r, c, u | r, c, u
  | r, c, u | r:own rounds, c:own rounds, u:own rounds | - | r, c
own inbox | - | own | own | own | own | own | own | -
key | - | - | r, c, u, d | - | r, c, u, d | r, c, u, d | d, disable | -
exchange | - | export:own place | import, export | import | import, export:coalition | export:own rounds | - | -
people | - | - | r, c:place, u:place, give mandate, end mandate | r
  | r:volunteers, c:volunteers, u:volunteers | r:own officers, c:own officers, u:own officers | r, c, u, d | -
audit log | - | - | r:place | r:own acts | r:coalition | r:own | r:masked | c
privacy request | c | c | c | c | decide | c | execute | -
dead letter | - | - | - | - | r, retry, release | r:own | r, retry, release | -
"""

OWN_ACTS = "r:own, c:own, u:own, d:own"

Table = dict[str, dict[str, dict[str, str]]]


def _acts(cell: str) -> dict[str, str]:
    text = OWN_ACTS if cell.strip() == "own" else cell.strip()
    if text == "-":
        return {}
    found = (one.strip().partition(":") for one in text.split(","))
    return {act: condition for act, _, condition in found}


def _table() -> Table:
    rows: Table = {}
    for line in _TEXT.strip().replace("\n  |", " |").splitlines():
        name, *cells = line.split("|")
        assert len(cells) == len(COLUMNS), line
        rows[name.strip()] = {column: _acts(cell) for column, cell in zip(COLUMNS, cells, strict=True)}
    return rows


PAPER: Table = _table()
"""Row -> column -> act -> condition ('' for none)."""

TOKEN_NEVER = (BRD, ADM)
"""A token can what its owner can, and never what is a board member's or an administrator's alone."""
