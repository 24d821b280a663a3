"""Agreeing on the weeks in which a place, or a whole coalition, wants no messages that can wait."""
