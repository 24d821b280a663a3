"""What a place's own words propose to fill in."""
