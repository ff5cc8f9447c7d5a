"""The code of the function that looks ingresses up; it runs in Lambda, with nothing but boto3."""
