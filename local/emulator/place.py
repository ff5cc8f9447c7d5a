"""Where a resource stands, and what is derived from that alone: the same place gives the same ids."""

from __future__ import annotations

import hashlib
import uuid
from dataclasses import dataclass

_ALPHABET = "0123456789abcdefghijklmnopqrstuvwxyz"


@dataclass(frozen=True, kw_only=True)
class Place:
    """A resource's place.

    Parameters
    ----------
    account, region
        Where its stack is.
    stack
        Its stack's name.
    logical_id
        Its name in the template.
    seed
        Tells a replacement from what it replaces; empty for the first.
    """

    account: str
    region: str
    stack: str
    logical_id: str
    seed: str = ""

    def hexadecimal(self, salt: str, length: int) -> str:
        """Return as many hexadecimal digits.

        Parameters
        ----------
        salt
            Tells values of one resource apart.
        length
            How many; 64 at most.
        """
        text = "\n".join([self.account, self.region, self.stack, self.logical_id, self.seed, salt])
        return hashlib.sha256(text.encode()).hexdigest()[:length]

    def digits(self, salt: str, length: int) -> str:
        """Return as many decimal digits, the first not zero.

        Parameters
        ----------
        salt
            Tells values of one resource apart.
        length
            How many.
        """
        lowest = int(10 ** (length - 1))
        return str(lowest + int(self.hexadecimal(salt, 32), 16) % (9 * lowest))

    def letters(self, salt: str, length: int) -> str:
        """Return as many lower-case letters and digits.

        Parameters
        ----------
        salt
            Tells values of one resource apart.
        length
            How many; 32 at most.
        """
        number = bytes.fromhex(self.hexadecimal(salt, 64))
        return "".join(_ALPHABET[byte % len(_ALPHABET)] for byte in number)[:length]

    def uuid(self, salt: str) -> str:
        """Return a UUID.

        Parameters
        ----------
        salt
            Tells values of one resource apart.
        """
        return str(uuid.UUID(hex=self.hexadecimal(salt, 32), version=4))

    def name(self, length: int) -> str:
        """Return the name that CloudFormation would make up: stack, logical id, suffix.

        Parameters
        ----------
        length
            How long it may be; only what stands before the suffix is cut.
        """
        suffix = self.letters("name", 12).upper()
        if length <= len(suffix) + 1:
            return suffix[:length]
        return f"{self.stack}-{self.logical_id}"[: length - len(suffix) - 1] + f"-{suffix}"
