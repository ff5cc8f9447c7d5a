"""Everything that is known of a version before it goes on, and what follows from it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from goldenpath.delivery.evidence.differences import ResourceChange, StackDifference


class Verdict(StrEnum):
    """Who decides."""

    NOTHING_TO_CHANGE = "nothing-to-change"
    ORDINARY = "ordinary"
    NEEDS_CARE = "needs-care"


@dataclass(frozen=True, kw_only=True)
class ScannedImage:
    """An image that would run.

    Parameters
    ----------
    name, digest
        Which one.
    found
        What its scan found, in words.
    """

    name: str
    digest: str
    found: str


@dataclass(frozen=True, kw_only=True)
class Evidence:
    """What a page shows.

    Parameters
    ----------
    environment
        Where the version would go.
    commit, last_commit
        What would go there, and what is there, where that is known.
    differences
        What would change, by stack.
    acknowledged, no_longer_acknowledged
        Findings of rule packs that are said not to apply, and were not before, and the other way round; None
        where it is not known what was before.
    drift
        Resources that are not as their template says, by stack.
    images
        The images, with what scans found in them.
    measurements
        What was measured before.
    not_looked_at
        What could not be looked at, and why.
    """

    environment: str
    commit: str
    last_commit: str | None
    differences: Sequence[StackDifference]
    acknowledged: Sequence[str] | None
    no_longer_acknowledged: Sequence[str] | None
    drift: Mapping[str, Sequence[str]]
    images: Sequence[ScannedImage]
    measurements: Sequence[str]
    not_looked_at: Sequence[str]

    @property
    def changed(self) -> list[StackDifference]:
        """The stacks that would change."""
        return [each for each in self.differences if each.count]

    @property
    def losses(self) -> list[tuple[str, ResourceChange]]:
        """The resources whose content would be lost, each with its stack."""
        return [
            (each.stack, change) for each in self.differences for change in each.changes if change.loses_state
        ]

    @property
    def concerns(self) -> list[str]:
        """What somebody has to look at, the worst first."""
        return [
            *(
                f"{stack}: {change.logical_id} ({change.type}) {change.words}"
                for stack, change in self.losses
            ),
            *(f"{each.stack}: more is allowed than before" for each in self.differences if each.broadens),
            *self.not_looked_at,
        ]

    @property
    def verdict(self) -> Verdict:
        """Who decides: nobody has to where nothing changes and everything was looked at."""
        if self.concerns:
            return Verdict.NEEDS_CARE
        return Verdict.ORDINARY if self.changed else Verdict.NOTHING_TO_CHANGE
