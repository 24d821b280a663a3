"""Watching the sources: what changed is held against open needs and saved searches, and told once."""
