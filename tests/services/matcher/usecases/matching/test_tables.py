"""What a terminal shows: never a screen full of unknowns, and who only helps to search stands apart."""

from __future__ import annotations

from io import StringIO

import pytest
from rich.console import Console

from services.matcher.domain.matching import match
from services.matcher.usecases.matching.explain import explain_match
from services.matcher.usecases.matching.match_files import FileMatches
from services.matcher.usecases.matching.tables import print_tables
from tests.services.matcher.domain.build import REGIONS, TODAY, a_need, a_source

GROUP = {"legal_form": "informal_group", "fiscal_host": False}


@pytest.fixture
def result() -> FileMatches:
    """One that fits, five to find out about, one helper, one that is shut."""
    need = a_need(GROUP, amount_sought=500)
    welcome = {"applicants": [{"form": "informal_group", "eligible": "yes"}]}
    sources = [
        a_source(id="past", name="Past", **welcome),
        *(a_source(id=f"vraag-{number}", name=f"Vraag {number}") for number in range(5)),
        a_source(id="helpt", name="Helpt", mechanism="brokerage", support=["advice"]),
        a_source(id="dicht", name="Dicht", status="closed"),
    ]
    by_id = {source.id: source for source in sources}
    rows = [
        explain_match(found, need, by_id[found.source_id], REGIONS, "nl", TODAY)
        for found in match(need, sources, REGIONS, TODAY)
    ]
    return FileMatches({need.id: rows}, [need], (), len(sources))


def printed(result: FileMatches, top: int | None) -> str:
    paper = StringIO()
    print_tables(result, Console(file=paper, width=200, highlight=False), top=top)
    return paper.getvalue().replace("\u00a0", " ")


def test_at_most_three_to_find_out_each_with_what_to_say(result: FileMatches) -> None:
    text = printed(result, 10)
    assert [f"Vraag {number} (" in text for number in range(5)] == [True, True, True, False, False]
    assert "Er zijn meer bronnen om uit te zoeken. Met --all ziet u alles." in text
    assert text.count("Zeg aan de telefoon: “Goedendag, ik bel namens Huis.") == 3


def test_a_giver_that_stands_in_the_name_is_not_said_twice(result: FileMatches) -> None:
    for rows in result.rows.values():
        rows[0] |= {"name": "Steunactie", "provider": "Steunactie"}
    assert "Steunactie (" not in printed(result, None)


def test_all_shows_everything_with_the_fact_that_decides(result: FileMatches) -> None:
    text = printed(result, None)
    assert all(f"Vraag {number} (" in text for number in range(5))
    assert "Deze bron is gesloten. Dat verandert pas als de bron weer opengaat." in text
    assert "--all" not in text


def test_who_helps_to_search_stands_apart_and_takes_no_place(result: FileMatches) -> None:
    text = printed(result, 1)
    assert " 1. Past (" in text and " 2. " not in text
    assert text.index("Wie kan helpen zoeken") < text.index(" - Helpt (")


def test_the_line_on_worth(result: FileMatches) -> None:
    assert "Dit kost ongeveer 3 uur. Wat het opbrengt, zegt de bron niet." in printed(result, 1)
