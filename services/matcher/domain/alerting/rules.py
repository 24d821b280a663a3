"""Which consequences a new version of a source has for a need. Pure; the table of cases is in the tests."""

from __future__ import annotations

from datetime import date

from services.matcher.domain.alerting.consequence import (
    Consequence,
    ConsequenceKind,
    closing_consequence,
    opened,
)
from services.matcher.domain.alerting.standing import Standing
from services.matcher.domain.alerting.thresholds import COVER_PART
from services.matcher.domain.need import Need
from services.matcher.domain.pair import Group

Kind = ConsequenceKind


def consequences(
    need: Need, before: Standing | None, after: Standing | None, today: date, *, is_new: bool
) -> list[Consequence]:
    """What is otherwise for this need; nothing when no place would act on it.

    None means: not in the catalogue; `is_new`: it was never in it before. Gained or lost is told alone, with the date
    that did it; the rest is detail then.
    """
    if after is None:
        return [Consequence(Kind.GONE)] if before and before.matters else []
    if before is None or before.group is Group.NOT_FOR_YOU:
        return _gained(before, after, is_new=is_new)
    if after.group is Group.NOT_FOR_YOU:
        return _lost(need, before, after, today) if before.matters else []
    if (before.group, after.group) == (Group.FIND_OUT, Group.FITS) and after.matters:
        return [_now(Kind.NOW_FITS, before, after, is_new=is_new)]
    if not before.matters:
        return []
    found = _still_possible(need, before, after, today)
    is_doubtful = (before.group, after.group) == (Group.FITS, Group.FIND_OUT)
    # A date that does not go with the start says already what the doubt is about.
    if is_doubtful and not any(one.facts.get("fits") is False for one in found):
        return [Consequence(Kind.IN_DOUBT), *found]
    return found


def _gained(before: Standing | None, after: Standing, *, is_new: bool) -> list[Consequence]:
    if not after.matters:
        return []
    kind = Kind.NOW_FITS if after.group is Group.FITS else Kind.MAY_FIT
    return [_now(kind, before, after, is_new=is_new)]


def _now(kind: Kind, before: Standing | None, after: Standing, *, is_new: bool) -> Consequence:
    facts = {
        "is_new": is_new,
        "reason": before.no_reason if before else None,
        "closing": after.closing.isoformat() if after.closing else None,
    }
    return Consequence(kind, facts)


def _lost(need: Need, before: Standing, after: Standing, today: date) -> list[Consequence]:
    if after.is_closed:
        return [Consequence(Kind.CLOSED)]
    moved = _moved(need, before, after, today) if after.no_reason == "deadline" else None
    return [moved or Consequence(Kind.NO_LONGER_FITS, {"reason": after.no_reason})]


def _still_possible(need: Need, before: Standing, after: Standing, today: date) -> list[Consequence]:
    found = []
    if opened(before.source, after.source):
        closing = after.closing.isoformat() if after.closing else None
        found.append(Consequence(Kind.OPENED, {"closing": closing}))
    moved = _moved(need, before, after, today)
    if moved is not None:
        found.append(moved)
    covers = _cover_changed(need, before, after)
    if covers is not None:
        found.append(covers)
    return found


def _moved(need: Need, before: Standing, after: Standing, today: date) -> Consequence | None:
    starts_on = need.starts_on.isoformat() if need.starts_on else None
    is_past = after.closing is not None and after.closing < today
    facts = {"starts_on": starts_on, "fits": after.start_fits, "is_past": is_past}
    return closing_consequence(before.closing, after.closing, **facts)


def _cover_changed(need: Need, before: Standing, after: Standing) -> Consequence | None:
    """More or less of what is sought, by a part that counts. A ceiling that was not told held nothing back."""
    if not need.sought_cents or after.cover_cents is None:
        return None
    could = need.sought_cents if before.cover_cents is None else before.cover_cents
    if abs(after.cover_cents - could) < COVER_PART * need.sought_cents:
        return None
    kind = Kind.COVERS_MORE if after.cover_cents > could else Kind.COVERS_LESS
    return Consequence(kind, {"from_cents": before.cover_cents, "to_cents": after.cover_cents})
