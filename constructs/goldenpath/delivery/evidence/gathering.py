"""Collects evidence; what cannot be looked at becomes part of it."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from goldenpath.delivery.command_error import CommandError
from goldenpath.delivery.evidence.assembly import SynthesisedStack, read_stage
from goldenpath.delivery.evidence.deployed import Deployed
from goldenpath.delivery.evidence.differences import differences
from goldenpath.delivery.evidence.evidence import Evidence, ScannedImage
from goldenpath.delivery.evidence.history import History
from goldenpath.delivery.evidence.measurements import read_measurements
from goldenpath.delivery.images.registry import Registry


class Gathering:
    """Looks at one stage of an assembly, and at what is deployed of it.

    Parameters
    ----------
    assembly, stage
        What would be deployed.
    deployed
        What is.
    history
        What was released before.
    """

    def __init__(self, assembly: Path, stage: str, deployed: Deployed, history: History) -> None:
        self._stage = stage
        self._stacks = read_stage(assembly, stage)
        self._deployed = deployed
        self._history = history
        self._not_looked_at: list[str] = []

    def gather(self, commit: str, images: Mapping[str, str], measured: Sequence[Path]) -> Evidence:
        """Look at everything.

        Parameters
        ----------
        commit
            What would be released.
        images
            The images' full names.
        measured
            Folders of results.
        """
        self._look_ahead()
        last = self._history.last_commit()
        compared = [(stack.name, self._deployed.template(stack), stack.template) for stack in self._stacks]
        there = {name for name, template, _ in compared if template is not None}
        now = self.acknowledged
        before = None if last is None else self._history.acknowledged(last)
        return Evidence(
            environment=self._stage,
            commit=commit,
            last_commit=last,
            differences=differences(compared),
            acknowledged=None if before is None else sorted(now - before),
            no_longer_acknowledged=None if before is None else sorted(before - now),
            drift={stack.name: self._drift(stack) for stack in self._stacks if stack.name in there},
            images=[self._scan(name, image) for name, image in images.items()],
            measurements=read_measurements(measured),
            not_looked_at=tuple(self._not_looked_at),
        )

    @property
    def acknowledged(self) -> frozenset[str]:
        """All findings that the stage says do not apply."""
        return frozenset().union(*(stack.acknowledged for stack in self._stacks))

    def _look_ahead(self) -> None:
        """Tell when what is deployed is about to change: then nothing said of it can be relied on."""
        stage = self._stage.capitalize()
        if self._history.is_entering((f"Gate{stage}", stage)):
            self._not_looked_at.append(
                f"another version is on its way to {self._stage}, and this page compares with what was there "
                "before; reject it and retry the stage when that version is there"
            )

    def _drift(self, stack: SynthesisedStack) -> list[str]:
        try:
            return self._deployed.drift(stack)
        except Exception as error:  # noqa: BLE001 - whatever it is, somebody has to look
            self._not_looked_at.append(f"{stack.name}: drift could not be looked for: {error}")
            return []

    def _scan(self, name: str, image: str) -> ScannedImage:
        repository, _, digest = image.partition("@")
        return ScannedImage(name=name, digest=digest, found=self._found(name, repository, digest))

    def _found(self, name: str, repository: str, digest: str) -> str:
        try:
            found = Registry(repository).findings(digest)
        except Exception as error:  # noqa: BLE001
            reason = str(error) if isinstance(error, CommandError) else f"{type(error).__name__}: {error}"
            self._not_looked_at.append(f"image {name}: its scan could not be read: {reason}")
            return "could not be read"
        by_severity = sorted({each.severity for each in found})
        counts = [f"{sum(each.severity == one for each in found)} {one.lower()}" for one in by_severity]
        return ", ".join(counts) or "nothing found"
