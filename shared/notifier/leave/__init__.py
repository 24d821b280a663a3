"""People who are away, and who then hears what is for them."""
