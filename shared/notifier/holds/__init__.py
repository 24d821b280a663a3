"""Holding messages back: by a person after an incident, by itself after a restore; and letting them go again."""
