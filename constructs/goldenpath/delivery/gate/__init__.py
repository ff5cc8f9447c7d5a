"""Whether an environment lets a version in."""
