"""What a description may ask for that not every runtime can do."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from goldenpath.runtimes.parity.runtime import Runtime
from goldenpath.service import ServiceSpec

# https://docs.aws.amazon.com/apprunner/latest/api/API_InstanceConfiguration.html
APP_RUNNER_MEMORY_MIB_BY_CPU: Mapping[int, tuple[int, ...]] = MappingProxyType(
    {
        256: (512, 1024),
        512: (1024,),
        1024: (2048, 3072, 4096),
        2048: (4096, 6144),
        4096: (8192, 10_240, 12_288),
    }
)
# https://docs.aws.amazon.com/apprunner/latest/api/API_HealthCheckConfiguration.html
_LONGEST_APP_RUNNER_PROBE_SECONDS = 20
# https://docs.aws.amazon.com/apprunner/latest/api/API_CreateAutoScalingConfiguration.html
_MOST_APP_RUNNER_READY = 25
_SUCCESS = range(200, 300)
_SECOND_MS = 1000


@dataclass(frozen=True, kw_only=True)
class Feature:
    """Something that a description may ask for.

    Parameters
    ----------
    path
        The field that asks.
    what
        What it asks for.
    is_asked
        Whether a description does.
    cannot
        The runtimes that cannot do it, each with the reason.
    """

    path: str
    what: str
    is_asked: Callable[[ServiceSpec], bool]
    cannot: Mapping[Runtime, str]


def _has_no_size_for(spec: ServiceSpec) -> bool:
    return spec.memory_mib not in APP_RUNNER_MEMORY_MIB_BY_CPU.get(spec.cpu, ())


def _probes_slowly(spec: ServiceSpec) -> bool:
    health = spec.health
    return max(health.interval_seconds, health.timeout_seconds) > _LONGEST_APP_RUNNER_PROBE_SECONDS


_BY_REQUESTS_AT_ONCE = "it scales by the requests that a copy has at once"
_ONE_LOAD = "it scales by one load, the processor's"
_PATH_ONLY = "it takes the path of a health check and chooses the rest"
_NO_CONTROL = "it ends copies in its own time"
_NO_TEST = "it tries a version by its health check only"

FEATURES: tuple[Feature, ...] = (
    Feature(
        path="architecture",
        what="arm64",
        is_asked=lambda spec: spec.architecture == "arm64",
        cannot={
            Runtime.APP_RUNNER: "it has x86-64 only",
            Runtime.EXPRESS: "CloudFormation has it on x86-64 only",
        },
    ),
    Feature(
        path="memory_mib",
        what="every size that Fargate has",
        is_asked=_has_no_size_for,
        cannot={
            Runtime.APP_RUNNER: "it has the pairs "
            + ", ".join(
                f"{cpu} with {' or '.join(map(str, sizes))}"
                for cpu, sizes in APP_RUNNER_MEMORY_MIB_BY_CPU.items()
            )
            + " of cpu and memory_mib only",
        },
    ),
    Feature(
        path="scaling.minimum",
        what=f"more than {_MOST_APP_RUNNER_READY} copies at least",
        is_asked=lambda spec: spec.scaling.minimum > _MOST_APP_RUNNER_READY,
        cannot={Runtime.APP_RUNNER: f"it keeps {_MOST_APP_RUNNER_READY} copies ready at most"},
    ),
    Feature(
        path="scaling.target_cpu_percent",
        what="a target for the processor's load",
        is_asked=lambda spec: "target_cpu_percent" in spec.scaling.model_fields_set,
        cannot={Runtime.APP_RUNNER: _BY_REQUESTS_AT_ONCE},
    ),
    Feature(
        path="scaling.target_memory_percent",
        what="a target for memory beside it",
        is_asked=lambda spec: spec.scaling.target_memory_percent is not None,
        cannot={Runtime.APP_RUNNER: _BY_REQUESTS_AT_ONCE, Runtime.EXPRESS: _ONE_LOAD},
    ),
    Feature(
        path="scaling.target_requests_per_minute",
        what="a target for requests beside it",
        is_asked=lambda spec: spec.scaling.target_requests_per_minute is not None,
        cannot={
            Runtime.EKS: "its autoscaler sees processors and memory only",
            Runtime.APP_RUNNER: _BY_REQUESTS_AT_ONCE,
            Runtime.EXPRESS: _ONE_LOAD,
        },
    ),
    Feature(
        path="scaling.schedule",
        what="bounds by the time of day",
        is_asked=lambda spec: bool(spec.scaling.schedule),
        cannot={
            Runtime.EKS: "its autoscaler knows no times",
            Runtime.APP_RUNNER: "its bounds are fixed",
            Runtime.EXPRESS: "its bounds are its own",
        },
    ),
    Feature(
        path="health",
        what=f"health checks further apart than {_LONGEST_APP_RUNNER_PROBE_SECONDS} s",
        is_asked=_probes_slowly,
        cannot={Runtime.APP_RUNNER: f"its checks are {_LONGEST_APP_RUNNER_PROBE_SECONDS} s apart at most"},
    ),
    Feature(
        path="health",
        what="times and thresholds of health checks",
        is_asked=lambda spec: bool(spec.health.model_fields_set - {"path", "startup_grace_seconds"}),
        cannot={Runtime.EXPRESS: _PATH_ONLY},
    ),
    Feature(
        path="health.startup_grace_seconds",
        what="time to come up",
        is_asked=lambda spec: "startup_grace_seconds" in spec.health.model_fields_set,
        cannot={Runtime.APP_RUNNER: "it has no setting for it", Runtime.EXPRESS: _PATH_ONLY},
    ),
    Feature(
        path="shutdown",
        what="time to end",
        is_asked=lambda spec: bool(spec.shutdown.model_fields_set),
        cannot={Runtime.APP_RUNNER: _NO_CONTROL, Runtime.EXPRESS: _NO_CONTROL},
    ),
    Feature(
        path="smoke_test",
        what="smoke tests before traffic",
        is_asked=lambda spec: bool(spec.smoke_test.model_fields_set),
        cannot={Runtime.APP_RUNNER: _NO_TEST, Runtime.EXPRESS: _NO_TEST},
    ),
    Feature(
        path="smoke_test.expected_status",
        what="smoke tests that expect another status than 2xx",
        is_asked=lambda spec: spec.smoke_test.expected_status not in _SUCCESS,
        cannot={
            Runtime.EKS: "its test takes a status of 200 to 299 for success, and no other",
            Runtime.APP_RUNNER: _NO_TEST,
            Runtime.EXPRESS: _NO_TEST,
        },
    ),
    Feature(
        path="smoke_test.pause_seconds",
        what="a pause between smoke tests",
        is_asked=lambda spec: "pause_seconds" in spec.smoke_test.model_fields_set,
        cannot={
            Runtime.EKS: "its pauses are 10 s at first, and twice as long each time",
            Runtime.APP_RUNNER: _NO_TEST,
            Runtime.EXPRESS: _NO_TEST,
        },
    ),
    Feature(
        path="smoke_test.latency_ms",
        what="smoke tests timed to less than a second",
        is_asked=lambda spec: bool(spec.smoke_test.latency_ms % _SECOND_MS),
        cannot={
            Runtime.EKS: "its test counts whole seconds",
            Runtime.APP_RUNNER: _NO_TEST,
            Runtime.EXPRESS: _NO_TEST,
        },
    ),
    Feature(
        path="environment",
        what="variables that begin with AWSAPPRUNNER",
        is_asked=lambda spec: any(
            name.upper().startswith("AWSAPPRUNNER") for name in (*spec.environment, *spec.secrets)
        ),
        cannot={Runtime.APP_RUNNER: "names that begin with AWSAPPRUNNER are its own"},
    ),
)
