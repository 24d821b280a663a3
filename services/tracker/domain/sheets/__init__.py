"""Sheets of fundraisers: what a row is, which columns there are, what a cell says, and what comes of it."""
