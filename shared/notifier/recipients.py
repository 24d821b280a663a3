"""Who should hear of an event, looked up in the people database at the very moment."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.engine import Connection

from shared.access import around, directory, invitations
from shared.contracts.messages import Audience, Intent


@dataclass(frozen=True)
class Recipient:
    """Somebody to tell. `id` is a person's, or that of a challenge when the address belongs to nobody yet.

    `away` is who has somebody standing in now; `stands_in_for` is what those are called for whom this person does.
    """

    id: str
    name: str
    email: str
    language: str
    away: bool = False
    stands_in_for: tuple[str, ...] = ()

    @property
    def called(self) -> str:
        """The name, or what stands before the @."""
        return self.name or self.email.partition("@")[0]


Teams = Mapping[str, Sequence[Recipient]]


def audiences(people: Connection, intents: Sequence[Intent], at: datetime) -> dict[str, Sequence[Recipient]]:
    """Everybody each intent is for at the moment `at`, by the intent's id.

    Asked when an intent is taken, and again right before each sending.
    """
    places = {intent.place_id for intent in intents if intent.place_id and intent.audience in _OF_A_TEAM}
    teams = {
        place: [recipient_of(person) for person in team]
        for place, team in (around.teams_of_places(people, places, at) if places else {}).items()
    }
    return {intent.id: _audience(people, intent, teams, at) for intent in intents}


_OF_A_TEAM = frozenset({Audience.PLACE_TEAM, Audience.PERSON})


def _audience(people: Connection, intent: Intent, teams: Teams, at: datetime) -> Sequence[Recipient]:
    if intent.audience is Audience.SIGN_IN_ADDRESS:
        return _at_sign_in(people, challenge_of(intent))
    if intent.audience is Audience.INVITED_ADDRESS:
        return _invited(people, intent.subject.partition(":")[2], at)
    if intent.audience is Audience.PLACE_COORDINATORS:
        found = around.coordinators_of_place(people, intent.place_id) if intent.place_id else []
        return [recipient_of(person) for person in found]
    if intent.place_id is not None:
        team = teams.get(intent.place_id, ())
        if intent.audience is Audience.PLACE_TEAM:
            return team
        return [one for one in team if one.id == intent.person_id]
    person = directory.person(people, intent.person_id) if intent.person_id else None
    return [recipient_of(person)] if person else []


def challenge_of(intent: Intent) -> str:
    """The challenge that a sign-in message is about."""
    return intent.subject.removeprefix("challenge:")


def recipient_of(person: directory.Person) -> Recipient:
    """Somebody with an account."""
    return Recipient(person.id, person.name, person.email, person.language)


def _at_sign_in(people: Connection, challenge_id: str) -> list[Recipient]:
    email = directory.email_of_challenge(people, challenge_id)
    return [Recipient(challenge_id, "", email, "nl")] if email else []


def _invited(people: Connection, invitation_id: str, at: datetime) -> list[Recipient]:
    """Whoever is invited, in their own language when they have an account; nobody once it is over or was answered."""
    email = invitations.email_of(people, invitation_id, at)
    if email is None:
        return []
    known = directory.person_by_email(people, email)
    return [Recipient(invitation_id, known.name if known else "", email, known.language if known else "nl")]
