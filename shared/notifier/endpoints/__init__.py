"""Systems of others that are told by webhook: where, of what, signed with which secret, and how they answered."""
