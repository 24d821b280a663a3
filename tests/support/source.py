"""Reads the project's own files for the tests of its architecture."""

from __future__ import annotations

import ast
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("services", "shared")


@dataclass(frozen=True)
class Module:
    """One Python module of the product and everything it imports, inside functions too."""

    name: str
    path: Path
    imports: frozenset[str]

    def inside(self, *packages: str) -> bool:
        """Say whether the module is one of these packages or lies in one."""
        return any(within(self.name, package) for package in packages)


def within(module: str, package: str) -> bool:
    """Say whether a dotted name is a package or lies in it."""
    return module == package or module.startswith(package + ".")


@cache
def modules() -> tuple[Module, ...]:
    """Give every module of the product."""
    paths = [path for package in PACKAGES for path in sorted((ROOT / package).rglob("*.py"))]
    return tuple(_read(path) for path in paths)


def _read(path: Path) -> Module:
    parts = path.relative_to(ROOT).with_suffix("").parts
    name = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
    return Module(name, path, frozenset(_imports(ast.parse(path.read_text(encoding="utf-8")))))


def _imports(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            # `from a import b` may mean the module a.b.
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


@cache
def tracked_files() -> tuple[Path, ...]:
    """Give the files that belong to the project: those git knows, else (no git here) all that are not made by make."""
    try:
        listed = subprocess.run(
            ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True, text=True
        ).stdout.split("\0")
        return tuple(path for name in listed if name and (path := ROOT / name).is_file())
    except (OSError, subprocess.CalledProcessError):
        made = {".venv", ".git", "var", "__pycache__", "secrets"}
        return tuple(path for path in ROOT.rglob("*") if path.is_file() and not made & set(path.parts))


def text_of(path: Path) -> str | None:
    """Give a file's text, or None when it is no text."""
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return None
