"""Changing and adding sources: published for who may, a proposal for others, and one decision about each."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

from services.matcher.domain.care.reviewing import ProposalState, Standing
from services.matcher.storage import source_proposals
from services.matcher.usecases.care.change_source import add_source, change_source
from services.matcher.usecases.care.check_source import check_source
from services.matcher.usecases.care.decide_proposal import decide_proposal
from services.matcher.usecases.care.read_fields import read_fields
from services.matcher.usecases.care.see_proposals import list_proposals, see_proposal
from services.matcher.usecases.care.see_versions import see_versions
from services.matcher.usecases.catalogue.current import current_catalogue
from services.matcher.web.forms.source_form import given_of, values_of_record
from shared.contracts.messages import Audience, MessageKind
from shared.kernel.errors import Forbidden, InvalidInput, NotAllowedNow, NotFound, Stale
from shared.outbox import intents
from shared.outbox.intents import KeptIntent
from tests.services.matcher.carers import PROVIDER, SOURCE

PAGE = {"seen_url": "https://www.rotterdam.example/bewoners", "seen_on": "2026-11-20"}
CHANGE = {"status": "open", "phone": "010 123 45 67", **PAGE}
NEW = {
    "name": "Straatfeestpot",
    "provider": "Stichting Straat",
    "provider_kind": "fund",
    "mechanism": "application",
    "support": ["money"],
    "summary": "Een pot voor feesten in de straat.",
    "areas": ["GM0599"],
    "status": "open",
    "closing_dates": ["2027-03-01"],
    "amounts": [{"max": "€ 500"}],
    **PAGE,
}


def entry(world, source_id=SOURCE):
    return current_catalogue(world.ctx.database).sources[source_id]


def proposed(carers, actor=None, given=CHANGE, version=1):
    kept = change_source(carers.world.ctx, actor or carers.vera, SOURCE, given, expected_version=version)
    assert kept.proposal is not None
    return kept.proposal


def decide(carers, proposal, accepted, reason="", *, actor=None, source_version=1, version=1):
    return decide_proposal(
        carers.world.ctx,
        actor or carers.cora,
        proposal.id,
        accepted=accepted,
        reason=reason,
        source_version=source_version,
        expected_version=version,
    )


def fields_of(proposal):
    return [change["field"] for change in proposal.changes]


def told(world):
    """The messages about proposals that were promised."""
    found = []
    with world.ctx.database.read() as connection:
        for id_ in intents.due(connection, now=world.ctx.clock.now(), older_than=world.ctx.clock.now(), limit=10):
            kept = intents.find_many(connection, [id_]).get(id_)
            assert isinstance(kept, KeptIntent)
            found.append(kept.intent)
    return found


def test_a_coordinator_publishes_at_once(carers):
    kept = change_source(carers.world.ctx, carers.cora, SOURCE, CHANGE, expected_version=1)
    assert (kept.version, kept.proposal) == (2, None)
    record = entry(carers.world).document
    assert (record["status"], record["phone"]) == ("open", "010 123 45 67")
    assert record["provenance"]["source_url"] == PAGE["seen_url"]
    newest = see_versions(carers.world.ctx, carers.cora, SOURCE).versions[0]
    assert (newest.changed_by, newest.seen_on) == ("Cora", "2026-11-20")


def test_a_proposal_waits_and_tells_what_became_of_it(carers):
    world = carers.world
    before = entry(world).document
    proposal = proposed(carers)
    assert fields_of(proposal) == ["phone", "provenance.seen_on", "provenance.source_url", "status"]
    assert entry(world).document == before
    assert [one.id for one in list_proposals(world.ctx, carers.cora).proposals] == [proposal.id]

    decided = decide(carers, proposal, fields_of(proposal))
    assert (decided.state, decided.published_version) == (ProposalState.ACCEPTED, 2)
    assert entry(world).document["phone"] == "010 123 45 67"
    newest = see_versions(world.ctx, carers.mia, SOURCE).versions[0]
    assert (newest.changed_by, newest.proposed_by) == ("Cora", "Vera")
    (message,) = told(world)
    assert (message.kind, message.audience) == (MessageKind.PROPOSAL_DECIDED, Audience.PERSON)
    assert (message.person_id, message.data["decision"]) == (carers.vera.person_id, "accepted")


def test_some_fields_are_taken_over_with_the_reason_why_not_all(carers):
    proposal = proposed(carers)
    with pytest.raises(InvalidInput) as problem:
        decide(carers, proposal, ["phone"])
    assert [error.field for error in problem.value.errors] == ["reason"]
    decided = decide(carers, proposal, ["phone"], "De gever zegt dat het dicht is.")
    assert (decided.state, list(decided.accepted)) == (ProposalState.PARTLY, ["phone"])
    record = entry(carers.world).document
    assert (record["phone"], record["status"]) == ("010 123 45 67", "unknown")


def test_refusing_changes_nothing_and_is_told(carers):
    proposal = proposed(carers)
    assert decide(carers, proposal, [], "Dit is een andere regeling.").state is ProposalState.REFUSED
    assert entry(carers.world).version == 1
    assert told(carers.world)[0].data["reason"] == "Dit is een andere regeling."


def test_a_proposal_is_decided_once(carers):
    proposal = proposed(carers)

    def take_over(actor):
        try:
            return decide(carers, proposal, fields_of(proposal), actor=actor).state
        except (NotAllowedNow, Stale) as error:
            return type(error)

    with ThreadPoolExecutor(2) as pool:
        outcomes = list(pool.map(take_over, (carers.cora, carers.cees)))
    assert sorted(outcomes, key=str)[0] in (NotAllowedNow, Stale)
    assert ProposalState.ACCEPTED in outcomes
    assert entry(carers.world).version == 2
    assert len(told(carers.world)) == 1


def test_what_changed_since_is_shown_and_never_overwritten_unseen(carers):
    world = carers.world
    proposal = proposed(carers)
    check_source(world.ctx, carers.victor, SOURCE, {"heard": "closed"})
    review = see_proposal(world.ctx, carers.cora, proposal.id)
    standing = {one.change["field"]: (one.standing, one.now) for one in review.changes}
    assert standing["status"] == (Standing.MOVED, "closed")
    assert standing["phone"] == (Standing.READY, None)
    with pytest.raises(Stale) as problem:
        decide(carers, proposal, ["phone", "status"], "x", source_version=1)
    assert problem.value.current == 2
    assert problem.value.changes["status"] == "closed"
    decide(carers, proposal, ["phone"], "Het is dicht.", source_version=2)
    record = entry(world).document
    assert (record["status"], record["phone"]) == ("closed", "010 123 45 67")


def test_a_proposal_against_an_older_version_keeps_to_what_its_maker_changed(small_carers):
    check_source(small_carers.world.ctx, small_carers.victor, SOURCE, {"heard": "closed"})
    proposal = proposed(small_carers, given={"phone": "010 7654321", **PAGE}, version=1)
    assert "status" not in fields_of(proposal)


def test_who_publishes_over_a_version_they_did_not_see_is_told_what_changed(small_carers):
    ctx = small_carers.world.ctx
    check_source(ctx, small_carers.victor, SOURCE, {"heard": "closed"})
    with pytest.raises(Stale) as problem:
        change_source(ctx, small_carers.cora, SOURCE, CHANGE, expected_version=1)
    assert problem.value.changes == {"status": "closed", "provenance.seen_on": "2026-11-22"}


def test_a_new_source_gets_an_address_of_its_own(carers):
    ctx = carers.world.ctx
    published = add_source(ctx, carers.cora, NEW)
    assert published.source_id == "stichting-straat-straatfeestpot"
    record = entry(carers.world, published.source_id).document
    assert record["deadlines"] == {"kind": "fixed", "dates": ["2027-03-01"]}
    assert record["amounts"] == [{"max": 500}]
    assert record["provenance"] == {"verified": True, "source_url": PAGE["seen_url"], "seen_on": "2026-11-20"}

    kept = add_source(ctx, carers.vera, NEW)
    assert kept.proposal is not None and kept.proposal.is_new
    decided = decide(carers, kept.proposal, fields_of(kept.proposal), source_version=0)
    assert decided.source_id == "stichting-straat-straatfeestpot-2"
    assert entry(carers.world, decided.source_id).version == 1


def test_of_a_new_source_what_must_be_known_can_not_be_left_out(small_carers):
    kept = add_source(small_carers.world.ctx, small_carers.vera, NEW)
    assert kept.proposal is not None
    fields = [field for field in fields_of(kept.proposal) if field != "summary"]
    with pytest.raises(InvalidInput) as problem:
        decide(small_carers, kept.proposal, fields, "Kan korter", source_version=0)
    assert [error.field for error in problem.value.errors] == ["accepted"]
    assert source_count(small_carers) == source_count(small_carers, version=1)


def source_count(carers, version=None):
    sources = current_catalogue(carers.world.ctx.database).sources.values()
    return sum(version is None or one.version == version for one in sources)


def test_a_funder_proposes_for_its_own_sources_only(small_carers):
    ctx = small_carers.world.ctx
    sources = current_catalogue(ctx.database).sources.values()
    own = next(one for one in sources if one.source.provider == PROVIDER)
    other = next(one for one in sources if one.source.provider != PROVIDER)
    kept = change_source(ctx, small_carers.fien, own.source.id, CHANGE, expected_version=1)
    assert kept.proposal is not None and kept.version is None
    with pytest.raises(Forbidden):
        change_source(ctx, small_carers.fien, other.source.id, CHANGE, expected_version=1)
    with pytest.raises(Forbidden):
        add_source(ctx, small_carers.fien, NEW)
    assert add_source(ctx, small_carers.fien, {**NEW, "provider": PROVIDER.upper()}).proposal is not None


def test_others_may_not_propose_or_decide_and_see_only_their_own(small_carers):
    ctx = small_carers.world.ctx
    with pytest.raises(Forbidden):
        change_source(ctx, small_carers.mia, SOURCE, CHANGE, expected_version=1)
    proposal = proposed(small_carers)
    with pytest.raises(Forbidden):
        decide(small_carers, proposal, fields_of(proposal), actor=small_carers.vera)
    assert list_proposals(ctx, small_carers.victor).proposals == ()
    with pytest.raises(NotFound):
        see_proposal(ctx, small_carers.victor, proposal.id)
    assert not see_proposal(ctx, small_carers.vera, proposal.id).may_decide


def test_all_errors_at_once_at_their_fields(small_carers):
    given = {
        "status": "misschien",
        "opens_on": "2026-12-31",
        "ends_on": "2026-12-01",
        "closing_dates": ["2027-01-01", "morgen"],
        "amounts": [{"min": "500", "max": "-1"}],
        "areas": ["GM9999"],
        "url": "geen adres",
        "phone": "bel mij",
        "name": "",
        "seen_on": "2027-01-01",
    }
    with pytest.raises(InvalidInput) as problem:
        change_source(small_carers.world.ctx, small_carers.vera, SOURCE, given, expected_version=1)
    fields = {error.field for error in problem.value.errors}
    assert fields == {"status", "closing_dates.1", "amounts.0.max", "url", "phone", "name", "seen_url", "seen_on"}


def test_what_contradicts_or_is_unknown_is_found_once_the_values_can_be_read(small_carers):
    given = {"opens_on": "2026-12-31", "ends_on": "2026-12-01", "areas": ["GM9999"], **PAGE}
    with pytest.raises(InvalidInput) as problem:
        change_source(small_carers.world.ctx, small_carers.vera, SOURCE, given, expected_version=1)
    assert {error.field for error in problem.value.errors} == {"ends_on", "areas"}


def test_the_form_as_it_came_changes_nothing(small_carers):
    """Reading back every source as the form shows it must find no difference."""
    catalogue = current_catalogue(small_carers.world.ctx.database)
    for one in catalogue.sources.values():
        given = given_of(values_of_record(one.document))
        assert read_fields(given, one.document, catalogue.regions) == one.document


def test_a_proposal_that_changes_nothing_is_sent_back(small_carers):
    with pytest.raises(InvalidInput) as problem:
        change_source(small_carers.world.ctx, small_carers.vera, SOURCE, {**PAGE}, expected_version=1)
    assert problem.value.errors[0].code == "nothing_changed"


def test_pages_of_proposals_go_on_where_they_stopped(small_carers):
    ctx = small_carers.world.ctx
    made = [proposed(small_carers).id for _ in range(3)]
    first = list_proposals(ctx, small_carers.vera, limit=2)
    rest = list_proposals(ctx, small_carers.vera, limit=2, before=first.next_id)
    assert sorted(one.id for one in (*first.proposals, *rest.proposals)) == sorted(made)
    assert rest.next_id is None
    with ctx.database.read() as connection:
        assert source_proposals.count_open(small_carers.cora.scope, connection) == 3


@pytest.mark.parametrize("version", [0, -1, 7])
def test_a_version_that_never_was_is_no_ground_for_a_proposal(small_carers, version):
    """0 would make it a proposal for a new source, which nobody can take over."""
    with pytest.raises(Stale) as problem:
        proposed(small_carers, version=version)
    assert problem.value.current == 1
