"""How fast a controller acts."""

from typing import Annotated

from pydantic import Field

from goldenpath.service import Specification

_Seconds = Annotated[float, Field(ge=0, le=3600, allow_inf_nan=False)]


class Timing(Specification):
    """How long the steps of a release and of its rollback take.

    AWS publishes none of these figures: they are assumptions, to be replaced by what a team has measured.

    Parameters
    ----------
    reaction_seconds
        From an alarm to the controller's answer: new weights on the listener, or the start of old copies.
    copy_start_seconds
        From the order of a copy until it passes its health checks. Only a rolling release has to wait for it
        when it goes back; the other strategies still have their old copies.
    replacement_seconds
        How long, in a rolling release, new and old copies share the traffic.

    Examples
    --------
    >>> from goldenpath.delivery import Timing
    >>> Timing(copy_start_seconds=45).reaction_seconds
    30.0
    """

    reaction_seconds: _Seconds = 30
    copy_start_seconds: _Seconds = 90
    replacement_seconds: _Seconds = 30
