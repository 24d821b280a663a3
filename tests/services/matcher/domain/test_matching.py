"""Groups, order and score of whole matches."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from services.matcher.domain.matching import Group, Match, Matcher, match
from services.matcher.domain.scoring.weights import WEIGHTS
from services.matcher.domain.source import Source
from services.matcher.domain.verdicts import Answer, combine
from tests.services.matcher.domain.build import FRESH, REGIONS, STALE, TODAY, a_need, a_source

WELCOME = {
    "applicants": [{"form": "foundation", "eligible": "yes"}],
    "themes": ["meeting"],
    "target_groups": ["everyone"],
}
NEED: dict[str, Any] = {
    "themes": ["meeting"],
    "target_groups": ["everyone"],
    "amount_sought": 1000,
    "already_started": False,
}


def matched(*sources: Source, **need: Any) -> dict[str, Match]:
    return {found.source_id: found for found in match(a_need(**{**NEED, **need}), sources, REGIONS, TODAY)}


def test_what_is_open_only_in_status_and_age_fits_as_far_as_known() -> None:
    found = matched(a_source(**WELCOME, status="unknown", amounts=[{"max": 5000}], provenance=STALE))["bron"]
    assert (found.eligibility, found.group) == (Answer.UNKNOWN, Group.FITS)


def test_all_yes_is_yes() -> None:
    found = matched(a_source(**WELCOME, amounts=[{"max": 5000}], deadlines={"kind": "rolling"}))["bron"]
    assert (found.eligibility, found.group) == (Answer.YES, Group.FITS)


def test_a_missing_fact_that_decides_comes_first_to_find_out() -> None:
    found = matched(a_source(**WELCOME), place={"legal_form": None})["bron"]
    assert found.group is Group.FIND_OUT
    assert found.to_check[0].missing == "place.legal_form"


def test_a_hard_no_is_not_for_you_whatever_else_is_unknown() -> None:
    found = matched(a_source(**WELCOME, areas=["GM0344"], status="unknown"))["bron"]
    assert (found.eligibility, found.group) == (Answer.NO, Group.NOT_FOR_YOU)


def test_soft_rules_cost_score_and_never_make_a_no() -> None:
    excluded = {"exclusions": [{"what": "rent", "strength": "soft"}]}
    found = matched(
        a_source(**WELCOME, id="streng", **excluded),
        a_source(**WELCOME, id="ruim"),
        costs=[{"kind": "rent", "amount": 1000}],
    )
    assert found["streng"].eligibility is not Answer.NO
    assert found["streng"].score < found["ruim"].score


def test_an_old_no_comes_after_everything_else_that_is_unknown() -> None:
    order = list(
        matched(
            a_source(**WELCOME, id="oud-nee", areas=["GM0599"], amounts=[{"min": 5000}], provenance=STALE),
            a_source(id="vragen", mechanism="invitation", themes=["culture"]),
            a_source(**WELCOME, id="past"),
            a_source(**WELCOME, id="nee", status="closed"),
        )
    )
    assert order == ["past", "vragen", "oud-nee", "nee"]


def test_local_comes_before_general() -> None:
    order = list(matched(a_source(**WELCOME, id="land"), a_source(**WELCOME, id="stad", areas=["GM0599"])))
    assert order == ["stad", "land"]


def test_a_local_variant_hides_its_general_scheme_only_where_it_may_fit() -> None:
    general = a_source(**WELCOME, id="landelijk")
    here = a_source(**WELCOME, id="hier", parent="landelijk", areas=["GM0599"])
    elsewhere = a_source(**WELCOME, id="elders", parent="landelijk", areas=["GM0344"])
    found = matched(general, here, elsewhere)
    assert set(found) == {"hier", "elders"}
    assert found["hier"].hides == ("landelijk",)
    assert "landelijk" in matched(general, elsewhere)


def test_a_hidden_scheme_can_still_be_matched_by_itself() -> None:
    general = a_source(**WELCOME, id="landelijk")
    here = a_source(**WELCOME, id="hier", parent="landelijk", areas=["GM0599"])
    found = Matcher([general, here], REGIONS).match_one(a_need(**NEED), general, TODAY)
    assert found.source_id == "landelijk"


def test_who_only_advises_is_told_apart() -> None:
    found = matched(a_source(**WELCOME, id="wijzer", mechanism="brokerage", support=["advice"]))["wijzer"]
    assert found.is_signpost
    assert found.eligibility is not Answer.NO


def test_other_subjects_for_other_people_is_a_question() -> None:
    far = a_source(applicants=WELCOME["applicants"], themes=["heritage"], target_groups=["women"])
    found = matched(far, target_groups=["elderly"], themes=["digital"])["bron"]
    assert found.group is Group.FIND_OUT
    assert "purpose_far" in {verdict.finding for verdict in found.verdicts}


def test_the_score_is_the_sum_of_its_parts_out_of_a_hundred() -> None:
    assert sum(weight.points for name, weight in WEIGHTS.items() if name != "chance") == 100
    found = matched(a_source(**WELCOME, areas=["GM0599"], amounts=[{"max": 5000}], provenance=FRESH))["bron"]
    assert found.score == round(sum(points for _, points in found.parts), 1)
    assert {name for name, _ in found.parts} == set(WEIGHTS) - {"chance"}
    assert 0 < found.score <= 100


def test_words_of_the_plan_lift_the_source_that_uses_them() -> None:
    cooking = a_source(**WELCOME, id="koken", summary="Geld voor een buurtkeuken waar buren koken en samen eten.")
    singing = a_source(**WELCOME, id="zingen", summary="Geld voor een koor dat liederen instudeert.")
    order = list(matched(singing, cooking, title="Samen eten", description="Wij koken elke week in onze keuken."))
    assert order == ["koken", "zingen"]


def test_ties_are_broken_by_id() -> None:
    assert list(matched(a_source(**WELCOME, id="b"), a_source(**WELCOME, id="a"))) == ["a", "b"]


ANSWERS = st.lists(st.sampled_from(list(Answer)))


@given(ANSWERS)
def test_strong_kleene(answers: list[Answer]) -> None:
    together = combine(answers)
    if Answer.NO in answers:
        assert together is Answer.NO
    elif Answer.UNKNOWN in answers:
        assert together is Answer.UNKNOWN
    else:
        assert together is Answer.YES
    assert combine(reversed(answers)) is together
