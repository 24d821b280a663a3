"""The one way out: every outgoing HTTP call of the suite goes through here."""
