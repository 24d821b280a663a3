"""The tracker passes on what a giver answered about an application: a check, or a proposal of a place's own people."""

from __future__ import annotations

from services.matcher.domain.care.checking import Heard, after_check
from services.matcher.settings import MatcherContext
from services.matcher.storage import redirects, source_checks, source_proposals, sources
from services.matcher.storage.source_proposals import SourceProposal
from services.matcher.usecases.care.check_source import Told, keep_check
from services.matcher.usecases.care.noting import care_entry
from services.matcher.usecases.care.rights import AS_PROPOSAL, PROPOSE, may_check
from services.matcher.usecases.care.turn import source_to_change
from services.matcher.usecases.catalogue.differences import differences
from shared.access.actors import Actor
from shared.access.rights import Fact, require
from shared.access.scope import SYSTEM
from shared.contracts.source_answer import AnswerOutcome
from shared.outbox.writing import Writing
from shared.wording.texts import gettext as _


def take_answer(ctx: MatcherContext, actor: Actor, source_id: str, told: Told) -> AnswerOutcome:
    """Keeps the answer under the tracker's own id, so that the same answer may come twice.

    An answer about a source that was made one with another counts for the one that stayed. Raises NotFound, Forbidden,
    NotAllowedNow for a source that is listed no more.
    """
    if not may_check(actor):
        require(actor, PROPOSE, facts=AS_PROPOSAL | {Fact.PHONE_ANSWER})
    with ctx.write() as work:
        if source_checks.find(actor.scope, work.connection, told.id):
            return AnswerOutcome.CHECKED
        if source_proposals.find(actor.scope, work.connection, told.id):
            return AnswerOutcome.PROPOSED
        sources.take_turn(SYSTEM, work.connection)  # nobody merges between the look and the change
        source_id = redirects.followed(actor.scope, work.connection, source_id)
        if may_check(actor):
            keep_check(work, actor, source_id, told)
            return AnswerOutcome.CHECKED
        return _propose(work, actor, source_id, told)


def _propose(work: Writing, actor: Actor, source_id: str, told: Told) -> AnswerOutcome:
    connection, now = work.connection, work.clock.now()
    row = source_to_change(connection, source_id)
    changes = differences(row.document, after_check(row.document, told.heard, told.told_on, told.until))
    if told.heard is Heard.NOT_REACHED or not changes:
        return AnswerOutcome.NOTHING_NEW
    proposal = SourceProposal(
        id=told.id,
        source_id=source_id,
        source_name=row.document["name"],
        base_version=row.version,
        changes=changes,
        seen_url=None,
        note=_("De gever zei dit zelf, bij een aanvraag."),
        proposed_by=actor.person_id,
        proposed_at=now,
    )
    source_proposals.add(actor.scope, connection, proposal)
    work.note(care_entry("propose", actor, source_id, now, {"proposal": proposal.id}))
    return AnswerOutcome.PROPOSED
