"""The page of one street, typing one in, changing its contact, closing it."""

from __future__ import annotations

from typing import Any

from flask import render_template, url_for

from services.tracker.domain.payouts.awards import MOST, NewAward
from services.tracker.domain.payouts.numbers import CURRENT
from services.tracker.domain.payouts.records import Group
from services.tracker.domain.payouts.states import GroupState, Means, PayeeState, PaymentState, Way
from services.tracker.usecases.payouts import add_group as adding
from services.tracker.usecases.payouts import close_group as closing
from services.tracker.usecases.payouts import edit_group as editing
from services.tracker.usecases.payouts.acting import READ, UPDATE
from services.tracker.usecases.payouts.hosts import host_name
from services.tracker.usecases.payouts.see_streets import StreetView, read_street
from services.tracker.web.forms import Reader
from services.tracker.web.payouts import words
from services.tracker.web.payouts.base import PayoutForm, Values, press, street_url
from services.tracker.web.routes import blueprint, context
from shared.access.rights import may, require
from shared.access.web import require_actor
from shared.kernel.iban import masked_iban
from shared.kernel.ids import new_id
from shared.plumbing.endpoints import page
from shared.plumbing.idempotency import Once
from shared.plumbing.schemas import camel
from shared.wording.money import euros
from shared.wording.texts import gettext as _

MAX_IBAN = 60
MAX_HOLDER = 70


@page(blueprint, "GET", "/payouts/<group_id>", right=READ)
def show_street(group_id: str) -> str:
    """What the street received, spent and has left, and what to do now."""
    actor = require_actor()
    view = read_street(context(), actor, group_id)
    group = view.street.group
    return render_template(
        "payouts/street.html",
        view=view,
        group=group,
        account=view.street.account,
        back_text=money_back_text(view),
        words=words,
        masked=masked_iban,
        CURRENT=CURRENT,
        PayeeState=PayeeState,
        PaymentState=PaymentState,
        Means=Means,
        GroupState=GroupState,
        may_change=may(actor, UPDATE, place_id=group.place_id).allowed,
        me=actor.person_id,
        key=new_id(),
    )


def money_back_text(view: StreetView) -> str:
    """A message to copy that asks for what is left; nothing is sent by itself."""
    group, account = view.street.group, view.street.account
    if account.left <= 0 or view.settings is None:
        return ""
    return _(
        "Beste %(name)s, van het geld voor %(group)s (%(scheme)s) is nog %(amount)s over. Wilt u dat terugbetalen aan"
        " %(host)s? Hebt u er nog bonnen van? Stuur die dan eerst. Bel ons gerust als u vragen hebt.",
        name=group.contact_name or _("bewoners"),
        group=group.name,
        scheme=group.scheme,
        amount=euros(account.left),
        host=view.host_name,
    )


def street_values(group_id: str) -> Values:
    """What a form about a street shows."""
    view = read_street(context(), require_actor(), group_id)
    group: Group = view.street.group
    require(require_actor(), UPDATE, place_id=group.place_id)
    return {
        "group": group,
        "account": view.street.account,
        "payees": [one for one in view.street.payees if one.state in CURRENT],
        "masked": masked_iban,
        "ways": words.way_choices(),
        "version": group.version,
        "back": street_url(group_id),
    }


def _new_values(host_id: str) -> Values:
    require(require_actor(), adding.RIGHT, place_id=host_id)
    return {
        "host_id": host_id,
        "host_name": host_name(context(), host_id),
        "ways": words.way_choices(),
        "version": 0,
        "back": url_for("pages.list_payouts", host=host_id),
    }


new_page = PayoutForm("payouts/new.html", _new_values)
edit_page = PayoutForm("payouts/edit.html", street_values)
close_page = PayoutForm("payouts/close.html", street_values)


@page(blueprint, "GET", "/payouts/hosts/<host_id>/new", right=adding.RIGHT)
def new_street_form(host_id: str) -> str:
    """The form for one street."""
    return new_page.show(host_id)


@page(blueprint, "POST", "/payouts/hosts/<host_id>/new", right=adding.RIGHT)
def new_street(host_id: str) -> Any:
    """Keeps one street."""

    def act(reader: Reader, once: Once | None, _version: int) -> None:
        texts = {field: reader.text(camel(field), most) for field, most in MOST.items()}
        amount = reader.maybe_amount("amount")
        if not reader.raw("amount"):
            reader.wrong("amount", "required", _("Vul het toegekende bedrag in."))
        award = NewAward(
            amount_cents=amount or 0,
            awarded_on=reader.maybe_day("awardedOn"),
            iban=reader.text("iban", MAX_IBAN),
            holder=reader.text("holder", MAX_HOLDER),
            **texts,
        )
        way = Way(reader.choice("way", list(Way), _("Kies hoe de groep het geld krijgt.")))
        reader.check()
        adding.add_group(context(), require_actor(), host_id, award, way, once=once)

    return new_page.handle(host_id, act, _("De straat staat in de lijst."))


@page(blueprint, "GET", "/payouts/<group_id>/edit", right=UPDATE)
def edit_street_form(group_id: str) -> str:
    """The form for contact and way."""
    return edit_page.show(group_id)


@page(blueprint, "POST", "/payouts/<group_id>/edit", right=UPDATE)
def edit_street(group_id: str) -> Any:
    """Writes contact and way."""

    def act(reader: Reader, once: Once | None, version: int) -> None:
        contact = {field: reader.text(camel(field), MOST[field]) for field in CONTACT}
        way = Way(reader.choice("way", list(Way), _("Kies hoe de groep het geld krijgt.")))
        reader.check()
        editing.edit_group(
            context(), require_actor(), group_id, **contact, way=way, once=once, expected_version=version
        )

    return edit_page.handle(group_id, act, _("Aangepast."))


@page(blueprint, "GET", "/payouts/<group_id>/close", right=UPDATE)
def close_street_form(group_id: str) -> str:
    """The form to close a street."""
    return close_page.show(group_id)


@page(blueprint, "POST", "/payouts/<group_id>/close", right=UPDATE)
def close_street(group_id: str) -> Any:
    """Closes a street."""

    def act(reader: Reader, once: Once | None, version: int) -> None:
        reason = reader.text("reason", closing.MAX_REASON)
        reader.check()
        closing.close_group(context(), require_actor(), group_id, reason=reason, once=once, expected_version=version)

    return close_page.handle(group_id, act, _("De straat is afgesloten."))


@page(blueprint, "POST", "/payouts/<group_id>/reopen", right=UPDATE)
def reopen_street(group_id: str) -> Any:
    """Opens a closed street again."""

    def act(once: Once | None, version: int) -> None:
        closing.reopen_group(context(), require_actor(), group_id, once=once, expected_version=version)

    return press(act, _("De straat is weer open."), street_url(group_id))


CONTACT = ("contact_name", "contact_phone", "contact_email")
