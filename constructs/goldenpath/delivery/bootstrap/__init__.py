"""What an account needs before anything can be deployed to it."""
