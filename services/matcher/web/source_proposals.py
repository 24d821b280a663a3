"""Pages with proposals for the catalogue: the list, and one field by field with the reviewer's decision."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for

from services.matcher.domain.care.reviewing import ProposalState, Standing
from services.matcher.usecases.care.decide_proposal import MAX_REASON, decide_proposal
from services.matcher.usecases.care.rights import PUBLISH, may_publish
from services.matcher.usecases.care.see_proposals import Review, list_proposals, needs_touched_by, see_proposal
from services.matcher.usecases.catalogue.current import current_catalogue
from services.matcher.web.base import context
from services.matcher.web.field_words import field_name, value_text
from shared.access.rights import SIGNED_IN
from shared.access.web import current_actor, require_actor
from shared.kernel.errors import FieldError, InvalidInput, NotAllowedNow, Stale
from shared.kernel.ids import new_id
from shared.plumbing.endpoints import once_from_form, page, version_from_form
from shared.wording.texts import gettext as _

blueprint = Blueprint("source_proposals", __name__, template_folder="templates")

REFUSE = "refuse"


@page(blueprint, "GET", "/catalogue/proposals", right=SIGNED_IN)
def show_proposals() -> str:
    """Proposals, newest first: for a reviewer those that wait, unless all are asked for; for others their own."""
    actor = require_actor()
    reviews = may_publish(actor)
    only_open = reviews and request.args.get("all") != "1"
    state = ProposalState.OPEN if only_open else None
    found = list_proposals(context(), actor, state=state, before=request.args.get("before"))
    more: dict[str, Any] = {"before": found.next_id, "all": None if only_open else "1"}
    return render_template(
        "care/proposals.html",
        found=found,
        reviews=reviews,
        only_open=only_open,
        next=url_for("source_proposals.show_proposals", **more) if found.next_id else "",
    )


@page(blueprint, "GET", "/catalogue/proposals/<proposal_id>", right=SIGNED_IN)
def show_proposal(proposal_id: str) -> str:
    """One proposal: each field as it is and as it would be."""
    review = see_proposal(context(), current_actor(), proposal_id)
    # What stands there already is agreed upon; what moved since must be chosen on purpose.
    agreed = [one.change["field"] for one in review.changes if one.standing is not Standing.MOVED]
    return _page(review, agreed, "", ())


@page(blueprint, "POST", "/catalogue/proposals/<proposal_id>/decision", right=PUBLISH)
def decide(proposal_id: str) -> Any:
    """Takes over the fields that are ticked, or refuses it."""
    ctx, actor = context(), current_actor()
    refused = request.form.get("decision") == REFUSE
    ticked, reason = request.form.getlist("accepted"), request.form.get("reason", "")
    try:
        if not refused and not ticked:
            mend = _("Vink aan wat u overneemt, of kies “Niets overnemen”.")
            raise InvalidInput([FieldError("accepted", "required", mend)])
        decided = decide_proposal(
            ctx,
            actor,
            proposal_id,
            accepted=[] if refused else ticked,
            reason=reason,
            source_version=_source_version(),
            expected_version=version_from_form(),
            once=once_from_form(lambda _decided: url_for("source_proposals.show_proposals")),
        )
    except InvalidInput as problem:
        return _again(proposal_id, ticked, reason, problem.errors), 400
    except NotAllowedNow as problem:
        return _again(proposal_id, ticked, reason, (FieldError("", problem.code, problem.message),)), 409
    except Stale as stale:
        return _again(proposal_id, ticked, reason, (FieldError("", "stale", stale.message),)), 412
    flash(_done(decided.state), "good")
    return redirect(url_for("source_proposals.show_proposals"), code=303)


def state_text(state: ProposalState) -> str:
    """What became of a proposal."""
    return {
        ProposalState.OPEN: _("wacht op een coördinator"),
        ProposalState.ACCEPTED: _("overgenomen"),
        ProposalState.PARTLY: _("voor een deel overgenomen"),
        ProposalState.REFUSED: _("niet overgenomen"),
    }[state]


@blueprint.app_template_filter("proposal_state")
def _state_filter(state: ProposalState) -> str:
    return state_text(state)


def _source_version() -> int:
    given = request.form.get("source_version", "")
    return int(given[:9]) if given.isascii() and given.isdigit() else -1


def _done(state: ProposalState) -> str:
    if state is ProposalState.REFUSED:
        return _("Het voorstel is niet overgenomen. De indiener krijgt bericht.")
    return _("Bewaard. Iedereen ziet dit nu. De indiener krijgt bericht.")


def _again(proposal_id: str, ticked: list[str], reason: str, errors: tuple[FieldError, ...]) -> str:
    """The page as it is now, with what was ticked and typed."""
    return _page(see_proposal(context(), current_actor(), proposal_id), ticked, reason, errors)


def _page(review: Review, ticked: list[str], reason: str, errors: tuple[FieldError, ...]) -> str:
    regions = current_catalogue(context().database).regions

    def words(path: str, value: Any) -> str:
        return value_text(path, value, regions)

    return render_template(
        "care/proposal.html",
        review=review,
        proposal=review.proposal,
        needs_touched=needs_touched_by(context(), review),
        Standing=Standing,
        field_name=field_name,
        words=words,
        ticked=ticked,
        reason=reason,
        errors=errors,
        key=new_id(),
        max_reason=MAX_REASON,
    )
