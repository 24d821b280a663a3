"""Payments gathered for the bank: proposed, approved by somebody else, made into a file."""

from __future__ import annotations

from typing import Any

from flask import Response, render_template, request, url_for

from services.tracker.domain.payouts.batches import REFUSALS
from services.tracker.domain.payouts.numbers import HINDRANCES
from services.tracker.domain.payouts.states import BatchState
from services.tracker.gateways.pain import OLDER_SCHEMA, SCHEMA
from services.tracker.usecases.payouts import bank_refused as refusing
from services.tracker.usecases.payouts import decide_batch as deciding
from services.tracker.usecases.payouts import export_batch as exporting
from services.tracker.usecases.payouts import plan_all as planning
from services.tracker.usecases.payouts import propose_batch as proposing
from services.tracker.usecases.payouts.acting import APPROVE, READ, UPDATE
from services.tracker.usecases.payouts.see_batches import list_batches, read_batch
from services.tracker.web.forms import Reader
from services.tracker.web.payouts import words
from services.tracker.web.payouts.base import PayoutForm, Values, press
from services.tracker.web.routes import blueprint, context
from shared.access.rights import may
from shared.access.web import require_actor
from shared.kernel.iban import masked_iban
from shared.kernel.ids import new_id, short_reference
from shared.plumbing.endpoints import page
from shared.plumbing.idempotency import Once
from shared.uploads.serving import as_download
from shared.wording.texts import gettext as _


def _list_values(host_id: str) -> Values:
    actor = require_actor()
    return {
        "found": list_batches(context(), actor, host_id),
        "may_propose": may(actor, UPDATE, place_id=host_id).allowed,
        "hindrances": {code: _(text) for code, text in HINDRANCES.items()},
        "words": words,
        "chosen": request.form.getlist("payments"),
        "version": 0,
        "back": url_for("pages.payout_batches", host_id=host_id),
    }


list_page = PayoutForm("payouts/batches.html", _list_values)


@page(blueprint, "GET", "/payouts/hosts/<host_id>/batches", right=READ)
def payout_batches(host_id: str) -> str:
    """What can be paid now, and the batches there are."""
    return list_page.show(host_id)


@page(blueprint, "POST", "/payouts/hosts/<host_id>/batches", right=UPDATE)
def new_batch(host_id: str) -> Any:
    """Proposes a batch."""

    def act(reader: Reader, once: Once | None, _version: int) -> None:
        day = reader.day("executionOn", _("Kies op welke dag de bank betaalt."))
        reader.check()
        chosen = request.form.getlist("payments")
        proposing.propose_batch(context(), require_actor(), host_id, payment_ids=chosen, execution_on=day, once=once)

    return list_page.handle(host_id, act, _("De betaling wacht nu op een tweede persoon."))


@page(blueprint, "POST", "/payouts/hosts/<host_id>/plan-all", right=UPDATE)
def plan_all(host_id: str) -> Any:
    """Plans what was shown for every street that needs no choice."""
    back = url_for("pages.payout_batches", host_id=host_id)

    def act(once: Once | None, _version: int) -> None:
        count, cents = (request.form.get(name, 0, type=int) for name in ("count", "sum_cents"))
        planning.plan_all(context(), require_actor(), host_id, count=count, sum_cents=cents, once=once)

    return press(act, _("Het geld is gepland."), back)


@page(blueprint, "GET", "/payouts/batches/<batch_id>", right=READ)
def show_batch(batch_id: str) -> str:
    """One batch: its sum, its payments, and what may be done now."""
    view = read_batch(context(), require_actor(), batch_id)
    return render_template(
        "payouts/batch.html",
        view=view,
        batch=view.batch,
        refusals={code: _(text) for code, text in REFUSALS.items()},
        words=words,
        masked=masked_iban,
        made_here=view.batch.exported_by == require_actor().person_id,
        BatchState=BatchState,
        schemas=(SCHEMA, OLDER_SCHEMA),
        reference=short_reference(view.batch.id),
        key=new_id(),
    )


@page(blueprint, "POST", "/payouts/batches/<batch_id>/approve", right=APPROVE)
def approve_batch(batch_id: str) -> Any:
    """The second person says yes."""

    def act(once: Once | None, version: int) -> None:
        deciding.approve_batch(context(), require_actor(), batch_id, once=once, expected_version=version)

    return press(act, _("U hebt de betaling goedgekeurd."), _batch_url(batch_id))


@page(blueprint, "POST", "/payouts/batches/<batch_id>/stop", right=UPDATE)
def stop_batch(batch_id: str) -> Any:
    """Takes the batch apart."""

    def act(once: Once | None, version: int) -> None:
        deciding.stop_batch(context(), require_actor(), batch_id, once=once, expected_version=version)

    return press(act, _("De betaling is gestopt. De bedragen staan weer gepland."), _batch_url(batch_id))


@page(blueprint, "POST", "/payouts/batches/<batch_id>/refused", right=UPDATE)
def bank_refused(batch_id: str) -> Any:
    """The bank did not take the file."""

    def act(once: Once | None, version: int) -> None:
        reason = request.form.get("reason", "")
        refusing.bank_refused(context(), require_actor(), batch_id, reason=reason, once=once, expected_version=version)

    return press(act, _("Bewaard. Wat niet is betaald, staat weer gepland."), _batch_url(batch_id))


@page(blueprint, "POST", "/payouts/batches/<batch_id>/file", right=UPDATE)
def batch_file(batch_id: str) -> Response:
    """The file for the bank; it is made at the first time."""
    schema = request.form.get("schema", SCHEMA)
    made = exporting.export_batch(
        context(), require_actor(), batch_id, schema=schema if schema == OLDER_SCHEMA else SCHEMA
    )
    name = f"{_('betaling')}-{short_reference(batch_id)}.xml"
    return as_download(made.content.encode(), name, "application/xml")


def _batch_url(batch_id: str) -> str:
    return url_for("pages.show_batch", batch_id=batch_id)
