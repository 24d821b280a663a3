"""The tasks that come with an application, made from what the source tells."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class TaskKind(StrEnum):
    """What sort of thing is to be done."""

    ASK_OPEN = "ask_open"
    FIRST_STEP = "first_step"
    PAPER = "paper"
    RENEW_PAPER = "renew_paper"
    TELL_FUNDER = "tell_funder"
    AWARD_TERMS = "award_terms"
    TELL_ACCOUNT = "tell_account"
    PREPARE = "prepare"
    OWN = "own"


LATER = frozenset({TaskKind.TELL_FUNDER, TaskKind.AWARD_TERMS, TaskKind.TELL_ACCOUNT})
"""What is still to be done after the application was sent."""


OWN_DATE = frozenset({TaskKind.RENEW_PAPER})
"""What has a date that does not follow from the closing."""


@dataclass(frozen=True)
class NewTask:
    """A task to make; `code` says which first step, paper (code lists first_steps, papers) or preparation.

    Of the kind tell_account, `code` is the id of the account that the funder must hear of.
    """

    kind: TaskKind
    code: str
    due_on: date | None = None


KNOWN_OPEN = frozenset({"open"})


def first_tasks(status: str, first_steps: Sequence[str] | None) -> tuple[NewTask, ...]:
    """What comes before writing: ask whether the source is open unless that is known, then its own first steps."""
    ask = () if status in KNOWN_OPEN else (NewTask(TaskKind.ASK_OPEN, status),)
    return ask + tuple(NewTask(TaskKind.FIRST_STEP, step) for step in _once_each(first_steps))


def checklist(papers: Sequence[str] | None) -> tuple[NewTask, ...]:
    """One task per paper that the source asks for; none when the source does not tell."""
    return tuple(NewTask(TaskKind.PAPER, paper) for paper in _once_each(papers))


def _once_each(codes: Sequence[str] | None) -> tuple[str, ...]:
    return tuple(dict.fromkeys(codes or ()))
