"""The code of the function that tells App Runner of names; it runs in Lambda, with nothing but boto3."""
