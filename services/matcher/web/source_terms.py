"""The terms of a source in words: when it can be asked, which part it pays, and what it does not pay."""

from __future__ import annotations

from collections.abc import Iterable

from services.matcher.domain.source import Deadlines, Exclusion, Share, Source
from services.matcher.domain.verdicts import Strength
from shared.contracts.codes import label
from shared.wording.dates import plain_date, yearly_day
from shared.wording.language import current_language
from shared.wording.numbers import number
from shared.wording.texts import gettext as _


def status_text(source: Source) -> str:
    """Whether one can ask now, with the days between which that holds."""
    days = [
        _("vanaf %(day)s", day=plain_date(source.opens_on)) if source.opens_on else "",
        _("tot en met %(day)s", day=plain_date(source.ends_on)) if source.ends_on else "",
    ]
    return ", ".join(filter(None, (label("status", source.status, current_language()), *days)))


def moments_text(terms: Deadlines | None) -> str:
    """The kind of term, its days, the weeks before the start, and the giver's own words."""
    if terms is None:
        return ""
    days = [plain_date(day) for day in terms.dates] + [yearly_day(f"{m:02}-{d:02}") for m, d in terms.yearly]
    weeks = terms.weeks_before_start
    parts = [
        "" if terms.kind == "unknown" else label("deadline_kind", terms.kind, current_language()),
        _("sluit op %(days)s", days=", ".join(days)) if days else "",
        _("%(weeks)s weken voor u begint", weeks=number(weeks)) if weeks is not None else "",
    ]
    return ". ".join(filter(None, (", ".join(filter(None, parts)), terms.note)))


def shares_text(share: Share | None) -> str:
    """Which part the source pays, and what must come from others."""
    if share is None:
        return ""
    own = (
        "" if share.own_contribution is None else label("own_contribution", share.own_contribution, current_language())
    )
    parts = [
        _percent(_("hooguit %(percent)s%% van de kosten"), share.max_percent),
        _("nooit alles") if share.never_all else "",
        _("eigen bijdrage: %(own)s", own=own) if own else "",
        _percent(_("eigen bijdrage van %(percent)s%%"), share.own_percent),
        _("ook geld van: %(who)s", who=share.match_with) if share.match_with else "",
        _percent(_("geld van overheden samen hooguit %(percent)s%%"), share.stacking_max_percent),
        _("er moet nog een gever meedoen") if share.others_must_join else "",
        _("alleen als anderen niet alles betalen") if share.last_resort else "",
    ]
    return "; ".join(filter(None, parts))


def exclusions_text(exclusions: Iterable[Exclusion] | None) -> str:
    """Kinds of costs it does not pay, or rather does not pay."""
    return "; ".join(_exclusion_text(item) for item in exclusions or ())


def _exclusion_text(item: Exclusion) -> str:
    kind = label("cost_kind", item.what, current_language())
    said = kind if item.strength is Strength.HARD else _("liever niet: %(kind)s", kind=kind)
    return f"{said} ({item.note.rstrip('.')})" if item.note else said


def _percent(text: str, percent: float | None) -> str:
    return "" if percent is None else text % {"percent": number(percent)}
