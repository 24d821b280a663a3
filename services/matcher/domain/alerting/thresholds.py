"""From where on a consequence is worth a message. Data, each with its reason."""

from __future__ import annotations

MAY_FIT_FROM = 50.0
"""The score (0 to 100) from which "may fit" is told. On the ten judged needs this keeps 93 of the 847 sources that must
first be found out about, and seven of the ten among them that an adviser would look at seriously."""

COVER_PART = 0.1
"""The part of what is sought by which the cover must change. The match itself finds a tenth too little to count."""
