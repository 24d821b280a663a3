"""Searching the catalogue, and searches that people keep."""
