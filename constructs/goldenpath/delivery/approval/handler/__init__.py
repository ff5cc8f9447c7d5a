"""The code of the function that approves what changes nothing."""
