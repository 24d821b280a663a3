"""Addresses that mail no longer goes to: why, since when, and how that ends."""
