"""A description is right, or says everything that is wrong with it."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenpath import HealthCheck, ImageSource, Scaling, ServiceSpec, Slo, SpecificationError
from goldenpath.service.task_size import MEMORY_MIB_BY_CPU

RIGHT: dict[str, Any] = {
    "name": "checkout",
    "owner": "team-orders",
    "runbook": "https://runbooks.example.com/checkout",
    "image": ImageSource.directory("docker/checkout"),
}
SIZES = [(cpu, memory) for cpu, memories in MEMORY_MIB_BY_CPU.items() for memory in memories]

WRONG: dict[str, Any] = {
    "name": "Check_out",
    "runbook": "http://runbooks.example.com",
    "image": {"kind": "digest", "repository": "checkout:latest", "digest": "latest"},
    "port": 80,
    "cpu": 300,
    "health": {"path": "healthz"},
    "environment": {"PORT": "1"},
    "replicas": 3,
}
EVERYTHING_WRONG = """\
ServiceSpec is not valid:
  name: should be 2 to 32 lower-case letters, digits and single hyphens, a letter first and no hyphen last, \
not 'Check_out'
  owner: is missing
  runbook: should be an https address, not 'http://runbooks.example.com'
  image.digest.repository: should be a repository with its registry's host and without a tag, \
not 'checkout:latest'
  image.digest.digest: should be sha256: and 64 hexadecimal digits, not 'latest'
  port: should be greater than or equal to 1024, not 80
  cpu: should be one of 256, 512, 1024, 2048, 4096, 8192, 16384, not 300
  health.path: should be a path that begins with / and has at most 1024 of a URL's characters, not 'healthz'
  environment: should leave PORT alone, which comes from the field port, not {'PORT': '1'}
  replicas: is not known"""


def paths(error: pytest.ExceptionInfo[SpecificationError]) -> set[str]:
    return {finding.path for finding in error.value.findings}


def test_a_description_has_sensible_defaults() -> None:
    spec = ServiceSpec(**RIGHT)

    assert (spec.port, spec.cpu, spec.memory_mib) == (8080, 256, 512)
    assert spec.scaling.minimum == 2
    assert spec.environment == {}


def test_everything_wrong_is_said_at_once_with_path_value_and_what_is_allowed() -> None:
    with pytest.raises(SpecificationError) as error:
        ServiceSpec(**WRONG)

    assert str(error.value) == EVERYTHING_WRONG


def test_a_description_does_not_change() -> None:
    spec: Any = ServiceSpec(**RIGHT)

    with pytest.raises(ValueError, match="frozen"):
        spec.port = 9090


def test_values_are_not_converted_silently() -> None:
    with pytest.raises(SpecificationError) as error:
        ServiceSpec(**(RIGHT | {"port": "8080", "environment": {"RETRIES": 3}}))

    assert paths(error) == {"port", "environment.RETRIES"}


@given(st.sampled_from(SIZES))
def test_every_published_size_is_accepted(size: tuple[int, int]) -> None:
    cpu, memory = size

    assert ServiceSpec(**RIGHT, cpu=cpu, memory_mib=memory).memory_mib == memory


@given(st.sampled_from(list(MEMORY_MIB_BY_CPU)), st.integers(-1, 200_000))
def test_no_other_size_is_accepted(cpu: int, memory: int) -> None:
    if memory in MEMORY_MIB_BY_CPU[cpu]:
        return
    with pytest.raises(SpecificationError) as error:
        ServiceSpec(**RIGHT, cpu=cpu, memory_mib=memory)

    assert paths(error) == {"memory_mib"}


@given(st.from_regex(r"[a-z]([a-z0-9]|-[a-z0-9]){1,15}", fullmatch=True))
def test_dns_labels_are_names(name: str) -> None:
    assert ServiceSpec(**(RIGHT | {"name": name})).name == name


@given(st.from_regex(r"([A-Z_.]|-|[0-9]).*|.*[-\n]|.{33,}|.?", fullmatch=True))
def test_other_text_is_no_name(name: str) -> None:
    with pytest.raises(SpecificationError) as error:
        ServiceSpec(**(RIGHT | {"name": name}))

    assert paths(error) == {"name"}


@given(
    st.dictionaries(
        st.sampled_from([*ServiceSpec.model_fields, "bogus"]),
        st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.lists(st.text(), max_size=2),
    )
)
def test_nothing_but_a_readable_error_comes_of_nonsense(values: dict[str, Any]) -> None:
    with pytest.raises(SpecificationError) as error:
        ServiceSpec(**values)

    assert paths(error) >= set(RIGHT) - set(values)


@pytest.mark.parametrize(
    "runbook",
    [
        "",
        "runbook",
        "http://example.com",
        "https://",
        "https:///x",
        "https://exa mple.com",
        "https://a.b/c d",
    ],
)
def test_a_runbook_is_an_https_address(runbook: str) -> None:
    with pytest.raises(SpecificationError, match="https address"):
        ServiceSpec(**(RIGHT | {"runbook": runbook}))


@given(st.integers(5, 300), st.integers(2, 120))
def test_a_health_check_waits_less_than_its_interval(interval: int, timeout: int) -> None:
    if timeout < interval:
        HealthCheck(interval_seconds=interval, timeout_seconds=timeout)
        return
    with pytest.raises(SpecificationError, match="longer than timeout_seconds"):
        HealthCheck(interval_seconds=interval, timeout_seconds=timeout)


@given(st.integers(1, 5000), st.integers(1, 5000))
def test_scaling_goes_upwards(minimum: int, maximum: int) -> None:
    if minimum <= maximum:
        Scaling(minimum=minimum, maximum=maximum)
        return
    with pytest.raises(SpecificationError, match=f"at least the minimum \\({minimum}\\), not {maximum}"):
        Scaling(minimum=minimum, maximum=maximum)


@pytest.mark.parametrize("availability", [100, 49.9, float("nan"), float("inf")])
def test_an_objective_leaves_an_error_budget(availability: float) -> None:
    with pytest.raises(SpecificationError, match="availability_percent"):
        Slo(availability_percent=availability)


@pytest.mark.parametrize(
    "repository",
    [
        "checkout",
        "library/checkout",
        "registry.example.com",
        "registry.example.com/Checkout",
        "r.example.com/a:1",
    ],
)
def test_an_image_has_a_registry_and_no_tag(repository: str) -> None:
    with pytest.raises(SpecificationError, match="without a tag"):
        ImageSource.digest(repository, "sha256:" + "0" * 64)


def test_an_image_is_named_by_its_digest() -> None:
    digest = "sha256:" + "a" * 64

    assert ImageSource.digest("localhost.test:5000/shop/checkout", digest).uri.endswith(f"/checkout@{digest}")
