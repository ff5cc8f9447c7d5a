"""Services on EKS in Auto Mode."""

from goldenpath.runtimes.eks.options import EksOptions
from goldenpath.runtimes.eks.platform import EksPlatform
from goldenpath.runtimes.eks.service import EksService

__all__ = ["EksOptions", "EksPlatform", "EksService"]
