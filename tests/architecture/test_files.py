"""Files and functions stay small enough to read in one go. A gentle guard: split when a second verb moves in."""

from __future__ import annotations

import ast

from tests.support.source import ROOT, modules

LINES_OF_A_FILE = 300
LINES_OF_A_FUNCTION = 60


def test_no_module_is_too_long_to_read() -> None:
    sizes = {module.path: len(module.path.read_text(encoding="utf-8").splitlines()) for module in modules()}
    too_long = [f"{path.relative_to(ROOT)}: {size} lines" for path, size in sizes.items() if size > LINES_OF_A_FILE]
    assert sizes
    assert not too_long, "\n".join(too_long)


def test_no_function_is_too_long_to_read() -> None:
    too_long = []
    for module in modules():
        if "migrations" in module.path.parts:
            continue  # a list of tables is one long function
        for node in ast.walk(ast.parse(module.path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                size = (node.end_lineno or node.lineno) - node.lineno + 1
                if size > LINES_OF_A_FUNCTION:
                    too_long.append(f"{module.path.relative_to(ROOT)}:{node.lineno} {node.name}: {size} lines")
    assert not too_long, "\n".join(too_long)


def test_every_module_says_what_it_is_for() -> None:
    silent = [
        str(module.path.relative_to(ROOT))
        for module in modules()
        if (tree := ast.parse(module.path.read_text(encoding="utf-8"))).body and ast.get_docstring(tree) is None
    ]
    assert not silent, "no docstring in " + ", ".join(silent)
