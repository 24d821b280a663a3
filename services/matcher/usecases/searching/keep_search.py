"""A person keeps a search, to look again later and to hear of new sources."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from services.matcher.domain.searching.source_search import SourceSearch
from services.matcher.settings import MatcherContext
from services.matcher.storage.saved_searches import SavedSearchRow, insert_search, searches_of
from services.matcher.usecases.catalogue.current import current_catalogue
from services.matcher.usecases.searching.read_search import read_search
from services.matcher.usecases.searching.saved_search import CREATE, SavedSearch, owner, search_entry, with_count
from services.matcher.usecases.values import Text, Wrong, read_yes_no
from shared.access.actors import Actor
from shared.kernel.errors import FieldError, InvalidInput
from shared.kernel.ids import new_id
from shared.plumbing.idempotency import Once
from shared.wording.texts import gettext as _

LONGEST_NAME = 80
MOST = 50
"""Searches of one person: each is held against every change."""


def keep_search(
    ctx: MatcherContext, actor: Actor | None, given: Mapping[str, Any], *, once: Once | None = None
) -> SavedSearch:
    """Keeps the criteria in `given` under its `name`; messages are on unless `alerts` is False.

    Raises InvalidInput with every error: also without any criterion, and when there are fifty already.
    """
    person, now = owner(actor, CREATE), ctx.clock.now()
    name, search, alerts = check_search(ctx, given)
    row = SavedSearchRow(
        id=new_id(),
        person_id=person.person_id,
        version=1,
        name=name,
        criteria=search.criteria(),
        alerts=alerts,
        created_at=now,
        looked_at=now,
    )
    kept = with_count(ctx, row)
    with ctx.write() as work:
        if once:
            once.begin(work.connection)
        if len(searches_of(person.scope, work.connection)) >= MOST:
            mend = _("U bewaart al %(most)s zoekvragen. Haal er eerst een weg.", most=MOST)
            raise InvalidInput([FieldError("name", "too_many", mend)])
        insert_search(person.scope, work.connection, row)
        work.note(search_entry("search.keep", person, row.id, now, row.version))
        if once:
            once.finish(work.connection, kept)
    return kept


def check_search(ctx: MatcherContext, given: Mapping[str, Any]) -> tuple[str, SourceSearch, bool]:
    """The name, the search and whether messages are on in `given`. Raises InvalidInput with every error."""
    errors: list[FieldError] = []
    name = read_name(given.get("name"), errors)
    alerts = read_alerts(given.get("alerts"), errors)
    try:
        search = read_search(given, current_catalogue(ctx.database).regions)
    except InvalidInput as problem:
        raise InvalidInput([*errors, *problem.errors]) from problem
    if not search.criteria():
        errors.append(FieldError("words", "required", _("Kies eerst waar u naar zoekt: een woord, een gebied …")))
    if errors:
        raise InvalidInput(errors)
    return name, search, alerts is not False


def read_name(given: Any, errors: list[FieldError]) -> str:
    """The name of a search; adds to `errors` when there is none or it is too long."""
    try:
        name = Text(LONGEST_NAME)(given)
    except Wrong as wrong:
        errors.append(FieldError("name", wrong.code, wrong.message))
        return ""
    if name is None:
        errors.append(FieldError("name", "required", _("Geef deze zoekvraag een naam.")))
    return str(name or "")


def read_alerts(given: Any, errors: list[FieldError]) -> bool | None:
    """Whether there are to be messages, None when that is not said; adds to `errors` when it can't be read."""
    try:
        answer: bool | None = read_yes_no(given)
    except Wrong as wrong:
        errors.append(FieldError("alerts", wrong.code, wrong.message))
        return None
    return answer
