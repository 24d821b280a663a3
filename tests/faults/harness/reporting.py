"""A part of pytest, for `tests.faults.run`: every test is a line of the table, also the one that fails before its end.

Tests that count messages write their own line; of the others one line per test and database says how many cases passed.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest

from tests.faults.harness import results
from tests.faults.harness.cases import database_of, name_of

ONLY = "FAULTS_ONLY"
"""Faults to run, divided by commas; empty for all."""

_LONGEST = 300


@dataclass
class _Group:
    """The cases of one test on one database."""

    name: str
    database: str
    passed: int = 0
    seconds: float = 0.0
    wrong: list[str] = field(default_factory=list)
    skipped: list[str] = field(default_factory=list)


_groups: dict[tuple[str, str], _Group] = {}


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leaves only the faults that were asked for."""
    only = {one.strip().upper() for one in os.environ.get(ONLY, "").split(",") if one.strip()}
    kept = [item for item in items if not only or _fault(item).upper() in only]
    config.hook.pytest_deselected(items=[item for item in items if item not in kept])
    items[:] = kept


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> Iterator[None]:
    """Notes what came of each test."""
    report: pytest.TestReport = yield  # type: ignore[assignment]
    own = results.noted_by(item.nodeid)
    group = _group_of(item)
    if report.failed and "FAIL" not in own:
        said = str(call.excinfo.value) if call.excinfo else "failed"
        why = f"{report.when}: {' '.join(said.split())[:_LONGEST]}"
        results.note(_name(item), group.database, wrong=[why], seconds=call.duration, test=item.nodeid)
    elif report.skipped:
        group.skipped.append(str(call.excinfo.value) if call.excinfo else "")
    elif report.when == "call" and report.passed and not own:
        group.passed += 1
        group.seconds += call.duration
    if report.when == "teardown" and not _more_of(item):
        _write(group)
    return report  # type: ignore[return-value]


def _write(group: _Group) -> None:
    if group.passed:
        cases = f"{group.passed} cases" if group.passed > 1 else ""
        results.note(group.name, group.database, seconds=round(group.seconds, 1), note=cases)
    if group.skipped:
        results.note(group.name, group.database, skipped=group.skipped[0])


def _group_of(item: pytest.Item) -> _Group:
    key = (item.nodeid.partition("[")[0], _database(item))
    return _groups.setdefault(key, _Group(_name(item), key[1]))


def _more_of(item: pytest.Item) -> bool:
    """Whether the same test comes again on this database."""
    items, mine = item.session.items, (item.nodeid.partition("[")[0], _database(item))
    rest = items[items.index(item) + 1 :]
    return any((one.nodeid.partition("[")[0], _database(one)) == mine for one in rest)


def _name(item: pytest.Item) -> str:
    return name_of(item.nodeid, getattr(getattr(item, "function", None), "__doc__", None))


def _fault(item: pytest.Item) -> str:
    return _name(item).partition(" ")[0]


def _database(item: pytest.Item) -> str:
    given = getattr(getattr(item, "callspec", None), "params", {})
    parameters = frozenset(str(one) for one in given.values())
    return database_of(frozenset(getattr(item, "fixturenames", ())), parameters)
