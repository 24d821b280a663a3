"""A reviewer takes over all or some fields of a proposal, or none of them; who proposed it is told."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import Any

from services.matcher.domain.care.reviewing import ProposalState, state_after, with_changes
from services.matcher.domain.regions import Regions
from services.matcher.settings import MatcherContext
from services.matcher.storage import source_proposals
from services.matcher.storage.catalogue_files import faults_of
from services.matcher.storage.source_proposals import SourceProposal
from services.matcher.usecases.care.change_source import free_id
from services.matcher.usecases.care.noting import care_entry
from services.matcher.usecases.care.rights import PUBLISH, allowed
from services.matcher.usecases.care.turn import source_to_change
from services.matcher.usecases.catalogue.current import current_catalogue
from services.matcher.usecases.catalogue.publish import publish
from services.matcher.usecases.values import Text, Wrong
from shared.access.actors import Actor
from shared.contracts.messages import Audience, Intent, MessageKind
from shared.kernel.errors import FieldError, InvalidInput, NotAllowedNow, NotFound
from shared.kernel.ids import new_id
from shared.outbox.writing import Writing
from shared.plumbing.idempotency import Once
from shared.wording.texts import gettext as _

MAX_REASON = 1000


def decide_proposal(
    ctx: MatcherContext,
    actor: Actor | None,
    proposal_id: str,
    *,
    accepted: Collection[str],
    reason: str,
    source_version: int,
    expected_version: int,
    once: Once | None = None,
) -> SourceProposal:
    """Publishes the fields named in `accepted` (none refuses it all); a reason is needed unless all are taken over.

    `source_version` is the version of the source that the reviewer saw (0 for a new one). Raises InvalidInput with
    every error, NotAllowedNow when it was decided already, Stale when source or proposal changed meanwhile.
    """
    person, regions = allowed(actor, PUBLISH), current_catalogue(ctx.database).regions
    with ctx.write() as work:
        if once:
            once.begin(work.connection)
        proposal = _open_proposal(work, person, proposal_id)
        decided = _decided(person, proposal, accepted, reason, work)
        if decided.accepted:
            decided = _published(work, person, decided, source_version, regions)
        source_proposals.save(person.scope, work.connection, decided, expected=expected_version)
        work.note(care_entry("decide_proposal", person, decided.source_id, work.clock.now(), _detail(decided)))
        if decided.proposed_by != person.person_id:
            work.tell(_message(decided, work))
        if once:
            once.finish(work.connection, decided)
    return decided


def _open_proposal(work: Writing, person: Actor, proposal_id: str) -> SourceProposal:
    proposal = source_proposals.find(person.scope, work.connection, proposal_id)
    if proposal is None:
        raise NotFound(_("Dit voorstel bestaat niet, of het is niet voor u."))
    if proposal.state is not ProposalState.OPEN:
        raise NotAllowedNow(_("Over dit voorstel is al beslist."), code="decided")
    return proposal


def _decided(
    person: Actor, proposal: SourceProposal, accepted: Collection[str], reason: str, work: Writing
) -> SourceProposal:
    """The proposal after the decision. Raises InvalidInput for fields that it does not hold and a missing reason."""
    fields = [change["field"] for change in proposal.changes]
    errors = [
        FieldError("accepted", "unknown_field", _("“%(field)s” staat niet in dit voorstel.", field=field[:80]))
        for field in accepted
        if field not in fields
    ]
    said = ""
    try:
        said = Text(MAX_REASON, lines=True)(reason) or ""
    except Wrong as wrong:
        errors.append(FieldError("reason", wrong.code, wrong.message))
    taken = [field for field in fields if field in accepted]
    if len(taken) < len(fields) and not said and not errors:
        mend = _("Schrijf waarom u niet alles overneemt. De indiener leest dit.")
        errors.append(FieldError("reason", "required", mend))
    if errors:
        raise InvalidInput(errors)
    return replace(
        proposal,
        version=proposal.version + 1,
        state=state_after(len(taken), len(fields)),
        accepted=taken,
        reason=said,
        decided_by=person.person_id,
        decided_at=work.clock.now(),
    )


def _published(
    work: Writing, person: Actor, proposal: SourceProposal, source_version: int, regions: Regions
) -> SourceProposal:
    """The proposal with the version that its accepted fields make."""
    chosen = [change for change in proposal.changes if change["field"] in proposal.accepted]
    if proposal.is_new:
        record = with_changes({"provenance": {"verified": False}}, chosen)
        record["id"] = free_id(work.connection, {"name": "", "provider": "", **record})
    else:
        row = source_to_change(work.connection, proposal.source_id, source_version)
        record = with_changes(row.document, chosen)
    faults = faults_of(record, regions)
    if faults:
        raise InvalidInput([_fault(field, message) for field, message in faults])
    made = publish(work.connection, [record], changed_by=person.person_id, at=work.clock.now())
    return replace(proposal, source_id=record["id"], published_version=made[0].version if made else None)


def _fault(field: str | None, message: str) -> FieldError:
    """With these fields alone the source would not be right."""
    return FieldError("accepted", "invalid", f"{field}: {message}" if field else message)


def _detail(proposal: SourceProposal) -> Mapping[str, Any]:
    return {"proposal": proposal.id, "state": proposal.state.value, "accepted": list(proposal.accepted)}


def _message(proposal: SourceProposal, work: Writing) -> Intent:
    return Intent(
        id=new_id(),
        kind=MessageKind.PROPOSAL_DECIDED,
        subject=f"source_proposal:{proposal.id}",
        audience=Audience.PERSON,
        person_id=proposal.proposed_by,
        due_at=work.clock.now(),
        data={"source_name": proposal.source_name, "decision": proposal.state.value, "reason": proposal.reason},
    )
