"""Tests of the suite; a package, because a library brings a `tests` of its own that would be found first."""
