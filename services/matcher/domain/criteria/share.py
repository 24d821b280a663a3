"""Which part of the budget the source pays, and what must come from the place itself or from others."""

from __future__ import annotations

from services.matcher.domain.context import Context, need_fact, source_fact
from services.matcher.domain.need import Need
from services.matcher.domain.source import Share, Source
from services.matcher.domain.verdicts import Answer, Ask, Strength, Verdict


def judge_part(need: Need, source: Source, context: Context) -> Verdict | None:
    """Yes, with the part that can be covered; unknown without a total budget; soft where it never pays all."""
    share = source.share
    if share is None or "money" not in need.support or not (share.max_percent or share.never_all):
        return None
    if not share.max_percent:
        fact = source_fact(source, "share.never_all", True)
        return Verdict("share", Answer.YES, "amount", "share_never_all", (fact,), strength=Strength.SOFT)
    fact = source_fact(source, "share.max_percent", share.max_percent)
    percent = ("percent", round(share.max_percent))
    if need.total_cents is None:
        return Verdict(
            "share",
            Answer.UNKNOWN,
            "amount",
            "share_total_unknown",
            (fact,),
            (percent,),
            missing="need.total_budget",
            ask=Ask.PLACE,
        )
    most = int(need.total_cents * share.max_percent / 100)
    whole = need.sought_cents is not None and most >= need.sought_cents
    facts = (fact, need_fact("total_budget", need.total_cents))
    finding = "share_covers" if whole else "share_part"
    return Verdict("share", Answer.YES, "amount", finding, facts, (percent, ("max_cents", most)))


def judge_own_money(need: Need, source: Source, context: Context) -> Verdict | None:
    """Is there a share of one's own where that is asked? In kind counts where the page says so."""
    share = source.share
    if share is None or share.own_contribution not in ("required", "required_may_be_in_kind"):
        return None
    own = _own_cents(need, share)
    facts = (
        source_fact(source, "share.own_contribution", share.own_contribution),
        need_fact("own_contribution", own),
    )
    wanted = _wanted_cents(need, share)
    if own is not None and own > 0 and own >= wanted:
        return Verdict("own_money", Answer.YES, "amount", "own_money_there", facts, (("own_cents", own),))
    finding = f"own_money_{share.own_contribution}"
    return Verdict(
        "own_money",
        Answer.UNKNOWN,
        "amount",
        finding if own is None or not wanted else "own_money_more",
        facts,
        (("own_cents", own), ("wanted_cents", wanted)),
        missing="need.own_contribution",
        ask=Ask.PLACE,
    )


def judge_others(need: Need, source: Source, context: Context) -> Verdict | None:
    """Must others join, or must this source come last? Something to arrange, never a no by itself."""
    share = source.share
    if share is None or not (share.others_must_join or share.match_with or share.last_resort):
        return None
    finding = "others_last_resort" if share.last_resort else "others_must_join"
    if share.match_with:
        finding = "others_match"
    return Verdict(
        "others_join",
        Answer.UNKNOWN,
        "other_money",
        finding,
        (source_fact(source, "share", share.match_with or finding),),
        (("with", share.match_with),),
        missing="need.funding_plan",
        ask=Ask.PLACE,
    )


def _own_cents(need: Need, share: Share) -> int | None:
    if share.own_contribution == "required" or need.own_in_kind_cents is None:
        return need.own_cents
    return (need.own_cents or 0) + need.own_in_kind_cents


def _wanted_cents(need: Need, share: Share) -> int:
    """What must come from the place; 0 when the page names no figure."""
    if share.own_percent is None or need.total_cents is None:
        return 0
    return int(need.total_cents * share.own_percent / 100)
