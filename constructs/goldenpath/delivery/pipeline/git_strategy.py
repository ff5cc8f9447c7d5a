"""Which branch leads to which environment."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

# What `git check-ref-format --branch` forbids, but for the star of a pattern.
_FORBIDDEN = re.compile(r"[\x00-\x20\x7f~^:?\[\\]|\.\.|@\{|//|^[-/.]|[/.]$|/\.|\.lock(/|$)|^@$|^$")
_STAGES_OF_GITFLOW = 3


@dataclass(frozen=True, kw_only=True)
class Line:
    """A branch, and the environments that its commits go to, one after the other.

    Parameters
    ----------
    name
        What its pipeline is called.
    branch
        The branch's name, or a pattern such as ``release/*``.
    environments
        Names of environments, in order.
    """

    name: str
    branch: str
    environments: tuple[str, ...]


def is_pattern(branch: str) -> bool:
    """Say whether it stands for many branches."""
    return "*" in branch


@dataclass(frozen=True)
class GitStrategy:
    """How branches and environments belong together; made by ``trunk`` or ``gitflow``.

    Parameters
    ----------
    branches
        One branch for all environments, or one for each.

    Examples
    --------
    >>> from goldenpath import GitStrategy
    >>> for line in GitStrategy.gitflow().lines(["dev", "staging", "prod"]):
    ...     print(line.branch, *line.environments)
    develop dev
    release/* staging
    main prod
    >>> GitStrategy.trunk().lines(["dev", "prod"])[0].environments
    ('dev', 'prod')
    """

    branches: tuple[str, ...]

    @staticmethod
    def trunk(branch: str = "main") -> "GitStrategy":
        """Take every commit of one branch through all environments: what was tested is what runs.

        Parameters
        ----------
        branch
            The branch, ``main`` by default.
        """
        return GitStrategy((branch,))

    @staticmethod
    def gitflow(
        *, develop: str = "develop", releases: str = "release/*", production: str = "main"
    ) -> "GitStrategy":
        """Give each of three environments a branch of its own, with a pipeline of its own.

        Each builds anew, so that production runs images that staging has not seen, though of the same code.

        Parameters
        ----------
        develop, releases, production
            The branch, or pattern of branches, that leads to the first, second and last environment.
        """
        return GitStrategy((develop, releases, production))

    def problems(self, environments: Sequence[str]) -> Iterator[str]:
        """Say what is wrong with it for these environments.

        Parameters
        ----------
        environments
            Their names, in order.
        """
        for branch in self.branches:
            if _FORBIDDEN.search(branch):
                yield f"git: {branch!r} is no name of a branch"
        if len(set(self.branches)) != len(self.branches):
            yield f"git: each environment should have another branch, not {', '.join(self.branches)}"
        if not environments:
            yield "environments: should name at least one environment"
        elif len(self.branches) > 1 and len(environments) != _STAGES_OF_GITFLOW:
            yield (
                f"git: GitStrategy.gitflow() leads to {_STAGES_OF_GITFLOW} environments, not to "
                f"{len(environments)} ({', '.join(environments)}); use GitStrategy.trunk()"
            )

    def lines(self, environments: Sequence[str]) -> tuple[Line, ...]:
        """Give each branch with its environments; the last leads to the last environment.

        Parameters
        ----------
        environments
            Their names, in order.
        """
        if len(self.branches) == 1:
            return (Line(name="Pipeline", branch=self.branches[0], environments=tuple(environments)),)
        return tuple(
            Line(name=environment.capitalize(), branch=branch, environments=(environment,))
            for branch, environment in zip(self.branches, environments, strict=True)
        )
