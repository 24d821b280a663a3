"""What people wish to hear, by which channel, and when."""
