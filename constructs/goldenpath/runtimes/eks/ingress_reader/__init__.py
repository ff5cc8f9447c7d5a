"""What knows the names that EKS gives load balancers and target groups."""

from goldenpath.runtimes.eks.ingress_reader.ingress_reader_function import IngressReaderFunction

__all__ = ["IngressReaderFunction"]
