"""Telling people through the sender's own transaction: intents as rows, offered to the queue after the commit."""
