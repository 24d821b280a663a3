"""Routes that learn to write their address when somebody first asks for it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from werkzeug.routing import Rule


class LateRule(Rule):
    """A route whose writer of addresses (`url_for`) is compiled at its first use, not when the app is made.

    Compiling two of them for each of some hundred routes took most of the time in which an app is made. The method is
    Werkzeug's own and has no promise: in a version without it, this class does nothing and the app starts slower.
    """

    def _compile_builder(self, append_unknown: bool = True) -> Callable[..., tuple[str, str]]:
        compile_now = super()._compile_builder
        made: list[Callable[..., tuple[str, str]]] = []

        def build(rule: Rule, /, **values: Any) -> tuple[str, str]:
            if not made:
                made.append(compile_now(append_unknown))
            return made[0](rule, **values)

        return build
