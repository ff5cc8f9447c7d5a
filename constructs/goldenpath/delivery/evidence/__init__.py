"""What somebody should know before a version goes to production."""
