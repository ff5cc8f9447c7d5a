from typing import Any

import pytest

from local.containers import address_of


@pytest.mark.parametrize(
    ("container", "address"),
    [
        ({"Ports": [{"PrivatePort": 8080, "PublicPort": 49153, "IP": "127.0.0.1"}]}, "127.0.0.1:49153"),
        ({"Ports": [], "HostConfig": {"NetworkMode": "host"}}, "127.0.0.1:8080"),
        ({"NetworkSettings": {"Networks": {"bridge": {"IPAddress": "172.17.0.2"}}}}, "172.17.0.2:8080"),
        ({"Ports": [{"PrivatePort": 9, "PublicPort": 9}], "HostConfig": {"NetworkMode": "none"}}, None),
    ],
)
def test_a_containers_port_is_found_where_the_engine_put_it(container: dict[str, Any], address: str) -> None:
    assert address_of(container, 8080) == address
