"""A match that is judged in full only when somebody looks at its reasons."""

from __future__ import annotations

from collections.abc import Callable

from services.matcher.domain.pair import Match
from services.matcher.domain.verdicts import Verdict
from services.matcher.engine.rows import Ranked


class LazyMatch(Match):
    """Group and score are there at once; `judge` is called once for verdicts and score parts."""

    __slots__ = ("_judge", "_judged", "_old_no")

    def __init__(self, ranked: Ranked, hides: tuple[str, ...], judge: Callable[[], Match]) -> None:
        keep = object.__setattr__
        for name in ("source_id", "eligibility", "group", "score", "is_signpost"):
            keep(self, name, getattr(ranked, name))
        keep(self, "hides", hides)
        keep(self, "_judge", judge)
        keep(self, "_judged", None)
        keep(self, "_old_no", ranked.was_no)

    @property
    def verdicts(self) -> tuple[Verdict, ...]:
        """All verdicts."""
        return self._in_full().verdicts

    @property
    def parts(self) -> tuple[tuple[str, float], ...]:
        """The parts of the score."""
        return self._in_full().parts

    @property
    def was_no(self) -> bool:
        """Whether an old fact said no."""
        return bool(self._old_no)  # type: ignore[attr-defined]

    def _in_full(self) -> Match:
        if self._judged is None:  # type: ignore[attr-defined]
            object.__setattr__(self, "_judged", self._judge())  # type: ignore[attr-defined]
        return self._judged  # type: ignore[attr-defined, no-any-return]
