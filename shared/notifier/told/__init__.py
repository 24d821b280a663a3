"""What a person was told, what not, and why."""
