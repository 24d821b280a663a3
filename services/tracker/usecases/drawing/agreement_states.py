"""The life of a partner agreement as the second section of the document."""

from __future__ import annotations

from services.tracker.domain.agreements.states import RESTING, TABLE, Row
from services.tracker.domain.agreements.vocabulary import EVENT_LABELS, STATE_LABELS, AgreementState, Party

PARTY_WORDS = {
    Party.PLACE: "plek",
    Party.PARTNER: "partner",
    Party.VOLUNTEER: "vrijwilliger",
    Party.COORDINATOR: "coördinator",
    Party.CLOCK: "klok",
}

HEAD = """# States of a partner agreement

Drawn by the same command from `services/tracker/domain/agreements/states.py`. A change (amendment) leaves the agreement
where it is: the old version holds until everybody signed the new one.
"""


def draw_agreement_states() -> str:
    """The section as Markdown: the states, and the table of events."""
    return "\n".join((HEAD, *_states(), "", *_table(), ""))


def _states() -> list[str]:
    rows = [
        f"| `{state.value}` | {STATE_LABELS[state]} | {'yes' if state in RESTING else ''} |" for state in AgreementState
    ]
    return ["| state | on the screen | at rest |", "| --- | --- | --- |", *rows]


def _table() -> list[str]:
    head = ["| from | event | on the screen | who | guards | to |", "| --- | --- | --- | --- | --- | --- |"]
    return head + [_line(row) for row in TABLE]


def _line(row: Row) -> str:
    cells = (
        f"`{row.before.value}`" if row.before else "–",
        f"`{row.event.value}`",
        EVENT_LABELS[row.event],
        ", ".join(PARTY_WORDS[party] for party in Party if party in row.who),
        ", ".join(guard.replace("_", " ") for guard in row.guards) or "–",
        f"`{row.after.value}`",
    )
    return f"| {' | '.join(cells)} |"
