"""Deadlines besides the closing itself: set, moved and ended by people, and the grace that only the funder knows of."""
