"""What a microservice is and promises: plain data that knows no AWS."""

from goldenpath.service.deploy_strategy import DeployStrategy
from goldenpath.service.health_check import HealthCheck
from goldenpath.service.image_source import DigestImage, DirectoryImage, ImageSource
from goldenpath.service.scaling import Scaling
from goldenpath.service.service_spec import ServiceSpec
from goldenpath.service.slo import Slo
from goldenpath.service.specification import Specification, SpecificationError, matching

__all__ = [
    "DeployStrategy",
    "DigestImage",
    "DirectoryImage",
    "HealthCheck",
    "ImageSource",
    "Scaling",
    "ServiceSpec",
    "Slo",
    "Specification",
    "SpecificationError",
    "matching",
]
