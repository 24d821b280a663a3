"""The lives of applications and agreements as a document, drawn from their tables so that it can't differ from them."""

from __future__ import annotations

from services.tracker.domain.states import EVENT_LABELS, RESTING, STATE_LABELS, TABLE, Row, State, Who
from services.tracker.usecases.drawing.agreement_states import draw_agreement_states

WHO_WORDS = {
    Who.MEMBER: "lid",
    Who.BOARD: "bestuur",
    Who.VOLUNTEER: "vrijwilliger",
    Who.MANDATED: "vrijwilliger met machtiging",
    Who.CLOCK: "klok",
}

HEAD = """# States of an application

Drawn from the table in `services/tracker/domain/states/rows.py` by `steunstromen states > docs/states.md`; do not edit
by hand. Each event is one transaction: state and version are compared and set, an audit row is written, and messages
are queued. An event that is not listed for a state answers 409 with the events that are.
"""


def draw_states() -> str:
    """The whole document as Markdown: a diagram, the states, and the table of events."""
    return "\n".join((HEAD, *_diagram(), "", *_states(), "", *_table(), "", draw_agreement_states()))


def _diagram() -> list[str]:
    arrows: dict[tuple[str, str], list[str]] = {}
    for row in TABLE:
        if row.before is not row.after:
            ends = (row.before.value if row.before else "[*]", row.after.value)
            arrows.setdefault(ends, []).append(row.event.value)
    lines = [f"  {start} --> {end}: {', '.join(events)}" for (start, end), events in arrows.items()]
    rests = [f"  {state.value} --> [*]" for state in State if state in RESTING]
    return ["```mermaid", "stateDiagram-v2", *lines, *rests, "```"]


def _states() -> list[str]:
    rows = [f"| `{state.value}` | {STATE_LABELS[state]} | {'yes' if state in RESTING else ''} |" for state in State]
    return ["| state | on the screen | at rest |", "| --- | --- | --- |", *rows]


def _table() -> list[str]:
    head = [
        "| from | event | on the screen | who | guards | to | effects |",
        "| --- | --- | --- | --- | --- | --- | --- |",
    ]
    return head + [_line(row) for row in TABLE]


def _line(row: Row) -> str:
    cells = (
        f"`{row.before.value}`" if row.before else "–",
        f"`{row.event.value}`",
        EVENT_LABELS[row.event],
        ", ".join(WHO_WORDS[who] for who in Who if who in row.who),
        ", ".join(guard.replace("_", " ") for guard in row.guards) or "–",
        f"`{row.after.value}`",
        ", ".join(effect.value.replace("_", " ") for effect in row.effects) or "–",
    )
    return f"| {' | '.join(cells)} |"
