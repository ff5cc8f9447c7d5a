"""Evidence as a page that needs nothing but itself."""

from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from goldenpath.delivery.evidence.evidence import Evidence, Verdict

_HEADLINES = {
    Verdict.NOTHING_TO_CHANGE: "nothing to change",
    Verdict.ORDINARY: "a change to approve",
    Verdict.NEEDS_CARE: "a change that needs care",
}


def render(evidence: Evidence) -> str:
    """Write the page.

    Parameters
    ----------
    evidence
        What it shows.
    """
    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
    )
    template = environment.get_template("page.html.j2")
    return template.render(evidence=evidence, headline=_HEADLINES[evidence.verdict])
