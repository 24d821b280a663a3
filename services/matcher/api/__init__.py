"""JSON routes of the matcher, one module per resource."""

from __future__ import annotations
