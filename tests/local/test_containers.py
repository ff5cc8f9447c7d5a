from typing import Any

import pytest

from local.containers import address_of

SHARED = {"HostConfig": {"NetworkMode": "host"}, "NetworkSettings": {}}
FORWARDED = {"8080/tcp": [{"HostIp": "127.0.0.1", "HostPort": "49153"}]}


@pytest.mark.parametrize(
    ("container", "address"),
    [
        ({**SHARED, "Config": {"Env": ["PORT=9090", "A=b=c"]}}, "127.0.0.1:9090"),
        ({**SHARED, "Config": {"Env": None}}, "127.0.0.1:8080"),
        (
            {"HostConfig": {"NetworkMode": "bridge"}, "NetworkSettings": {"Ports": FORWARDED}},
            "127.0.0.1:49153",
        ),
        ({"HostConfig": {"NetworkMode": "none"}, "NetworkSettings": {"Ports": {"8080/tcp": None}}}, None),
    ],
)
def test_a_containers_port_is_found_where_the_engine_put_it(container: dict[str, Any], address: str) -> None:
    assert address_of(container, 8080) == address
