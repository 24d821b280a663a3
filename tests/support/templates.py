"""Templates that are compiled once for all the applications of a test process."""

from __future__ import annotations

import atexit
import shutil
import tempfile
from functools import cache

from jinja2 import FileSystemBytecodeCache


@cache
def compiled_templates() -> FileSystemBytecodeCache:
    """Compiling templates takes most of a page test; every application of this run shares the result."""
    folder = tempfile.mkdtemp(prefix="templates-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return FileSystemBytecodeCache(folder)
