"""What it costs to see how one service does."""
