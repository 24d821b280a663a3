"""What happened with one application, or at a whole place: the log, newest first, a page at a time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy.engine import Connection

from services.tracker.domain.log_kinds import LogKind, actions_of
from services.tracker.domain.records import Application
from services.tracker.settings import TrackerContext
from services.tracker.storage import applications
from services.tracker.usecases.reading.read_dossier import right_to_read
from services.tracker.usecases.telling import subject_of
from shared.access import directory
from shared.access.actors import Actor
from shared.access.rights import Action, Resource, Right, may, require
from shared.audit import LogFilter, line_of, page_of_log
from shared.audit.entries import AuditLine
from shared.kernel.errors import FieldError, InvalidInput
from shared.kernel.ids import is_id
from shared.wording.texts import gettext as _

LOG_RIGHT = Right(Resource.AUDIT_LOG, Action.READ)
PER_PAGE = 50


@dataclass(frozen=True)
class Timeline:
    """Some lines with what their people, places and applications are called now; `next_cursor` None on the last."""

    lines: tuple[AuditLine, ...]
    names: Mapping[str, str]
    titles: Mapping[str, str]
    next_cursor: str | None


def see_timeline_of_application(
    ctx: TrackerContext, actor: Actor, application_id: str, *, kind: LogKind | None = None, cursor: str | None = None
) -> tuple[Application, Timeline]:
    """The application and its timeline. Raises NotFound when this person may not see it."""
    with ctx.database.read() as connection:
        application = applications.get(connection, actor.scope, application_id)
        require(actor, right_to_read(application.state), place_id=application.place_id, state=application.state.value)
        about = _filter(LogFilter(subject=subject_of(application_id)), kind)
        return application, _page(ctx, actor, connection, about, cursor)


def see_timeline_of_place(
    ctx: TrackerContext, actor: Actor, place_id: str, *, kind: LogKind | None = None, cursor: str | None = None
) -> tuple[str, Timeline]:
    """The name of the place and its timeline; a volunteer sees what they did themselves.

    Raises NotFound for a place out of reach, Forbidden for who may not read the log.
    """
    require(actor, LOG_RIGHT, place_id=place_id, owner_id=actor.person_id)
    reads_all = may(actor, LOG_RIGHT, place_id=place_id).allowed
    about = LogFilter(organisation_id=place_id, person_id=None if reads_all else actor.person_id)
    with ctx.people.read() as people:
        name = directory.organisation_names(people, [place_id]).get(place_id, "")
    with ctx.database.read() as connection:
        return name, _page(ctx, actor, connection, _filter(about, kind), cursor)


def reads_log_of(actor: Actor, place_id: str) -> bool:
    """Whether somebody may see the timeline of a place, if only what they did there themselves."""
    return may(actor, LOG_RIGHT, place_id=place_id, owner_id=actor.person_id).allowed


def _filter(about: LogFilter, kind: LogKind | None) -> LogFilter:
    if kind is None:
        return about
    actions, others = actions_of(kind)
    return LogFilter(about.organisation_id, about.subject, about.person_id, actions, others)


def _page(ctx: TrackerContext, actor: Actor, connection: Connection, about: LogFilter, cursor: str | None) -> Timeline:
    after = None if cursor is None else _line_at(connection, about, cursor)
    found = page_of_log(connection, about, after=after, limit=PER_PAGE + 1)
    lines = found[:PER_PAGE]
    ids = {line.subject.removeprefix("application:") for line in lines if line.subject.startswith("application:")}
    titles = {one.id: one.title for one in applications.by_ids(connection, actor.scope, ids).values()}
    return Timeline(tuple(lines), _names(ctx, lines), titles, lines[-1].id if len(found) > PER_PAGE else None)


def _line_at(connection: Connection, about: LogFilter, cursor: str) -> AuditLine:
    """The line that a page ends with, when it is one of those that are asked for."""
    line = line_of(connection, cursor) if is_id(cursor) else None
    asked = ((about.organisation_id, "organisation_id"), (about.subject, "subject"), (about.person_id, "person_id"))
    if line is None or any(value not in (None, getattr(line, name)) for value, name in asked):
        raise InvalidInput([FieldError("cursor", "unknown", _("Deze pagina bestaat niet. Begin vooraan."))])
    return line


def _names(ctx: TrackerContext, lines: Sequence[AuditLine]) -> dict[str, str]:
    with ctx.people.read() as people:
        names = directory.people_names(people, {line.person_id for line in lines if line.person_id})
        return names | directory.organisation_names(people, {line.acting_for for line in lines if line.acting_for})
