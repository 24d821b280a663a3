"""Pages with what fits a need: all sources in three groups, and one source in the light of the need."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from services.matcher.domain.matching import Group, Match
from services.matcher.domain.questions.supposing import is_unknown, kept_as
from services.matcher.domain.verdicts import Ask
from services.matcher.usecases.alerting.see_changes import recent_changes
from services.matcher.usecases.asking.answer_question import may_answer
from services.matcher.usecases.matching.score_words import score_rows
from services.matcher.usecases.needs.change_need import UPDATE
from services.matcher.usecases.needs.find_matches import ExplainedMatch, FoundMatches, explain_one, find_matches
from services.matcher.usecases.needs.need import READ
from services.matcher.usecases.regions.suggest import choice
from services.matcher.web.applied_words import applied_lines
from services.matcher.web.base import CHECK, check_url, choices, context
from services.matcher.web.questions import question_box
from services.matcher.web.source_words import duties, source_facts
from shared.access.rights import Action, Resource, Right, may
from shared.access.web import current_actor
from shared.contracts.codes import codes
from shared.kernel.errors import InvalidInput
from shared.kernel.ids import new_id
from shared.plumbing.addresses import tracker_path
from shared.plumbing.endpoints import page
from shared.wording.texts import gettext as _

blueprint = Blueprint("matches", __name__, template_folder="templates")

WEAKER = "weaker"
"""What fits too, but with fewer points."""
FIRST = {Group.FITS.value: 5, Group.FIND_OUT.value: 3, WEAKER: 0, Group.NOT_FOR_YOU.value: 5}
"""How many of a group stand on the page at first: never a whole screen of what is not known."""
HELPERS, STEP = 3, 20
APPLY = Right(Resource.APPLICATION_DRAFT, Action.CREATE)


@dataclass(frozen=True)
class ShownGroup:
    """One group on the page: the first few in words, how many there are, and where the rest is shown."""

    group: str
    total: int
    shown: Sequence[ExplainedMatch]
    more_url: str


@page(blueprint, "GET", "/needs/<need_id>/matches", right=READ)
def show_matches(need_id: str) -> Any:
    """What fits, what to find out first, and what is not for you."""
    ctx, actor = context(), current_actor()
    try:
        found = find_matches(ctx, actor, need_id)
    except InvalidInput:  # nobody told where it happens; the form asks for it
        return _ask_area(need_id)
    support = request.args.get("support", "")
    support = support if support in codes("support") else ""
    offered = found.offering(support or None)
    first, others = offered.fitting()
    place_id = found.placed.row.place_id
    return render_template(
        "matches/matches.html",
        placed=found.placed,
        need=found.need,
        area=choice(found.catalogue.regions, found.need.where).text,
        fits=_shown(offered, Group.FITS.value, first, support),
        find_out=_shown(offered, Group.FIND_OUT.value, offered.of_group(Group.FIND_OUT), support),
        weaker=_shown(offered, WEAKER, others, support),
        not_for_you=_shown(offered, Group.NOT_FOR_YOU.value, offered.of_group(Group.NOT_FOR_YOU), support),
        helpers=offered.explain(offered.signposts()[:HELPERS]),
        support=support,
        supports=_offered(found),
        total=len(found.matches),
        box=question_box(found),
        answer_url=lambda explained: _answer_url(found, explained),
        may_change=may(actor, UPDATE, place_id=place_id).allowed,
        recent=recent_changes(ctx, found.placed),
    )


@page(blueprint, "GET", "/needs/<need_id>/matches/<source_id>", right=READ)
def show_match(need_id: str, source_id: str) -> str:
    """Every criterion with its answer and where it was read, and the way to an application."""
    ctx, actor = context(), current_actor()
    found, explained = explain_one(ctx, actor, need_id, source_id)
    place_id = found.placed.row.place_id
    return render_template(
        "matches/match.html",
        placed=found.placed,
        explained=explained,
        row=explained.row,
        applied=applied_lines(found.placed.place.history.at(explained.entry.source.id)),
        reason_groups=_by_answer(explained.row["reasons"]),
        facts=source_facts(explained.entry, found.catalogue.regions),
        stages=duties(found.need, explained.entry.source, found.catalogue.regions),
        answer_url=_answer_url(found, explained),
        score_rows=score_rows(explained.match),
        key=new_id(),
        may_apply=may(actor, APPLY, place_id=place_id).allowed and explained.entry.source.status != "closed",
        apply_url=tracker_path("/applications"),
    )


def _shown(found: FoundMatches, group: str, matches: Sequence[Match], support: str) -> ShownGroup:
    limit = FIRST[group]
    if request.args.get("more") == group:
        given = request.args.get("upto", "")
        limit = min(int(given), len(matches)) if given.isascii() and given.isdigit() and len(given) < 6 else STEP
    address = ""
    if limit < len(matches):
        chosen: dict[str, Any] = {"support": support} if support else {}
        need_id = found.placed.id
        address = url_for("matches.show_matches", need_id=need_id, more=group, upto=limit + STEP, **chosen)
    return ShownGroup(group, len(matches), found.explain(matches[:limit]), address)


def _answer_url(found: FoundMatches, explained: ExplainedMatch) -> str:
    """Where the answer that settles this source is kept; empty when this person can't keep it anywhere."""
    actor, call = current_actor(), explained.row["call"] or {}
    path = kept_as(call.get("fact") or "")
    if call.get("ask") == Ask.SOURCE:
        return check_url(explained.match.source_id) if may(actor, CHECK).allowed else ""
    if is_unknown(found.need, path) and may_answer(actor, found.placed, path):
        return url_for("questions.show_question", need_id=found.placed.id, fact=path)
    return ""


def _by_answer(reasons: Sequence[dict[str, Any]]) -> list[tuple[str, list[dict[str, Any]]]]:
    """The criteria under a heading for each answer; within one the order stays: what tells most comes first."""
    shut = [row for row in reasons if row["verdict"] == "no" and row["strength"] == "hard"]
    rather_not = [row for row in reasons if row["verdict"] == "no" and row["strength"] != "hard"]
    groups = (
        (_("Dit houdt u tegen"), shut),
        (_("Dit past"), [row for row in reasons if row["verdict"] == "yes"]),
        (_("Dit is nog niet zeker"), [row for row in reasons if row["verdict"] == "unknown"]),
        (_("Liever niet, maar het sluit u niet uit"), rather_not),
    )
    return [(title, rows) for title, rows in groups if rows]


def _offered(found: FoundMatches) -> list[tuple[str, str]]:
    """The kinds of support that at least one source offers that may fit."""
    open_ = [match for match in found.matches if match.group is not Group.NOT_FOR_YOU]
    given = {kind for match in open_ for kind in found.catalogue.sources[match.source_id].source.support}
    return [(code, label) for code, label, _hint in choices("support", explained=False) if code in given]


def _ask_area(need_id: str) -> Response:
    flash(_("Vul eerst in waar het gebeurt. Dan kunnen wij zoeken."), "warn")
    return redirect(url_for("needs.edit_need", need_id=need_id) + "#veld-area-text", code=303)
