"""The yearly talk: a sheet to print and fill in together, and writing it down; and marking what was done."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import flash, redirect, render_template, request

from services.tracker.domain.agreements.evaluations import Going, PromiseKept
from services.tracker.domain.agreements.obligations import Kept
from services.tracker.domain.agreements.promises import Side
from services.tracker.usecases.agreeing import evaluate_agreement as evaluating
from services.tracker.usecases.agreeing import mark_obligation as marking
from services.tracker.usecases.agreeing.parties import EVALUATE, READ
from services.tracker.usecases.agreeing.read_agreement import AgreementFile, read_agreement
from services.tracker.web.agreeing import words
from services.tracker.web.agreeing.reading import address_of, file_for
from services.tracker.web.forms import Reader
from services.tracker.web.routes import blueprint, context
from services.tracker.web.trying import NOTHING_WRONG, Wrong, tried
from shared.access.web import require_actor
from shared.kernel.ids import new_id
from shared.plumbing.endpoints import once_from_form, page, version_from_form
from shared.wording.texts import gettext as _

NOTHING_TYPED: Mapping[str, str] = {}


@page(blueprint, "GET", "/agreements/<agreement_id>/sheet", right=READ)
def evaluation_sheet(agreement_id: str) -> str:
    """One sheet of paper for the conversation."""
    file = read_agreement(context(), require_actor(), agreement_id)
    return render_template(
        "agreements/sheet.html", file=file, agreement=file.agreement, words=words, sides=tuple(Side), tally=tally(file)
    )


@page(blueprint, "GET", "/agreements/<agreement_id>/evaluation", right=EVALUATE)
def evaluation_form(agreement_id: str) -> str:
    """The form that follows the sheet."""
    return _page(agreement_id, NOTHING_TYPED, NOTHING_WRONG)


@page(blueprint, "POST", "/agreements/<agreement_id>/evaluation", right=EVALUATE)
def evaluation(agreement_id: str) -> Any:
    """Keeps the talk."""
    wrong = tried(lambda: _evaluate(agreement_id))
    if wrong is not NOTHING_WRONG:
        return _page(agreement_id, request.form, wrong), wrong.status
    flash(_("Het gesprek is opgeschreven."), "good")
    return redirect(address_of(agreement_id), code=303)


@page(blueprint, "POST", "/agreements/<agreement_id>/duties/<obligation_id>", right=EVALUATE)
def mark_obligation(agreement_id: str, obligation_id: str) -> Any:
    """Says what became of a duty."""

    def act() -> None:
        reader = Reader(request.form)
        kept = Kept(reader.choice("kept", list(Kept), _("Kies: gedaan, deels of niet.")))
        reader.check()
        marking.mark_obligation(
            context(),
            require_actor(),
            agreement_id,
            obligation_id,
            kept=kept,
            note=reader.raw("note"),
            once=once_from_form(lambda _duty: address_of(agreement_id)),
            expected_version=version_from_form(),
        )

    wrong = tried(act)
    flash(wrong.errors[0].message if wrong.errors else _("Afgevinkt."), "warn" if wrong.errors else "good")
    return redirect(f"{address_of(agreement_id)}#belofte-{obligation_id}", code=303)


def tally(file: AgreementFile) -> dict[str, tuple[int, int]]:
    """By promise: how often it was done, of how often it fell due so far."""
    return {
        promise_id: (
            sum(duty.kept is Kept.YES for duty in file.duties if duty.promise_id == promise_id),
            sum(duty.due_on <= file.today for duty in file.duties if duty.promise_id == promise_id),
        )
        for promise_id in file.promises
    }


def _evaluate(agreement_id: str) -> None:
    reader = Reader(request.form)
    file = read_agreement(context(), require_actor(), agreement_id)
    kept = tuple(
        PromiseKept(
            promise.id,
            Kept(reader.choice(f"kept.{promise.id}", list(Kept), _("Kies: gedaan, deels of niet."))),
            reader.text(f"note.{promise.id}", 500),
        )
        for promise in file.shown.promises
    )
    held_on = reader.day("heldOn", _("Vul in op welke dag u het gesprek had."))
    going = reader.choice("going", list(Going), _("Kies hoe u verdergaat."))
    next_talk_on = reader.maybe_day("nextTalkOn")
    other_party = reader.text("otherParty", 200, missing=_("Schrijf op met wie u het gesprek had."))
    learnt = reader.text("learnt", 2000)
    reader.check()
    evaluating.evaluate_agreement(
        context(),
        require_actor(),
        agreement_id,
        held_on=held_on,
        other_party=other_party,
        kept=kept,
        learnt=learnt,
        going=Going(going),
        next_talk_on=next_talk_on,
        once=once_from_form(lambda _agreement: address_of(agreement_id)),
        expected_version=version_from_form(),
    )


def _page(agreement_id: str, typed: Mapping[str, str], wrong: Wrong) -> str:
    file = file_for(agreement_id, EVALUATE)
    return render_template(
        "agreements/evaluation.html",
        file=file,
        agreement=file.agreement,
        typed=typed,
        wrong=wrong,
        words=words,
        tally=tally(file),
        key=new_id(),
    )
