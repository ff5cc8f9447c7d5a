"""How urgent an alarm is."""

from enum import StrEnum


class Severity(StrEnum):
    """How urgent an alarm is: whom it wakes, and when."""

    PAGE = "page"
    TICKET = "ticket"
    NOTICE = "notice"
