"""The commands that prepare accounts."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib.resources import files

BOUNDARY = "golden-path-boundary"
BOUNDARY_FILE = "golden-path-boundary.json"
_ADMINISTRATOR = "arn:aws:iam::aws:policy/AdministratorAccess"


@dataclass(frozen=True, kw_only=True)
class Place:
    """An account and a region.

    Parameters
    ----------
    account, region
        Where.
    """

    account: str
    region: str


def boundary_document() -> str:
    """Give the permissions boundary: no role that a deployment makes can do what it forbids."""
    return files(__package__).joinpath("boundary.json").read_text(encoding="utf-8")


def bootstrap_commands(places: Mapping[str, Place], pipeline: Place) -> Iterator[str]:
    """Give the lines of a shell script that prepares every account, each to be run with its credentials.

    CloudFormation's role gets ``AdministratorAccess`` within the boundary: a list of services would have to
    follow every construct that a team may use, while what must never happen stays the same.

    Parameters
    ----------
    places
        The environments by name, without the pipeline's own.
    pipeline
        Where the pipeline is.

    References
    ----------
    https://docs.aws.amazon.com/cdk/v2/guide/bootstrapping-env.html
    https://docs.aws.amazon.com/cdk/v2/guide/customize-permissions-boundaries.html
    """
    seen: set[str] = set()
    for name, place in {"tooling": pipeline, **places}.items():
        yield f"# {name}: with credentials of account {place.account}"
        if place.account not in seen:
            yield (
                f"aws iam create-policy --policy-name {BOUNDARY} --policy-document file://{BOUNDARY_FILE} "
                '--description "What no role of a deployment may do"'
            )
        seen.add(place.account)
        trust = "" if place.account == pipeline.account else f" --trust {pipeline.account}"
        yield (
            f"npx --no-install cdk bootstrap aws://{place.account}/{place.region}{trust} "
            f"--cloudformation-execution-policies {_ADMINISTRATOR} --custom-permissions-boundary {BOUNDARY} "
            "--bootstrap-customer-key --public-access-block-configuration --termination-protection"
        )
