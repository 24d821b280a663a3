"""Agreements on the screen: all of a place or partner, and one of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from flask import Response, render_template, request, url_for

from services.tracker.domain.agreements.obligations import Obligation
from services.tracker.domain.agreements.promises import Side
from services.tracker.domain.agreements.records import Strategy
from services.tracker.usecases.agreeing.list_agreements import ListedAgreement, list_agreements, list_strategies
from services.tracker.usecases.agreeing.parties import CREATE, READ, WRITE, require_right
from services.tracker.usecases.agreeing.read_agreement import AgreementFile, read_agreement
from services.tracker.web.agreeing import words
from services.tracker.web.choosing import MAX_ID
from services.tracker.web.routes import blueprint, context
from services.tracker.web.words import event_done
from shared.access import directory
from shared.access.directory import Organisation
from shared.access.rights import Right, may
from shared.access.web import require_actor
from shared.kernel.ids import new_id
from shared.plumbing.endpoints import page
from shared.plumbing.sheets.cells import Written
from shared.plumbing.sheets.csv_files import write_csv
from shared.wording.dates import plain_date
from shared.wording.texts import gettext as _

DUTIES_SHOWN = 12


@page(blueprint, "GET", "/agreements", right=READ)
def agreements() -> str:
    """All agreements that the person may read, those of one organisation, or by strategy."""
    organisation_id = request.args.get("place", "")[:MAX_ID] or None
    actor = require_actor()
    found, strategies = (
        list_agreements(context(), actor, organisation_id=organisation_id),
        list_strategies(context(), actor),
    )
    owners = {strategy.place_id for strategy in strategies}
    return render_template(
        "agreements/list.html",
        groups=_by_strategy(found, strategies),
        writable={owner for owner in owners if may(actor, WRITE, place_id=owner).allowed},
        places=places_to_write_for(),
        chosen=organisation_id,
        words=words,
    )


@page(blueprint, "GET", "/agreements.csv", right=READ)
def agreements_file() -> Response:
    """The same list for a sheet."""
    organisation_id = request.args.get("place", "")[:MAX_ID] or None
    found = list_agreements(context(), require_actor(), organisation_id=organisation_id)
    response = Response(write_csv([_head(), *map(_line, found)]), mimetype="text/csv")
    response.headers["Content-Disposition"] = 'attachment; filename="afspraken.csv"'
    return response


@page(blueprint, "GET", "/agreements/<agreement_id>", right=READ)
def agreement(agreement_id: str) -> str:
    """One agreement: what holds, what is due, what can be done now."""
    file = read_agreement(context(), require_actor(), agreement_id)
    return render_template(
        "agreements/agreement.html",
        file=file,
        agreement=file.agreement,
        words=words,
        sides=tuple(Side),
        duties=_near(file),
        timeline=_timeline(file),
        key=new_id(),
    )


def file_for(agreement_id: str, right: Right) -> AgreementFile:
    """The file, for somebody who may do this with it. Raises NotFound or Forbidden."""
    actor = require_actor()
    file = read_agreement(context(), actor, agreement_id)
    require_right(actor, right, file.agreement)
    return file


def places_to_write_for() -> list[Organisation]:
    """The places for which the person may write agreements, by name."""
    actor = require_actor()
    with context().people.read() as people:
        places = directory.places_of(people, actor)
    return [place for place in places if may(actor, CREATE, place_id=place.id).allowed]


def _by_strategy(
    found: Iterable[ListedAgreement], strategies: Iterable[Strategy]
) -> list[tuple[Strategy | None, list[ListedAgreement]]]:
    listed = list(found)
    groups: list[tuple[Strategy | None, list[ListedAgreement]]] = [
        (strategy, [one for one in listed if one.agreement.strategy_id == strategy.id]) for strategy in strategies
    ]
    known = {strategy.id for strategy, _ones in groups if strategy}
    rest = [one for one in listed if one.agreement.strategy_id not in known]
    return [*groups, (None, rest)] if rest else groups


def _near(file: AgreementFile) -> list[Obligation]:
    """The duties up to today that matter still, and the next ones."""
    past = [duty for duty in file.duties if duty.due_on <= file.today]
    ahead = [duty for duty in file.duties if duty.due_on > file.today]
    return past[-DUTIES_SHOWN:] + ahead[:DUTIES_SHOWN]


def _timeline(file: AgreementFile) -> list[Mapping[str, object]]:
    return [
        {
            "when": line.at,
            "at_time": True,
            "what": event_done(line.action),
            "who": file.names.get(line.person_id or "", ""),
        }
        for line in reversed(file.history)
    ]


def _head() -> list[Written]:
    return [
        _("Plek"),
        _("Partner"),
        _("Afspraken"),
        _("Staat"),
        _("Wijkstrategie"),
        _("Partner deed"),
        _("Partner zou doen"),
        _("Plek deed"),
        _("Plek zou doen"),
        _("Volgend gesprek"),
        _("Einddatum"),
    ]


def _line(listed: ListedAgreement) -> list[Written]:
    one = listed.agreement
    return [
        listed.place_name,
        one.partner_name,
        one.title,
        words.state_text(one.state),
        listed.strategy_name,
        listed.given.done,
        listed.given.due,
        listed.returned.done,
        listed.returned.due,
        plain_date(one.next_talk_on) if one.next_talk_on else "",
        plain_date(one.ends_on) if one.ends_on else "",
    ]


def address_of(agreement_id: str) -> str:
    """The page of an agreement."""
    return url_for("pages.agreement", agreement_id=agreement_id)
