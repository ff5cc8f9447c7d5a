"""Rehearse a release: two versions of the storefront behind HAProxy, under load, watched by its alarms.

The release's clock runs faster than the wall's. All else is real: processes, connections, weights, failures.
"""

import argparse
import json
import sys
from pathlib import Path

from bench.release.balancer import BalancerMissingError
from bench.release.stage import Stage
from bench.shop.k6 import LoadError
from goldenpath.delivery import Fault
from goldenpath.delivery.simulation.command import strategy_of

RESULTS = Path("build")
_AMOUNTS = {"errors": "errors:50", "slow": "slow:900", "none": ""}
_FAULTS = "none, errors[:PERCENT], slow[:MILLISECONDS], crash or unhealthy"


def main() -> int:
    """Rehearse, print what shoppers saw, write it down and draw it; return the exit code."""
    parser = _parser()
    given = parser.parse_args()
    fault = _AMOUNTS.get(given.fault, given.fault)
    try:
        stage = Stage(
            strategy=strategy_of(given.strategy),
            fault=fault,
            predicted_fault=predicted_fault(fault),
            rate=given.rate,
            requests=given.requests,
            speed=given.speed,
        )
    except ValueError as error:
        parser.error(str(error))
    RESULTS.mkdir(exist_ok=True)
    results = RESULTS / f"rehearsal-{stage.strategy.kind}-{(fault or 'none').replace(':', '-')}"
    try:
        report = stage.rehearse(results)
    except (BalancerMissingError, LoadError) as error:
        print(error, file=sys.stderr)
        return 1
    results.with_suffix(".json").write_text(json.dumps(report.as_json(), indent=2) + "\n", encoding="utf-8")
    print("\n".join(report.lines()))
    print(f"  plot              {results.with_suffix('.png')}")
    return 0 if report.is_as_predicted else 1


def predicted_fault(fault: str) -> Fault:
    """Turn a service's fault into the simulator's.

    Parameters
    ----------
    fault
        As the service's variable ``FAULT`` has it.

    Raises
    ------
    ValueError
        If it is none that can be rehearsed.
    """
    kind, _, amount = fault.partition(":")
    if fault in {"", "crash", "unhealthy"}:
        return Fault.none()
    if kind == "errors" and amount.isdecimal():
        return Fault.errors(int(amount))
    if kind == "slow" and amount.isdecimal():
        return Fault.slow(int(amount))
    raise ValueError(f"--fault should be {_FAULTS}, not {fault}")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m bench.release", description=__doc__)
    parser.add_argument(
        "--strategy",
        default="canary",
        help="rolling, blue-green, canary (default) or linear, with settings as in canary:percent=10,bake=5",
    )
    parser.add_argument("--fault", default="none", help=f"{_FAULTS} (default none)")
    parser.add_argument("--rate", type=int, default=200, help="requests a second (default 200)")
    parser.add_argument("--requests", type=int, default=51_000, help="requests at the least (default 51000)")
    parser.add_argument("--speed", type=float, default=4, help="seconds of the release in one (default 4)")
    return parser


if __name__ == "__main__":
    sys.exit(main())
