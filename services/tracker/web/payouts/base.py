"""What the form pages of a fiscal host have in common."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from flask import flash, redirect, render_template, request, url_for

from services.tracker.web.forms import Reader
from shared.kernel.errors import FieldError, InvalidInput, NotAllowedNow, Stale
from shared.kernel.ids import new_id
from shared.plumbing.endpoints import once_from_form, version_from_form
from shared.plumbing.idempotency import Once

Values = Mapping[str, Any]
Act = Callable[[Reader, Once | None, int], object]


@dataclass(frozen=True)
class PayoutForm:
    """One form about one thing: `values` reads what its page shows, with `back` (where it leads) and `version`."""

    template: str
    values: Callable[[str], Values]

    def show(self, thing_id: str) -> str:
        """The empty form."""
        return self._render(self.values(thing_id), {}, ())

    def again(self, thing_id: str, errors: tuple[FieldError, ...]) -> str:
        """The form with what is wrong and all that was typed."""
        return self._render(self.values(thing_id), request.form, errors)

    def handle(self, thing_id: str, act: Act, done: str) -> Any:
        """Does what was asked and goes back with the message `done`, or shows what is wrong and all that was typed."""
        values = self.values(thing_id)
        back = values["back"]
        try:
            act(Reader(request.form), once_from_form(lambda _result: back), version_from_form())
        except InvalidInput as problem:
            return self._render(values, request.form, problem.errors), 400
        except NotAllowedNow as problem:
            return self._render(values, request.form, (FieldError("", problem.code, problem.message),)), 409
        except Stale as problem:
            return self._render(self.values(thing_id), request.form, (FieldError("", "stale", problem.message),)), 412
        flash(done, "good")
        return redirect(back, code=303)

    def _render(self, values: Values, typed: Mapping[str, str], errors: tuple[FieldError, ...]) -> str:
        return render_template(self.template, typed=typed, errors=errors, key=new_id(), **values)


def press(act: Callable[[Once | None, int], object], done: str, back: str) -> Any:
    """One button: does it and goes back, also with what stands in the way."""
    try:
        act(once_from_form(lambda _result: back), version_from_form())
    except (NotAllowedNow, Stale, InvalidInput) as problem:
        flash(problem.message, "warn")
    else:
        flash(done, "good")
    return redirect(back, code=303)


def street_url(group_id: str) -> str:
    """The page of a street."""
    return url_for("pages.show_street", group_id=group_id)


def sent_file(name: str) -> tuple[str, bytes]:
    """The name and content of a file in a form; empty when there is none."""
    sent = request.files.get(name)
    if sent is None or not sent.filename:
        return "", b""
    return sent.filename, sent.stream.read()
