"""What a new version of a source means for a need, and for a saved search."""
