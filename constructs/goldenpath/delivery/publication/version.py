"""Whether a version's number says what has changed."""

from collections.abc import Sequence

from packaging.version import Version

from goldenpath.delivery.command_error import CommandError


def check_version(old: Version, new: Version, breakages: Sequence[str]) -> None:
    """Refuse a number that promises more than the code keeps.

    Semantic Versioning [1]_ has what breaks callers need another first number, or, while that is 0, another
    second.

    Parameters
    ----------
    old
        What was published last.
    new
        What is to be published.
    breakages
        What callers of the old one would miss, one sentence each.

    Raises
    ------
    CommandError
        If the new one is not newer, or breaks more than its number says.

    Examples
    --------
    >>> check_version(Version("0.1.0"), Version("0.2.0"), ["Slo was removed"])

    References
    ----------
    .. [1] https://semver.org
    """
    if new <= old:
        raise CommandError(f"version {new} should be newer than {old}, which was published last")
    if breakages and _promise(old) == _promise(new):
        needed = f"0.{old.minor + 1}.0" if old.major == 0 else f"{old.major + 1}.0.0"
        reasons = "\n".join(f"  {breakage}" for breakage in breakages)
        raise CommandError(
            f"version {new} breaks what {old} promised, so it should be {needed} at least:\n{reasons}"
        )


def _promise(version: Version) -> tuple[int, ...]:
    """Give the part of a number that stays the same as long as callers need not change."""
    return (0, version.minor) if version.major == 0 else (version.major,)
