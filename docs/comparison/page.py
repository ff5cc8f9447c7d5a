"""The page."""

import tomllib
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from docs.comparison import facts
from docs.comparison.prices import LOADS, REQUESTS_PER_COPY, copies, cost, price_table
from docs.comparison.subjects import SPEC, Subject
from goldenpath import Runtime
from goldenpath.runtimes.parity import FEATURES, STRATEGIES
from goldenpath.runtimes.parity.strategies import kind_of

_STRATEGIES = ("rolling", "blue-green", "canary", "linear")
_FIXED = {
    (Runtime.APP_RUNNER, "blue-green"): "yes, unwatched",
    (Runtime.EXPRESS, "canary"): "5 %, 3 min only",
}
_FACTS: Mapping[str, Callable[[Subject], int]] = {
    "resources of the service": lambda subject: facts.resource_count(subject.service),
    "Kubernetes objects of the service": lambda subject: facts.kubernetes_objects(subject.service),
    "statements that allow it something": lambda subject: facts.statement_count(subject.service),
    "… on any resource (`*`), each with its reason": lambda subject: facts.wildcard_count(subject.service),
    "AWS's own policies": lambda subject: facts.managed_policy_count(subject.service),
    "resources of the platform, shared": lambda subject: facts.resource_count(subject.platform),
}
_LISTED_KINDS = 6


def page(subjects: Mapping[Runtime, Subject]) -> str:
    """Write the page, in Markdown."""
    texts = tomllib.loads(Path(__file__).with_name("texts.toml").read_text(encoding="utf-8"))
    return "\n".join(
        [
            "# The same service on every runtime",
            f"\n{texts['introduction']}\n\n{texts['written']}",
            *_measured(subjects),
            *_priced(texts),
            *_able(texts),
            *_behaves(texts),
            "",
        ]
    )


def _measured(subjects: Mapping[Runtime, Subject]) -> Iterable[str]:
    yield "\n## What is made\n"
    yield (
        f"Of a service with {SPEC.cpu} units of processor, {SPEC.memory_mib} MiB and "
        f"{SPEC.scaling.minimum} to {SPEC.scaling.maximum} copies, reached from inside the network.\n"
    )
    yield from _table(
        "", {name: [str(of(subjects[each])) for each in Runtime] for name, of in _FACTS.items()}
    )
    yield "\nThe most of each service:\n"
    for runtime in Runtime:
        kinds = facts.resource_kinds(subjects[runtime].service).most_common(_LISTED_KINDS)
        yield f"- {runtime.full_name}: {', '.join(f'{number} `{kind}`' for kind, number in kinds)}"


def _priced(texts: Mapping[str, Any]) -> Iterable[str]:
    prices = price_table()
    yield "\n## What it costs\n"
    yield (
        f"US dollars a month, at list prices of {prices['date']} in {prices['region']}, when a copy answers "
        f"{REQUESTS_PER_COPY} requests a second. {texts['prices']}\n"
    )
    rows = {}
    for load in LOADS:
        costs = [cost(runtime, SPEC, load, prices) for runtime in Runtime]
        heading = f"{load:,} requests/s ({copies(SPEC, load)} copies)"
        rows[heading] = [f"{each.service:,.0f} (+{each.shared:,.0f})" for each in costs]
    yield from _table("", rows)
    yield f"\n{texts['eks_prices']}"


def _able(texts: Mapping[str, Any]) -> Iterable[str]:
    yield "\n## What each can do\n"
    yield from _table(
        "strategy", {kind: [_strategy(runtime, kind) for runtime in Runtime] for kind in _STRATEGIES}
    )
    yield ""
    rows = {
        f"{feature.what} (`{feature.path}`)": [
            f"no: {feature.cannot[runtime]}" if runtime in feature.cannot else "yes" for runtime in Runtime
        ]
        for feature in FEATURES
    }
    yield from _table("a description may ask for", rows)
    yield f"\n{texts['refusals']}"


def _strategy(runtime: Runtime, kind: str) -> str:
    able = kind in map(kind_of, STRATEGIES[runtime])
    return _FIXED.get((runtime, kind), "yes") if able else "-"


def _behaves(texts: Mapping[str, Any]) -> Iterable[str]:
    yield "\n## How it behaves, and what is yours\n"
    rows = {name: [said[runtime] for runtime in Runtime] for name, said in texts["behaviour"].items()}
    yield from _table("", rows)
    yield f"\n{texts['start']}"
    yield "\n## Which to choose\n"
    yield from (f"- **{runtime.full_name}.** {texts['choose'][runtime]}" for runtime in Runtime)


def _table(corner: str, rows: Mapping[str, Sequence[str]]) -> Iterable[str]:
    yield f"| {corner} | {' | '.join(runtime.full_name for runtime in Runtime)} |"
    yield f"|---|{'---|' * len(Runtime)}"
    for heading, cells in rows.items():
        yield f"| {heading} | {' | '.join(cells)} |"
