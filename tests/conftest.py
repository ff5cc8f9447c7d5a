"""What every test runs under."""

from hypothesis import HealthCheck, settings

# The same examples in each run, and no clock: a busy machine is no failure.
settings.register_profile(
    "golden-path",
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("golden-path")
