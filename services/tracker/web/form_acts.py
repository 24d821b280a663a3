"""Forms about an application that are described by their fields: the same description draws them and reads them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from flask import request

from services.tracker.domain.records import Application
from services.tracker.usecases.reading.read_dossier import Dossier
from services.tracker.web.acting import FormPage
from services.tracker.web.forms import Reader
from services.tracker.web.routes import blueprint
from shared.access.rights import Right
from shared.plumbing.endpoints import page
from shared.plumbing.idempotency import Once
from shared.wording.texts import gettext as _

MAX_LINE = 200
MAX_TEXT = 2000


class Entry(StrEnum):
    """How people enter a field."""

    DAY = "day"
    LINE = "line"
    TEXT = "text"
    TICK = "tick"
    NUMBER = "number"
    AMOUNT = "amount"
    CHOICE = "choice"


@dataclass(frozen=True)
class Field:
    """One question. `missing` is said when it must be answered and is not; without it the field may stay empty.

    `ahead`: a day that may lie in the future. `choices` are codes with their Dutch text.
    """

    entry: Entry
    name: str
    label: str
    hint: str = ""
    missing: str = ""
    ahead: bool = False
    choices: Mapping[str, str] | None = None

    def read(self, reader: Reader) -> Any:
        """What was entered; what is wrong stays with the reader."""
        missing = _(self.missing) if self.missing else ""
        match self.entry:
            case Entry.DAY:
                return reader.day(self.name, missing) if missing else reader.maybe_day(self.name)
            case Entry.TICK:
                return reader.tick(self.name)
            case Entry.NUMBER:
                return _number(reader, self.name, missing)
            case Entry.AMOUNT:
                return reader.maybe_amount(self.name)
            case Entry.CHOICE:
                return reader.choice(self.name, list(self.choices or ()), missing)
        return reader.text(self.name, MAX_LINE if self.entry is Entry.LINE else MAX_TEXT, missing=missing)


Do = Callable[..., Application]
"""Gets the id of the application, the values by name (`letter_on`), and `once` and `expected_version`."""


@dataclass(frozen=True)
class FormAct:
    """An act with a form of its own: where it is, who may do it, what it asks, and what is said when it is done.

    Texts are Dutch and are translated when they are shown.
    """

    name: str
    right: Right
    title: str
    fields: tuple[Field, ...]
    do: Do
    done: str
    intro: str = ""
    button: str = ""
    danger: bool = False
    more: Callable[[Dossier], Mapping[str, Any]] = lambda _dossier: {}

    @property
    def endpoint(self) -> str:
        """The name of its page."""
        return self.name.replace("-", "_")


def add_form_page(act: FormAct) -> None:
    """Puts the form and what it does under /applications/<id>/<name>."""
    form = FormPage("life/form.html", lambda dossier: {"act": act, **act.more(dossier)})

    def show(application_id: str) -> str:
        return form.show(application_id)

    def handle(application_id: str) -> Any:
        def perform(once: Once | None, version: int) -> Application:
            reader = Reader(request.form)
            values = {_snake(field.name): field.read(reader) for field in act.fields}
            reader.check()
            return act.do(application_id, values, once=once, expected_version=version)

        return form.handle(application_id, perform, _(act.done))

    show.__name__, handle.__name__ = f"{act.endpoint}_form", act.endpoint
    path = f"/applications/<application_id>/{act.name}"
    page(blueprint, "GET", path, right=act.right)(show)
    page(blueprint, "POST", path, right=act.right)(handle)


def _snake(name: str) -> str:
    """`letterOn` -> `letter_on`."""
    return "".join(f"_{letter.lower()}" if letter.isupper() else letter for letter in name)


def _number(reader: Reader, name: str, missing: str) -> int:
    typed = reader.raw(name)
    if typed.isascii() and typed.isdigit():
        return int(typed[:6])
    reader.wrong(name, "required", missing or _("Vul een heel getal in."))
    return 0
