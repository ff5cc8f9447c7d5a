"""What to do when an alarm fires, with the names of what is deployed."""
