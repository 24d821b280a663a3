"""The same answers for many pairs at once, in arrays: for catalogues that single rows are too slow for.

The criteria stay the only rules. Here stands which pairs must get the same answer (`alike.py`, `keys.py`); one pair of
each kind is put to the criterion, and its effect counts for all of them.
"""
