"""Where to look: addresses in the console."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING
from urllib.parse import quote

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from .transition import Transition

_CONSOLES = {
    "aws": "console.aws.amazon.com",
    "aws-cn": "console.amazonaws.cn",
    "aws-us-gov": "console.amazonaws-us-gov.com",
}
_BEFORE = timedelta(minutes=60)
_AFTER = timedelta(minutes=15)
_ERRORS = "fields @timestamp, @message | filter @message like /(?i)error|exception/ | sort @timestamp desc"


def alarm(transition: Transition) -> str:
    """Lead to the alarm itself."""
    return f"{_console(transition)}#alarmsV2:alarm/{quote(transition.name, safe='')}"


def dashboard(transition: Transition, name: str) -> str:
    """Lead to a dashboard, from an hour before the alarm.

    Parameters
    ----------
    transition
        The change of the alarm's state.
    name
        The dashboard's.
    """
    start, end = (_iso(moment) for moment in _around(transition))
    return f"{_console(transition)}#dashboards/dashboard/{quote(name, safe='')}?start={start}&end={end}"


def traces(transition: Transition, service: str) -> str:
    """Lead to a service's traces that failed or were slow.

    Parameters
    ----------
    transition
        The change of the alarm's state.
    service
        Its name in traces.

    References
    ----------
    https://docs.aws.amazon.com/xray/latest/devguide/xray-console-deeplinks.html
    """
    start, end = (moment.strftime("%Y-%m-%dT%H:%M:%S") for moment in _around(transition))
    wanted = quote(f'service("{service}")', safe="")
    console = _console(transition, "xray")
    return f"{console}#/traces?timeRange={start}~{end}&filter={wanted}"


def logs(transition: Transition, groups: Sequence[str]) -> str:
    """Lead to what log groups say of errors.

    Parameters
    ----------
    transition
        The change of the alarm's state.
    groups
        Their names.
    """
    start, end = _around(transition)
    sources = "~".join(f"'{_escaped(each)}" for each in groups)
    query = (
        f"~(end~'{_escaped(_iso(end))}~start~'{_escaped(_iso(start))}~timeType~'ABSOLUTE~tz~'UTC"
        f"~editorString~'{_escaped(_ERRORS)}~source~(~{sources}))"
    )
    return f"{_console(transition)}#logsV2:logs-insights?queryDetail={query}"


def _console(transition: Transition, part: str = "cloudwatch") -> str:
    domain = _CONSOLES.get(transition.partition, _CONSOLES["aws"])
    return f"https://{transition.region}.{domain}/{part}/home?region={transition.region}"


def _around(transition: Transition) -> tuple[datetime, datetime]:
    return transition.at - _BEFORE, transition.at + _AFTER


def _iso(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%dT%H:%M:%S.000Z")


def _escaped(value: str) -> str:
    """Write a text as the console's queries have it: what is no letter or digit as its code after a star."""
    return re.sub(r"[^\w.-]", _code, value, flags=re.ASCII)


def _code(found: re.Match[str]) -> str:
    return "".join(f"*{byte:02x}" for byte in found.group().encode())
