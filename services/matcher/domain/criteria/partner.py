"""Partners: who must take part, or must ask for you."""

from __future__ import annotations

from services.matcher.domain.context import Context, place_fact
from services.matcher.domain.criteria.requirement import asked, said
from services.matcher.domain.need import Need
from services.matcher.domain.source import Requirement, Source
from services.matcher.domain.verdicts import Answer, Ask, Code, Verdict

# Forms that are themselves what the page calls a partner.
IS_PARTNER = {
    "welfare_organisation": frozenset({"welfare_organisation"}),
    "church": frozenset({"church"}),
    "school": frozenset({"school"}),
    "resident_initiative": frozenset({"informal_group", "natural_person"}),
    "municipality": frozenset({"public_body"}),
}
ORGANISATIONS = frozenset(
    {"welfare_organisation", "church", "school", "cultural_partner", "housing_association", "sports_club"}
)


def judge(requirement: Requirement, need: Need, source: Source, context: Context) -> Verdict:
    """Yes when the partner is there. When it isn't it can still be found: unknown, a task for the place.

    Also for `referral_by`: there the partner must ask in the place's stead.
    """
    wanted = requirement.partner
    if wanted is None:
        return asked(requirement, source, "partner", "partner_check", "place.partners", Ask.PERSON)
    values = (("partner", Code("partner", wanted)),)
    if need.place.legal_form in IS_PARTNER.get(wanted, ()):
        form = place_fact("legal_form", Code("legal_form", need.place.legal_form or ""))
        return said(requirement, source, Answer.YES, "partner", "partner_is_place", form, values=values)
    partners = need.place.partners
    if partners is None:
        return asked(requirement, source, "partner", "partner_unknown", "place.partners", Ask.PLACE, values=values)
    there = wanted in partners or (wanted == "other_organisation" and bool(partners & ORGANISATIONS))
    if there:
        fact = place_fact("partners", tuple(Code("partner", code) for code in sorted(partners)))
        return said(requirement, source, Answer.YES, "partner", "partner_there", fact, values=values)
    return asked(
        requirement, source, "partner", "partner_find", "place.partners", Ask.PLACE, values=values, unlikely=True
    )
