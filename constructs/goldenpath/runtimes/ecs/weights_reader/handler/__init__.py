"""The code of the function that reads weights; it runs in Lambda, with nothing but boto3."""
