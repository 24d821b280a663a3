"""What may be in no file at all: programs, and what is known to be harmful.

There is no virus scanner on this machine. `screen` looks for what a list of ours names, and for the test file that
every scanner knows. An operator who has a scanner puts it in front of this function.
"""

from __future__ import annotations

from shared.uploads.refusals import Refused

# In two halves, so that a scanner does not take this file for the test file itself.
_EICAR = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$" + b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"

_HARMFUL = (_EICAR,)
_PROGRAMS = (b"MZ", b"\x7fELF", b"\xca\xfe\xba\xbe", b"\xcf\xfa\xed\xfe", b"#!")


def screen(data: bytes) -> None:
    """Looks at one file or one part of it. Raises Refused."""
    if data.startswith(_PROGRAMS):
        raise Refused("program")
    if any(mark in data for mark in _HARMFUL):
        raise Refused("harmful")
