"""What people read: texts in their language, and dates, numbers and money in words."""
