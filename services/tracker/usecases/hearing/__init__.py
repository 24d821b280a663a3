"""Hearing what changed at sources: every application under way gets its new date, and its team one message."""
