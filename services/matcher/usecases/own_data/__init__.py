"""A person asks what we hold of them, takes it along, or has it erased."""
