"""What a source says about paying only a part: held against the funding plan, each rule named with its amounts.

Warnings only: the source may have changed, and people know more than its page.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Any

from services.tracker.domain.budgets.amounts import part_of
from services.tracker.domain.budgets.plan import Plan
from services.tracker.domain.budgets.records import Cover, CoverKind
from services.tracker.domain.texts import mark as _

PUBLIC = frozenset({"government", "municipality"})
"""Kinds of providers whose money is public."""

OWN_KINDS = frozenset({CoverKind.OWN, CoverKind.INCOME})


@dataclass(frozen=True)
class Finding:
    """A rule of the source that the plan does not keep. `amounts` (cents) and `words` fill the places of the text."""

    code: str
    text: str
    amounts: Mapping[str, int]
    words: Mapping[str, str]


@dataclass(frozen=True)
class Case:
    """A plan, the cover of the application at hand, and which covers are public money."""

    plan: Plan
    mine: Cover
    public_ids: frozenset[str]

    def money(self, kinds: Collection[CoverKind]) -> int:
        """What covers of these kinds bring together."""
        return sum(one.amount_cents for one in self.plan.money_covers if one.counts and one.kind in kinds)

    @property
    def others_cents(self) -> int:
        """What all others bring, the own money of the place included."""
        return self.plan.hoped_cents - (self.mine.amount_cents if self.mine.counts else 0)


Rule = Callable[[Mapping[str, Any], Case], Finding | None]


def share_findings(share: Mapping[str, Any] | None, case: Case) -> tuple[Finding, ...]:
    """The rules of `share` (the field of the catalogue) that the plan does not keep; none without costs."""
    if not share or case.plan.costs_cents == 0:
        return ()
    return tuple(finding for rule in RULES if (finding := rule(share, case)) is not None)


def _highest_part(share: Mapping[str, Any], case: Case) -> Finding | None:
    percent = share.get("max_percent")
    if percent is None:
        return None
    limit = part_of(case.plan.costs_cents, percent)
    if case.mine.amount_cents <= limit:
        return None
    text = _("Deze bron betaalt hooguit %(percent)s %% van de kosten. Dat is %(limit)s. U vraagt %(asked)s.")
    return _finding("max_percent", text, percent, limit=limit, asked=case.mine.amount_cents)


def _never_all(share: Mapping[str, Any], case: Case) -> Finding | None:
    if not share.get("never_all") or case.mine.amount_cents < case.plan.costs_cents:
        return None
    return _finding("never_all", _("Deze bron betaalt nooit alles. Zoek er een tweede bron of eigen geld bij."))


def _own_money(share: Mapping[str, Any], case: Case) -> Finding | None:
    wanted = share.get("own_contribution")
    own = case.money(OWN_KINDS)
    if wanted == "required" and own == 0:
        return _finding("own_contribution", _("Deze bron wil dat u ook zelf geld inlegt. Zet uw eigen geld erbij."))
    if wanted == "required_may_be_in_kind" and own + case.plan.in_kind_cents == 0:
        text = _("Deze bron wil dat u zelf iets inlegt. Dat mag geld zijn, of uren en spullen.")
        return _finding("own_contribution", text)
    return None


def _own_part(share: Mapping[str, Any], case: Case) -> Finding | None:
    percent = share.get("own_percent")
    if percent is None:
        return None
    kind = case.plan.in_kind_cents if share.get("own_contribution") == "required_may_be_in_kind" else 0
    own, wanted = case.money(OWN_KINDS) + kind, part_of(case.plan.costs_cents, percent)
    if own >= wanted:
        return None
    text = _("Deze bron wil dat u zelf %(percent)s %% inlegt. Dat is %(wanted)s. Nu staat er %(own)s.")
    return _finding("own_percent", text, percent, wanted=wanted, own=own)


def _matched(share: Mapping[str, Any], case: Case) -> Finding | None:
    other = share.get("match_with")
    if not other or case.others_cents >= case.mine.amount_cents:
        return None
    text = _("Deze bron geeft evenveel als: %(other)s. Nu staat er %(others)s tegenover de %(asked)s die u vraagt.")
    amounts = {"others": case.others_cents, "asked": case.mine.amount_cents}
    return Finding("match_with", text, amounts, {"other": str(other)})


def _others_join(share: Mapping[str, Any], case: Case) -> Finding | None:
    joined = any(
        one.counts and one.id != case.mine.id and one.kind in (CoverKind.APPLICATION, CoverKind.OTHER)
        for one in case.plan.covers
    )
    if not share.get("others_must_join") or joined:
        return None
    return _finding("others_must_join", _("Deze bron wil dat er nog een andere gever meedoet."))


def _public_ceiling(share: Mapping[str, Any], case: Case) -> Finding | None:
    percent = share.get("stacking_max_percent")
    if percent is None:
        return None
    public = sum(one.amount_cents for one in case.plan.money_covers if one.counts and one.id in case.public_ids)
    limit = part_of(case.plan.costs_cents, percent)
    if public <= limit:
        return None
    text = _("Al het geld van de overheid samen mag hooguit %(percent)s %% zijn: %(limit)s. Nu is het %(public)s.")
    return _finding("stacking_max", text, percent, limit=limit, public=public)


def _finding(code: str, text: str, percent: float | None = None, **amounts: int) -> Finding:
    words = {} if percent is None else {"percent": f"{percent:g}".replace(".", ",")}
    return Finding(code, text, amounts, words)


RULES: tuple[Rule, ...] = (
    _highest_part,
    _never_all,
    _own_money,
    _own_part,
    _matched,
    _others_join,
    _public_ceiling,
)
