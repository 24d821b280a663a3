"""May this legal form apply? Listed yes, no or under a condition; a form that is not listed is a question."""

from __future__ import annotations

from dataclasses import replace

from services.matcher.domain.context import LEGAL_PERSONS, Context, place_fact, source_fact
from services.matcher.domain.need import Need
from services.matcher.domain.source import Applicant, Source
from services.matcher.domain.verdicts import Answer, Ask, Code, Fact, Verdict

OPEN_TO_EVERYBODY = frozenset({"brokerage", "crowdfunding"})
"""Ways that ask nobody for statutes."""


def judge(need: Need, source: Source, context: Context) -> Verdict:
    """Yes, no or unknown for the form of the place; a fiscal host or a partner may be the way in."""
    if source.applicants is None:
        return _not_told(need, source)
    form = need.place.legal_form
    if form is None:
        return _form_unknown(source)
    facts = (place_fact("legal_form", Code("legal_form", form)), _listed(source))
    values = (("form", Code("legal_form", form)), ("forms", eligible_forms(source)))
    listed = next((item for item in source.applicants if item.form == form), None)
    if listed is not None and listed.eligible != "no":
        return _listed_form(listed, Verdict("legal_form", Answer.YES, "legal_form", "legal_form_listed", facts, values))
    excluded = listed is not None or source.applicants_complete
    refusal = Verdict("legal_form", Answer.NO, "legal_form", "legal_form_excluded", facts, values)
    if listed is not None and listed.condition:
        refusal = replace(refusal, note=listed.condition)
    return _other_way(need, source, refusal if excluded else _unlisted(refusal))


def _not_told(need: Need, source: Source) -> Verdict:
    """Nearly every giver takes foundations and associations; for a group without legal form it must be asked first."""
    takes_all = source.mechanism in OPEN_TO_EVERYBODY
    return Verdict(
        "legal_form",
        Answer.UNKNOWN,
        "legal_form",
        "legal_form_not_told",
        missing="source.applicants",
        ask=Ask.SOURCE,
        decides=not takes_all and need.place.legal_form not in LEGAL_PERSONS,
    )


def eligible_forms(source: Source) -> tuple[Code, ...]:
    """The forms that the page names as welcome, with or without a condition."""
    return tuple(Code("legal_form", item.form) for item in source.applicants or () if item.eligible != "no")


def _listed(source: Source) -> Fact:
    return source_fact(source, "applicants", eligible_forms(source))


def _form_unknown(source: Source) -> Verdict:
    return Verdict(
        "legal_form",
        Answer.UNKNOWN,
        "legal_form",
        "legal_form_place_unknown",
        (_listed(source),),
        (("forms", eligible_forms(source)),),
        missing="place.legal_form",
        ask=Ask.PLACE,
        decides=True,
    )


def _listed_form(listed: Applicant, yes: Verdict) -> Verdict:
    if listed.eligible == "yes":
        return yes
    return replace(
        yes,
        answer=Answer.UNKNOWN,
        finding="legal_form_condition" if listed.condition else "legal_form_condition_unsaid",
        missing="source.applicants",
        ask=Ask.PERSON,
        note=listed.condition,
    )


def _unlisted(refusal: Verdict) -> Verdict:
    return replace(
        refusal,
        answer=Answer.UNKNOWN,
        finding="legal_form_unlisted",
        missing="source.applicants",
        ask=Ask.SOURCE,
        decides=True,
        unlikely=True,
    )


def _other_way(need: Need, source: Source, otherwise: Verdict) -> Verdict:
    """Where one person may apply, one of the group can; where legal persons may, one that acts for the place."""
    place = need.place
    welcome = {item.form for item in source.applicants or () if item.eligible != "no"}
    partner = bool(place.partners) and "welfare_organisation" in welcome & (place.partners or frozenset())
    way = _near_way(place.legal_form, welcome, source)
    if way is not None:
        return replace(
            otherwise,
            answer=Answer.UNKNOWN,
            finding=way,
            missing="source.applicants",
            ask=Ask.SOURCE,
            decides=otherwise.answer is Answer.NO,
            unlikely=False,
        )
    if place.legal_form in LEGAL_PERSONS or not welcome & LEGAL_PERSONS:
        return otherwise
    if place.fiscal_host or partner:
        return replace(
            otherwise,
            answer=Answer.UNKNOWN,
            finding="legal_form_through_host" if place.fiscal_host else "legal_form_through_partner",
            facts=(*otherwise.facts, place_fact("fiscal_host", place.fiscal_host)),
            missing="source.applicants",
            ask=Ask.SOURCE,
            decides=True,
            unlikely=False,
        )
    if place.fiscal_host is None:
        return replace(
            otherwise,
            answer=Answer.UNKNOWN,
            finding="legal_form_host_unknown",
            missing="place.fiscal_host",
            ask=Ask.PLACE,
            decides=True,
            unlikely=True,
        )
    return otherwise


def _near_way(form: str | None, welcome: set[str], source: Source) -> str | None:
    """The finding when the form itself isn't named, but one that the place can take on at once is."""
    if form == "informal_group" and "natural_person" in welcome:
        return "legal_form_through_person"
    if form == "natural_person" and "informal_group" in welcome:
        return "legal_form_through_group"
    # Who sends groups to a legal person takes legal persons.
    if form in LEGAL_PERSONS and source.requirements_of("fiscal_host"):
        return "legal_form_implied"
    return None
