"""Who is told what, when and by which channel. Services use it through `door` only."""
