"""What every stack of every environment becomes: a change here is a change on AWS, to be read in review."""

import json
import re
from typing import Any

import pytest
from syrupy.assertion import SnapshotAssertion
from syrupy.extensions.json import JSONSnapshotExtension

ENVIRONMENTS = ("local", "dev", "staging", "prod")
LAYERS = (
    "Foundation",
    "OnCall",
    "Network",
    "EcsPlatform",
    "Catalog",
    "Checkout",
    "Storefront",
    "Observability",
)
STACKS = [f"{environment}/{layer}" for environment in ENVIRONMENTS for layer in LAYERS] + [
    "dev/Previews",
    "tooling/Delivery",
    "tooling/Foundation",
    "tooling/OnCall",
    "tooling/Registry",
]

pytestmark = pytest.mark.xdist_group("stacks")


def without_asset_hashes(template: dict[str, Any]) -> Any:
    """Replace the hashes that change with an asset's content, which is no change of the stack."""
    text = re.sub(r"\b[0-9a-f]{64}\b", "<asset hash>", json.dumps(template))
    return json.loads(
        re.sub(r"(?<=service\.version=)[0-9a-f]{12}|(?<=Deployed: \*\*)[0-9a-f]{12}", "<version>", text)
    )


def test_no_stack_is_left_out(templates: dict[str, dict[str, Any]]) -> None:
    assert sorted(templates) == sorted(STACKS)


@pytest.mark.parametrize("stack", STACKS, ids=lambda stack: stack.replace("/", "-"))
def test_template(stack: str, templates: dict[str, dict[str, Any]], snapshot: SnapshotAssertion) -> None:
    as_file = snapshot.with_defaults(extension_class=JSONSnapshotExtension)
    assert without_asset_hashes(templates[stack]) == as_file
