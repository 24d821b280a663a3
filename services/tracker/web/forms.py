"""Reading what people typed in a form: every field is read, and all that is wrong is told at once."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date, time

from services.tracker.domain.deadlines import Basis, Entered
from shared.kernel.dates import is_plausible
from shared.kernel.errors import FieldError, InvalidInput
from shared.kernel.money import AmountProblem, parse_amount
from shared.plumbing.schemas import amount_mend
from shared.wording.texts import gettext as _


class Reader:
    """Reads fields one by one and keeps what is wrong; `check` raises it all."""

    def __init__(self, form: Mapping[str, str]) -> None:
        self._form = form
        self.errors: list[FieldError] = []

    def wrong(self, field: str, code: str, message: str) -> None:
        """Notes that a field is wrong."""
        self.errors.append(FieldError(field, code, message))

    def check(self) -> None:
        """Raises InvalidInput with everything that was wrong, if anything was."""
        if self.errors:
            raise InvalidInput(self.errors)

    def raw(self, field: str) -> str:
        """What was typed, without space around it. The null character, which no database keeps, is left out."""
        return self._form.get(field, "").replace("\x00", "").strip()

    def text(self, field: str, most: int, *, missing: str = "") -> str:
        """A text of at most `most` characters; `missing` is the message when it must be there and is not."""
        typed = self.raw(field)
        if not typed and missing:
            self.wrong(field, "required", missing)
        if len(typed) > most:
            self.wrong(field, "too_long", _("Dit is te lang. Er passen %(most)s tekens.", most=most))
        return typed

    def tick(self, field: str) -> bool:
        """Whether a box was ticked."""
        return self.raw(field) in ("1", "on", "true")

    def choice(self, field: str, choices: Collection[str], missing: str) -> str:
        """One of the choices; the first of them stands in for a wrong one, which is told."""
        typed = self.raw(field)
        if typed in choices:
            return typed
        self.wrong(field, "required", missing)
        return next(iter(choices))

    def one_of(self, field: str, choices: Collection[str], usual: str) -> str:
        """One of the choices; the usual one where none was made."""
        typed = self.raw(field)
        return typed if typed in choices else usual

    def day(self, field: str, missing: str) -> date:
        """A date that must be there."""
        found = self.maybe_day(field)
        if found is None and not self.raw(field):
            self.wrong(field, "required", missing)
        return found or date.max

    def maybe_day(self, field: str) -> date | None:
        """A date, or None when it was left empty or can't be read (which is told)."""
        typed = self.raw(field)
        if not typed:
            return None
        try:
            found = date.fromisoformat(typed)
        except ValueError:
            self.wrong(field, "not_a_date", _("Dit is geen datum. Schrijf hem zo: 2026-12-31."))
            return None
        if is_plausible(found):
            return found
        self.wrong(field, "wrong_year", _("Dit jaar kan niet kloppen. Kijk de datum na."))
        return None

    def maybe_time(self, field: str) -> time | None:
        """A time of day, as 17:00 or 17.00."""
        typed = self.raw(field).replace(".", ":")
        try:
            return time.fromisoformat(typed).replace(tzinfo=None) if typed else None
        except ValueError:
            self.wrong(field, "not_a_time", _("Dit is geen tijd. Schrijf hem zo: 17:00."))
            return None

    def maybe_amount(self, field: str) -> int | None:
        """Whole cents of an amount, None when it was left empty."""
        typed = self.raw(field)
        try:
            return parse_amount(typed) if typed else None
        except AmountProblem as problem:
            self.wrong(field, problem.code, amount_mend(problem.code))
            return None

    def maybe_closing(self) -> Entered | None:
        """The fields `date`, `basis`, `time` and `sourceText` together; None without a date."""
        day, at = self.maybe_day("date"), self.maybe_time("time")
        typed = self.raw("basis") or Basis.UNSTATED.value
        basis = Basis(typed) if typed in list(Basis) else Basis.UNSTATED
        words = self.text("sourceText", 500) or None
        if day is None:
            return None
        if basis is Basis.AT and at is None:
            if not self.raw("time"):
                self.wrong("time", "required", _("Vul in hoe laat het sluit, of kies een andere mogelijkheid."))
            return None
        # A time that was typed says more than the choice beside it.
        return Entered(day, Basis.AT if at is not None else basis, at, source_text=words)
