"""The page."""

from collections.abc import Iterator, Mapping
from typing import Any

from docs.observability_price.counts import Counts
from docs.observability_price.estimate import Line, assumptions, estimate, prices
from goldenpath.markdown_table import markdown_table

_INTRODUCTION = """\
# What it costs to see how a service does

Written by `make docs` from the synthesised template of one service on ECS with everything on (objectives,
alarms, traces, log metrics, a canary every five minutes), from [prices](observability_price/prices.toml) in
{region}, as known on {date}, and from [assumptions](observability_price/assumptions.toml). US dollars a
month, and in brackets how much of it; without what is free each month for an account. Nothing here comes from
a bill.
"""
_LEFT_OUT = """
Left out: what an environment shares (Container Insights, its two dashboards, the log of its network, keys,
the canaries' bucket), messages to people, queries to the log ($0.005 for each GB that they
read), and trace summaries, of which 1 % are free.
"""
_PRICE_HEADINGS = ("price", "for each", "known from", "published at")
_ASSUMPTION_HEADINGS = ("assumed", "value", "why")


def page(counts: Counts) -> str:
    """Write the page, in Markdown.

    Parameters
    ----------
    counts
        What the service's template has.
    """
    listed, assumed = prices(), assumptions()
    loads = assumed["requests_per_second"]
    estimates = [estimate(counts, load, listed, assumed) for load in loads]
    headings = ("what", *(f"{load} requests/s" for load in loads))
    return "\n".join(
        [
            _INTRODUCTION.format(**listed),
            markdown_table(headings, list(_rows(estimates))),
            _LEFT_OUT,
            "## Prices\n",
            markdown_table(_PRICE_HEADINGS, list(_prices(listed))),
            "\n## Assumptions\n",
            markdown_table(_ASSUMPTION_HEADINGS, list(_assumptions(assumed))),
            "",
        ]
    )


def total(lines: list[Line]) -> float:
    """Add up what is paid."""
    return sum(line.dollars for line in lines)


def _rows(estimates: list[list[Line]]) -> Iterator[tuple[str, ...]]:
    for lines in zip(*estimates, strict=True):
        yield (lines[0].what, *(f"{line.dollars:,.2f} ({_amount(line.quantity)})" for line in lines))
    yield ("**together**", *(f"**{total(lines):,.2f}**" for lines in estimates))


def _amount(quantity: float) -> str:
    return f"{quantity:,.0f}" if quantity == int(quantity) else f"{quantity:,.1f}"


def _prices(listed: Mapping[str, Any]) -> Iterator[tuple[str, ...]]:
    for each in listed.values():
        if isinstance(each, dict):
            yield f"{each['price']:.10f}".rstrip("0").rstrip("."), each["unit"], each["how"], each["source"]


def _assumptions(assumed: Mapping[str, Any]) -> Iterator[tuple[str, ...]]:
    for part, values in assumed.items():
        if isinstance(values, dict):
            for name, each in values.items():
                yield f"{part}: {name.replace('_', ' ')}", f"{each['value']:g}", each["how"]
