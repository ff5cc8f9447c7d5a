"""The code of the function that tries a new version; it runs in Lambda, with nothing but boto3."""
