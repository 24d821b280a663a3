"""Every kind of message as it would look, with made-up values."""
