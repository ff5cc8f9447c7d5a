"""What a microservice is and promises: plain data that knows no AWS."""

from goldenpath.service.deploy_strategy import BlueGreen, Canary, DeployStrategy, Linear, Rolling, Shift
from goldenpath.service.health_check import HealthCheck
from goldenpath.service.image_source import DigestImage, DirectoryImage, ImageSource
from goldenpath.service.scaling import Scaling
from goldenpath.service.scheduled_scaling import ScheduledScaling
from goldenpath.service.secret_source import SecretsManagerSecret, SecretSource, SecureParameter
from goldenpath.service.service_spec import ServiceSpec
from goldenpath.service.shutdown import Shutdown
from goldenpath.service.slo import Slo
from goldenpath.service.smoke_test import SmokeTest
from goldenpath.service.specification import Specification, SpecificationError, matching

__all__ = [
    "BlueGreen",
    "Canary",
    "DeployStrategy",
    "DigestImage",
    "DirectoryImage",
    "HealthCheck",
    "ImageSource",
    "Linear",
    "Rolling",
    "Scaling",
    "ScheduledScaling",
    "SecretSource",
    "SecretsManagerSecret",
    "SecureParameter",
    "ServiceSpec",
    "Shift",
    "Shutdown",
    "Slo",
    "SmokeTest",
    "Specification",
    "SpecificationError",
    "matching",
]
