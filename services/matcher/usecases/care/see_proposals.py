"""Looking at proposals: reviewers see all of them, everybody else their own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from services.matcher.domain.care.reviewing import ProposalState, Standing, standing_of, value_at, with_changes
from services.matcher.settings import MatcherContext
from services.matcher.storage import source_proposals
from services.matcher.storage.catalogue_files import faults_of
from services.matcher.storage.source_proposals import SourceProposal
from services.matcher.usecases.alerting.needs_touched import needs_touched
from services.matcher.usecases.care.rights import may_publish
from services.matcher.usecases.catalogue.current import CatalogueSource, current_catalogue
from shared.access import directory
from shared.access.actors import Actor
from shared.kernel.errors import NotFound, NotSignedIn
from shared.wording.texts import gettext as _


@dataclass(frozen=True)
class ReviewedChange:
    """One proposed field beside what stands there now."""

    change: Mapping[str, Any]
    standing: Standing
    now: Any


@dataclass(frozen=True)
class Review:
    """A proposal with its changes against the source as it is now. `entry` is None for a source that is new.

    `names` are of who proposed and who decided, by person id.
    """

    proposal: SourceProposal
    entry: CatalogueSource | None
    changes: tuple[ReviewedChange, ...]
    names: Mapping[str, str]
    may_decide: bool


@dataclass(frozen=True)
class ProposalPage:
    """Some proposals, newest first, with the names of who proposed them; `next_id` is where to go on."""

    proposals: tuple[SourceProposal, ...]
    names: Mapping[str, str]
    next_id: str | None


def see_proposal(ctx: MatcherContext, actor: Actor | None, proposal_id: str) -> Review:
    """One proposal, for a reviewer or for who made it. Raises NotSignedIn, NotFound."""
    if actor is None:
        raise NotSignedIn(_("Log eerst in."))
    with ctx.database.read() as connection:
        proposal = source_proposals.find(actor.scope, connection, proposal_id)
    if proposal is None or not (may_publish(actor) or proposal.proposed_by == actor.person_id):
        raise NotFound(_("Dit voorstel bestaat niet, of het is niet voor u."))
    entry = current_catalogue(ctx.database).sources.get(proposal.source_id)
    # The id of a new source can be taken by another one before anybody decides.
    entry = None if proposal.is_new and proposal.published_version is None else entry
    now: Mapping[str, Any] = {} if entry is None else entry.document
    changes = tuple(
        ReviewedChange(change, standing_of(change, now), value_at(now, change["field"])) for change in proposal.changes
    )
    may_decide = may_publish(actor) and proposal.state is ProposalState.OPEN
    return Review(proposal, entry, changes, _names(ctx, [proposal]), may_decide)


def needs_touched_by(ctx: MatcherContext, review: Review) -> int:
    """For how many open needs the whole proposal would change something; 0 for who does not decide about it.

    Also 0 when its fields do not make a right source any more: then there is nothing to reckon with.
    """
    catalogue = current_catalogue(ctx.database)
    before = review.entry.document if review.entry else None
    record = before or {"id": review.proposal.source_id, "provenance": {"verified": False}}
    after = with_changes(record, review.proposal.changes)
    if not review.may_decide or faults_of(after, catalogue.regions):
        return 0
    return needs_touched(ctx, before, after)


def list_proposals(
    ctx: MatcherContext,
    actor: Actor | None,
    *,
    state: ProposalState | None = None,
    before: str | None = None,
    limit: int = 20,
) -> ProposalPage:
    """Proposals that this person may see, newest first. Raises NotSignedIn."""
    if actor is None:
        raise NotSignedIn(_("Log eerst in."))
    own = None if may_publish(actor) else actor.person_id
    with ctx.database.read() as connection:
        found = source_proposals.page_of(
            actor.scope, connection, proposed_by=own, state=state, before=before, limit=limit + 1
        )
    shown = found[:limit]
    return ProposalPage(tuple(shown), _names(ctx, shown), shown[-1].id if len(found) > limit else None)


def has_proposals(ctx: MatcherContext, actor: Actor) -> bool:
    """Whether this person has proposals of their own to follow; a reviewer sees those of all elsewhere."""
    if may_publish(actor):
        return False
    with ctx.database.read() as connection:
        own = actor.person_id
        return bool(
            source_proposals.page_of(actor.scope, connection, proposed_by=own, state=None, before=None, limit=1)
        )


def count_waiting(ctx: MatcherContext, actor: Actor | None, source_id: str | None = None) -> int:
    """How many proposals wait for this reviewer, about all sources or one; 0 for who does not review."""
    if actor is None or not may_publish(actor):
        return 0
    with ctx.database.read() as connection:
        return source_proposals.count_open(actor.scope, connection, source_id=source_id)


def _names(ctx: MatcherContext, proposals: list[SourceProposal]) -> Mapping[str, str]:
    people = {id_ for proposal in proposals for id_ in (proposal.proposed_by, proposal.decided_by) if id_}
    with ctx.people.read() as connection:
        return directory.people_names(connection, people)
