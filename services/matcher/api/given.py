"""Bodies whose values a use case reads itself: so that a form and the API find the same errors, all at once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from shared.kernel.errors import FieldError, InvalidInput
from shared.plumbing.schemas import CamelSchema, camel
from shared.wording.texts import gettext as _


class Given(dict[str, Any]):
    """What was sent, by our own names; `unknown` holds an error for each name that we don't know."""

    unknown: tuple[FieldError, ...] = ()


class GivenSchema(CamelSchema):
    """Names the fields for the document; leaves reading and checking of values to the use case."""

    def load(self, data: Any, **_kwargs: Any) -> Given:
        """The values as sent, under our own names."""
        names = {str(field.data_key): name for name, field in self.fields.items()}
        given = Given({names[key]: value for key, value in data.items() if key in names})
        mend = _("Dit veld kennen wij niet. Laat het weg.")
        given.unknown = tuple(FieldError(str(key), "unknown_field", mend) for key in data if key not in names)
        return given


@contextmanager
def named_as_sent(given: Given, check: Callable[[], object]) -> Iterator[None]:
    """Errors of a use case come out under the names of the JSON, together with the unknown ones.

    `check` reads the values without any effect; it is called when there are unknown names.
    """
    try:
        if given.unknown:
            check()
            raise InvalidInput(given.unknown)
        yield
    except InvalidInput as problem:
        own = [error for error in problem.errors if error not in given.unknown]
        raise InvalidInput([*given.unknown, *renamed(own)]) from problem


def renamed(errors: Iterable[FieldError]) -> list[FieldError]:
    """The errors under the names of the JSON."""
    return [_renamed(error) for error in errors]


def _renamed(error: FieldError) -> FieldError:
    return FieldError(".".join(camel(part) for part in error.field.split(".")), error.code, error.message)
