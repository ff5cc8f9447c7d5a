"""What shoppers do, over HTTP alone."""
