"""Imports point inward. The layers themselves are in pyproject.toml; here is what layers cannot say."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from importlinter.cli import lint_imports

from tests.support.source import PACKAGES, ROOT, Module, modules, within

SERVICES = ("services.matcher", "services.tracker")
# The guarded ways out of this machine; the launcher only asks its own children whether they are up.
MAY_USE_HTTP = ("shared.egress", *(f"{service}.gateways" for service in SERVICES), "services.embedded")
HTTP = ("requests", "urllib.request", "http.client", "urllib3")


def inner_core() -> list[Module]:
    found = [module for module in modules() if module.inside("shared.kernel", *(f"{name}.domain" for name in SERVICES))]
    assert found, "no module of domain or kernel was found"
    return found


def test_the_contracts_in_pyproject_hold(capsys: pytest.CaptureFixture[str]) -> None:
    code = lint_imports(config_filename=str(ROOT / "pyproject.toml"), no_cache=True)
    printed = capsys.readouterr().out
    assert code == 0, printed


def test_domain_and_kernel_use_the_standard_library_and_the_kernel_only() -> None:
    wrong = [
        f"{module.name} imports {name}"
        for module in inner_core()
        for name in sorted(module.imports)
        if not _allowed_in_core(module, name)
    ]
    assert not wrong, "\n".join(wrong)


def _allowed_in_core(module: Module, name: str) -> bool:
    if name.partition(".")[0] in sys.stdlib_module_names or within(name, "shared.kernel"):
        return True
    own = ".".join(module.name.split(".")[:3])
    return own.startswith("services.") and within(name, own)


def test_tables_are_seen_by_their_own_storage_only() -> None:
    wrong = [
        f"{module.name} imports {name}"
        for module in modules()
        for name in sorted(module.imports)
        if name.startswith(PACKAGES) and (tables := _tables_module(name)) and not _may_see(module, tables)
    ]
    assert not wrong, "\n".join(wrong)


def _tables_module(name: str) -> str | None:
    """Give the module with database tables that a dotted name means, if any."""
    head, found, _ = f"{name}.".partition(".tables.")
    is_storage = head.endswith(".storage") or head.startswith("shared.")
    return f"{head}.tables" if found and is_storage else None


def _may_see(module: Module, tables: str) -> bool:
    # One tables.py may put another module's tables (the outbox) into its own database.
    return module.inside(tables.rpartition(".")[0]) or module.name.endswith(".storage.tables")


def test_only_the_guarded_parts_speak_http_to_others() -> None:
    wrong = [
        f"{module.name} imports {name}"
        for module in modules()
        if not module.inside(*MAY_USE_HTTP)
        for name in sorted(module.imports)
        if any(within(name, package) for package in HTTP)
    ]
    assert not wrong, "\n".join(wrong)


def test_imports_are_absolute() -> None:
    relative = [
        str(path.relative_to(ROOT))
        for package in PACKAGES
        for path in (ROOT / package).rglob("*.py")
        if any(line.lstrip().startswith("from .") for line in path.read_text(encoding="utf-8").splitlines())
    ]
    assert not relative


def test_every_folder_with_code_is_a_package() -> None:
    # A folder without __init__.py is not seen by the contracts above.
    folders = {path.parent for package in PACKAGES for path in (ROOT / package).rglob("*.py")}
    missing = sorted(str(folder.relative_to(ROOT)) for folder in folders if not _is_package(folder))
    assert not missing, f"no __init__.py in {', '.join(missing)}"


def _is_package(folder: Path) -> bool:
    # alembic loads its files by path.
    return (folder / "__init__.py").exists() or "migrations" in folder.parts
