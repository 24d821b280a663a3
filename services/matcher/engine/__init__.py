"""The compiled engine: an index that only keeps too much, and rows that remember; domain/pair.py alone decides."""
