"""What we hold of one person, in every database: to give it to them, and to erase it."""
