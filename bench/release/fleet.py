"""Two versions of a service, two copies each."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from goldenpath.service import Rolling

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bench.release.balancer import Balancer
    from bench.shop.service_process import ServiceProcess
    from goldenpath.delivery.simulation.schedule import AnyStrategy

COPIES: Final = ("old-1", "old-2", "new-1", "new-2")
_OLD, _NEW = COPIES[:2], COPIES[2:]
_PATIENCE_SECONDS: Final = 30


class UnhealthyVersionError(Exception):
    """The new version does not become healthy, so that it gets no traffic."""


def shares_of_copies(strategy: AnyStrategy, new_share: float) -> dict[str, float]:
    """Say which share of the traffic each copy gets.

    Parameters
    ----------
    strategy
        How the new version takes over. A rolling release replaces copies; others have both versions whole.
    new_share
        The share of the new version, 0 to 1.
    """
    if isinstance(strategy, Rolling):
        replaced = round(new_share * len(_NEW))
        serving = (*_NEW[:replaced], *_OLD[replaced:])
        return {copy: 1 / len(serving) if copy in serving else 0.0 for copy in COPIES}
    old = {copy: (1 - new_share) / len(_OLD) for copy in _OLD}
    return old | {copy: new_share / len(_NEW) for copy in _NEW}


class Fleet:
    """The copies behind a load balancer.

    Parameters
    ----------
    copies
        Their processes, by name.
    strategy
        How the new version takes over.
    balancer
        What leads requests to them.
    """

    def __init__(
        self, copies: Mapping[str, ServiceProcess], strategy: AnyStrategy, balancer: Balancer
    ) -> None:
        self._copies = copies
        self._strategy = strategy
        self._balancer = balancer
        self._running: set[str] = set()
        self._share = 0.0
        self.exit_codes: dict[str, int] = {}

    def start_old(self) -> None:
        """Let the old version serve."""
        self.ready_old()
        self._balancer.set_weights(shares_of_copies(self._strategy, 0))

    def ready_old(self) -> None:
        """Make the old version ready, where it is not."""
        self._start(_OLD)

    def ready_new(self) -> None:
        """Make the new version ready, beside the old one.

        Raises
        ------
        UnhealthyVersionError
            If it does not become healthy.
        """
        try:
            self._start(_NEW)
        except TimeoutError as error:
            raise UnhealthyVersionError(str(error)) from error

    def give_new(self, share: float) -> None:
        """Give the new version a share of the traffic.

        Parameters
        ----------
        share
            0 to 1.
        """
        shares = shares_of_copies(self._strategy, share)
        self._balancer.set_weights(shares)
        if isinstance(self._strategy, Rolling):
            version = _OLD if share > self._share else _NEW
            self._stop([copy for copy in version if copy in self._running and not shares[copy]])
        self._share = share

    def keep(self, version: str) -> None:
        """End the copies of the other version.

        Parameters
        ----------
        version
            ``old`` or ``new``.
        """
        self._stop([copy for copy in sorted(self._running) if not copy.startswith(version)])

    def kill(self) -> None:
        """End all, at once."""
        for process in self._copies.values():
            process.kill()

    def _start(self, names: tuple[str, ...] | list[str]) -> None:
        missing = [name for name in names if name not in self._running]
        for name in missing:
            self._copies[name].start()
        for name in missing:
            self._copies[name].wait_until_ready(_PATIENCE_SECONDS)
            self._running.add(name)

    def _stop(self, names: list[str]) -> None:
        for name in names:
            self.exit_codes[name] = self._copies[name].stop()
            self._running.discard(name)
