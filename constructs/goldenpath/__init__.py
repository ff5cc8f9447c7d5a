"""CDK constructs that bring a microservice from a merge to healthy production."""
