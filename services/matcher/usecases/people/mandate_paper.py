"""The signed paper of a mandate, photographed: kept with the mandate, which is in writing from then on."""

from __future__ import annotations

from dataclasses import dataclass

from services.matcher.settings import MatcherContext
from services.matcher.usecases.people.noting import note
from services.matcher.usecases.people.rights import GIVE_MANDATE, READ, judged, judged_lately
from shared.access import members
from shared.access.actors import Actor
from shared.access.members import GivenMandate
from shared.kernel.errors import NotAllowedNow, NotFound
from shared.kernel.ids import is_id
from shared.uploads import Checked, FileKind, FolderStore, store_of
from shared.uploads.kinds import IMAGES
from shared.uploads.store import sweep
from shared.wording.texts import gettext as _

AREA = "mandates"
KINDS = IMAGES | {FileKind.PDF}


@dataclass(frozen=True)
class Paper:
    """The file as it is handed back."""

    name: str
    kind: FileKind
    data: bytes


def attach_paper(ctx: MatcherContext, actor: Actor, mandate_id: str, checked: Checked) -> GivenMandate:
    """The board puts the signed paper with a mandate; one for each. Raises NotFound, Forbidden, NotAllowedNow."""
    found = _found(ctx, mandate_id)
    judged_lately(ctx, actor, GIVE_MANDATE, found.place_id)
    if found.paper is not None or found.in_trust:
        raise NotAllowedNow(_("Bij deze machtiging past geen papier meer."), code="already_there")
    # The bytes first: when the transaction fails after this, the clock sweeps them a day later.
    stored_as = _store(ctx).put(checked.data)
    with ctx.write_people() as work:
        members.hold(work.connection, found.place_id)
        now = work.clock.now()
        still = members.find_mandate(work.connection, mandate_id, now)
        if still is None or still.paper is not None:
            raise NotAllowedNow(_("Bij deze machtiging past geen papier meer."), code="already_there")
        members.attach_paper(work.connection, mandate_id, paper=stored_as, name=checked.name, kind=checked.kind.value)
        note(work, actor, "mandate.attach_paper", f"mandate:{mandate_id}", found.place_id)
    return found


def read_paper(ctx: MatcherContext, actor: Actor, mandate_id: str) -> Paper:
    """The paper, for who holds the mandate and for who may see the people of the place. Raises NotFound."""
    found = _found(ctx, mandate_id)
    if found.person_id != actor.person_id:
        judged(ctx, actor, READ, found.place_id)
    if found.paper is None:
        raise NotFound(_("Hier is geen papier bij."))
    return Paper(found.paper_name or "machtiging", FileKind(str(found.paper_kind)), _store(ctx).get(found.paper))


def sweep_papers(ctx: MatcherContext) -> int:
    """Removes bytes that were written for a change that never committed; returns how many."""

    def in_use(names: list[str]) -> set[str]:
        with ctx.people.read() as connection:
            return members.papers_in_use(connection, names)

    return sweep(_store(ctx), in_use, ctx.clock.now())


def _found(ctx: MatcherContext, mandate_id: str) -> GivenMandate:
    with ctx.people.read() as connection:
        found = members.find_mandate(connection, mandate_id, ctx.clock.now()) if is_id(mandate_id) else None
    if found is None:
        raise NotFound(_("Deze machtiging bestaat niet, of is al gestopt."))
    return found


def _store(ctx: MatcherContext) -> FolderStore:
    return store_of(ctx.settings, AREA)
