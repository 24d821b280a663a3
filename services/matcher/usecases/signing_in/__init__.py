"""Signing in and out. The rules are in shared.access; here they get a transaction, a mail and an audit row."""
