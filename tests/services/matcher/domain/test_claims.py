"""Nothing in the catalogue format is read by nobody, and every claim holds on made records."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import pytest
from flask import Flask

from services.matcher.domain.claims import CLAIMS, KINDS, Claim, Where
from services.matcher.domain.criteria.every import REQUIREMENT_CRITERIA
from services.matcher.domain.duties import Stage, duties_of
from services.matcher.domain.matching import Matcher
from services.matcher.domain.need import Need
from services.matcher.domain.planning.options import demand_of, option_of
from services.matcher.domain.source import Source
from services.matcher.storage.data_files import CATALOGUE_SCHEMA
from services.matcher.web.source_words import source_rows
from tests.services.matcher.domain.build import REGIONS, TODAY, a_need, a_source
from tests.services.matcher.domain.claim_cases import CASES

SCHEMA = json.loads(CATALOGUE_SCHEMA.read_text(encoding="utf-8"))


def keys_of(schema: Mapping[str, Any], path: str = "") -> Iterator[str]:
    """Every key of the format, dotted; those of groups in a list under the key of the list."""
    for name, inner in schema.get("properties", {}).items():
        key = f"{path}.{name}" if path else name
        yield key
        yield from keys_of(inner, key)
        yield from keys_of(inner.get("items", {}), key)


def test_every_key_of_the_format_is_claimed() -> None:
    assert not {"$defs", "definitions", "patternProperties", "oneOf", "allOf"} & set(SCHEMA), (
        "keys_of must follow these"
    )
    assert set(CLAIMS) == set(keys_of(SCHEMA))


def test_every_kind_of_requirement_is_claimed_by_its_criterion() -> None:
    kinds = SCHEMA["properties"]["requirements"]["items"]["properties"]["kind"]["enum"]
    assert set(kinds) == set(KINDS) == set(REQUIREMENT_CRITERIA)
    for kind, claim in KINDS.items():
        need, source = a_need(), a_source(requirements=[{"kind": kind, "text": "De regel."}])
        assert seen(claim, need, source), kind
        assert not seen(claim, need, a_source()), kind


CLAIMED = [(key, claim) for key, claims in CLAIMS.items() for claim in claims]


@pytest.mark.parametrize(("key", "claim"), CLAIMED, ids=[f"{key}-{claim.where}-{claim.name}" for key, claim in CLAIMED])
def test_a_change_of_that_key_alone_is_seen_where_it_is_claimed(
    key: str, claim: Claim, request: pytest.FixtureRequest
) -> None:
    case = CASES.get(f"{key} {claim.name}") or CASES[key]
    changed = set(changed_keys(case.before, case.after))
    assert changed == {key} or (changed and all(one.startswith(f"{key}.") for one in changed))
    need, before, after = a_need(**case.need), a_source(**case.before), a_source(**case.after)
    if claim == Claim(Where.PAGE, "origin"):
        app = request.getfixturevalue("small_world").app
        assert origin(app, before) != origin(app, after)
    else:
        assert seen(claim, need, before) != seen(claim, need, after)


def seen(claim: Claim, need: Need, source: Source) -> Any:
    """What the claimed reader makes of the source; raises when there is no such reader."""
    match = Matcher([source], REGIONS).match_one(need, source, TODAY)
    readers: Mapping[Where, Callable[[], Any]] = {
        Where.CRITERION: lambda: [verdict for verdict in match.verdicts if verdict.criterion == claim.name],
        Where.SCORE: lambda: dict(match.parts)[claim.name],
        Where.ORDER: lambda: in_order(need, source),
        Where.DUTY: lambda: [duty for duty in duties_of(need, source) if duty.stage is Stage(claim.name)],
        Where.PLAN: lambda: in_plan(need, source, claim.name),
        Where.PAGE: lambda: source_rows(source, REGIONS)[claim.name],
    }
    return readers[claim.where]()


def in_order(need: Need, source: Source) -> list[tuple[str, tuple[str, ...]]]:
    """The order beside two other sources, one of them a general scheme, and which of them it hides."""
    others = [a_source(id="algemeen"), a_source(id="m", areas=["GM0599"])]
    return [(found.source_id, found.hides) for found in Matcher([source, *others], REGIONS).match(need, TODAY)]


def in_plan(need: Need, source: Source, name: str) -> Any:
    match = Matcher([source], REGIONS).match_one(need, source, TODAY)
    option = option_of(need, source, match, demand_of(need, need.sought_cents or 0), TODAY, 100_000)
    assert option is not None
    return getattr(option, name)


def origin(app: Flask, source: Source) -> str:
    """The part of a page that tells where the facts were read."""
    with app.test_request_context():
        values: dict[str, Any] = {}
        app.update_template_context(values)
        parts: Any = app.jinja_env.get_template("parts/sources.html").make_module(values)
        return str(parts.provenance(source))


def test_no_case_is_left_over() -> None:
    named = {key: {claim.name for claim in claims} for key, claims in CLAIMS.items()}
    for key, _, name in (case.partition(" ") for case in CASES):
        assert key in CLAIMS and (not name or name in named[key]), key


def changed_keys(before: Any, after: Any, path: str = "") -> Iterator[str]:
    """The keys on which two records differ: the deepest that both have, else the one that is there or not."""
    if isinstance(before, Mapping) and isinstance(after, Mapping):
        for name in {*before, *after}:
            yield from changed_keys(before.get(name), after.get(name), f"{path}.{name}" if path else name)
    elif _is_groups(before) and _is_groups(after) and len(before) == len(after):
        for one, other in zip(before, after, strict=True):
            yield from changed_keys(one, other, path)
    elif before != after:
        yield path


def _is_groups(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(item, Mapping) for item in value)
