"""The plan from files, and the command that prints it."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner

from services.cli import cli
from services.matcher.usecases.planning.plan_files import plan_files
from shared.kernel.errors import InvalidInput
from tests.services.matcher.domain.build import TODAY


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    folder = tmp_path_factory.mktemp("mix")
    need, source = folder / "need.yaml", folder / "sources.yaml"
    need.write_text(
        "id: borrel\nplace: {name: Straat, area: BU05990321}\ntitle: Borrel\ndescription: Een borrel.\n"
        "support: [money]\nthemes: [meeting]\namount_sought: 150\n"
    )
    source.write_text(
        "- {id: buurtgeld, name: Buurtgeld, provider: Gemeente, provider_kind: government, mechanism: application,\n"
        "   status: open, support: [money], summary: Geld voor buren., areas: [NL01], themes: [meeting],\n"
        "   amounts: [{max: 100}], provenance: {verified: true, seen_on: '2026-06-01'}}\n"
    )
    return need, source


def test_the_command_prints_json_and_a_table(files):
    need, source = map(str, files)
    arguments = ["mix", need, "--catalogue", source, "--today", "2026-11-22"]
    found = CliRunner().invoke(cli, [*arguments, "--json"], catch_exceptions=False)
    plan = json.loads(found.stdout)[0]
    assert (plan["covered_cents"], plan["short_cents"]) == (100_00, 50_00)
    assert plan["parts"][0]["id"] == "buurtgeld"
    table = CliRunner().invoke(cli, arguments, catch_exceptions=False)
    assert "Buurtgeld" in table.stdout
    without = CliRunner().invoke(cli, [*arguments, "--json", "--without", "buurtgeld"], catch_exceptions=False)
    assert json.loads(without.stdout)[0]["parts"] == []


def test_an_unknown_pin_is_refused_with_its_need(files):
    with pytest.raises(InvalidInput) as problem:
        plan_files([files[0]], files[1], TODAY, pins=["weg"])
    assert problem.value.errors[0].field == "borrel: choice.weg"
