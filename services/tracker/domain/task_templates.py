"""Which tasks come with a kind of source, and how long before the closing each should be done.

Days and not working days: volunteers work in weekends too. The numbers are choices of ours, from how long these things
take: a permit or eHerkenning takes weeks, a signature takes one meeting.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta

from services.tracker.domain.tasks import NewTask, TaskKind
from services.tracker.domain.texts import mark as _

WEEK = 7

PREPARE_LABELS: Mapping[str, str] = {
    "try_form": _("Open het formulier alvast en kijk wat het vraagt"),
    "past_awards": _("Lees welke plannen deze gever eerder steunde"),
    "talk_to_district": _("Praat met uw contactpersoon bij de gemeente"),
    "talk_to_landlord": _("Praat met de woningcorporatie in uw wijk"),
    "read_along": _("Laat iemand anders de aanvraag lezen"),
    "print_and_post": _("Print de aanvraag en doe hem op de post"),
}

_BY_PROVIDER: Mapping[str, str] = {
    "government": "talk_to_district",
    "housing_association": "talk_to_landlord",
    "fund": "past_awards",
    "lottery": "past_awards",
}
_BY_CHANNEL: Mapping[str, str] = {"online_form": "try_form", "post": "print_and_post"}

_DAYS: Mapping[TaskKind, Mapping[str, int]] = {
    TaskKind.FIRST_STEP: {
        "eherkenning": 6 * WEEK,
        "quickscan": 6 * WEEK,
        "intent": 6 * WEEK,
        "conversation": 5 * WEEK,
        "phone_call": 5 * WEEK,
        "account": 3 * WEEK,
        "digid": 3 * WEEK,
    },
    TaskKind.PAPER: {
        "permits": 8 * WEEK,
        "permission_owner": 4 * WEEK,
        "project_plan": 4 * WEEK,
        "quotes": 4 * WEEK,
        "budget": 3 * WEEK,
        "funding_plan": 3 * WEEK,
        "annual_accounts": 3 * WEEK,
        "annual_report": 3 * WEEK,
        "signatures": 3 * WEEK,
        "signed_letter": 1 * WEEK,
    },
    TaskKind.PREPARE: {
        "talk_to_district": 5 * WEEK,
        "talk_to_landlord": 5 * WEEK,
        "past_awards": 5 * WEEK,
        "try_form": 3 * WEEK,
        "read_along": 10,
        "print_and_post": 5,
    },
}
_OTHERWISE: Mapping[TaskKind, int] = {
    TaskKind.ASK_OPEN: 5 * WEEK,
    TaskKind.FIRST_STEP: 4 * WEEK,
    TaskKind.PAPER: 2 * WEEK,
    TaskKind.PREPARE: 2 * WEEK,
}


def preparations(provider_kind: str, apply_via: Sequence[str] | None) -> tuple[NewTask, ...]:
    """What is wise to do for a source of this kind that takes applications in these ways."""
    wise = (_BY_PROVIDER.get(provider_kind), *(_BY_CHANNEL.get(channel) for channel in apply_via or ()), "read_along")
    return tuple(NewTask(TaskKind.PREPARE, code) for code in dict.fromkeys(wise) if code)


def dated(tasks: Iterable[NewTask], closing: date | None, today: date) -> tuple[NewTask, ...]:
    """The tasks with the dates that follow from the closing."""
    return tuple(replace(task, due_on=due_on(task.kind, task.code, closing, today)) for task in tasks)


def due_on(kind: TaskKind, code: str, closing: date | None, today: date) -> date | None:
    """When a task should be done: counted back from the last day, but not before today.

    None without a closing, or for a task of one's own: nobody can count that back.
    """
    if closing is None or kind not in _OTHERWISE:
        return None
    days = _DAYS.get(kind, {}).get(code, _OTHERWISE[kind])
    return min(closing, max(today, closing - timedelta(days=days)))
