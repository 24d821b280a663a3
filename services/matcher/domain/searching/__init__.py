"""Searching the catalogue apart from any need: what a search asks, and whether a source answers to it."""
