"""Where teams get the library from."""

from collections.abc import Sequence
from typing import Any

from aws_cdk import aws_codeartifact as codeartifact
from aws_cdk import aws_iam as iam
from aws_cdk import aws_kms as kms
from constructs import Construct

_READ = (
    "codeartifact:DescribePackageVersion",
    "codeartifact:GetPackageVersionAsset",
    "codeartifact:GetRepositoryEndpoint",
    "codeartifact:ListPackageVersions",
    "codeartifact:ReadFromRepository",
)


class LibraryRepository(Construct):
    """A CodeArtifact repository, encrypted, that other accounts may read and only the pipeline may write.

    Parameters
    ----------
    scope
        The construct it belongs to.
    construct_id
        Its id in that scope.
    domain, name
        What CodeArtifact calls them.
    key
        Key that packages are encrypted with. It cannot be changed later.
    reader_accounts
        Ids of the accounts that may read; none by default.

    Attributes
    ----------
    repository
        The repository.

    Examples
    --------
    >>> import aws_cdk as cdk
    >>> from aws_cdk import aws_kms as kms
    >>> from goldenpath import LibraryRepository
    >>> stack = cdk.Stack(cdk.App(), "Registry")
    >>> key = kms.Key(stack, "Key", enable_key_rotation=True)
    >>> library = LibraryRepository(
    ...     stack, "Library", domain="example", name="libraries", key=key, reader_accounts=["222222222222"]
    ... )

    References
    ----------
    https://docs.aws.amazon.com/codeartifact/latest/ug/repo-policies.html
    """

    def __init__(
        self,
        scope: Construct,
        construct_id: str,
        *,
        domain: str,
        name: str,
        key: kms.IKey,
        reader_accounts: Sequence[str] = (),
    ) -> None:
        super().__init__(scope, construct_id)
        readers = [iam.AccountPrincipal(account) for account in reader_accounts]
        owner = codeartifact.CfnDomain(
            self,
            "Domain",
            domain_name=domain,
            encryption_key=key.key_arn,
            permissions_policy_document=_letting(readers, ["codeartifact:GetAuthorizationToken"]),
        )
        self.repository = codeartifact.CfnRepository(
            self,
            "Repository",
            domain_name=owner.domain_name,
            repository_name=name,
            description="Libraries of the platform",
            permissions_policy_document=_letting(readers, list(_READ)),
        )
        self.repository.add_resource_dependency(owner)


def _letting(who: Sequence[iam.IPrincipal], actions: list[str]) -> Any:
    if not who:
        return None
    statement = iam.PolicyStatement(principals=list(who), actions=actions, resources=["*"])
    return iam.PolicyDocument(statements=[statement]).to_json()
