"""What stands between a service and those that call it, so that a release needs no new address."""

from __future__ import annotations

import asyncio
import contextlib
import threading
from typing import TYPE_CHECKING, Self

from bench.shop.emulator import free_port

if TYPE_CHECKING:
    from types import TracebackType

_CHUNK_BYTES = 64 * 1024


class Switch:
    """Leads connections to one port, and new ones to another when told.

    Connections that are open stay where they are until that copy ends them, as it does when it stops.

    Attributes
    ----------
    port
        Where it listens, on loopback.
    """

    def __init__(self) -> None:
        self.port = free_port()
        self._target = 0
        self._loop = asyncio.new_event_loop()
        self._listens = threading.Event()
        self._is_over = asyncio.Event()
        self._thread = threading.Thread(target=self._run, daemon=True)

    def __enter__(self) -> Self:
        """Listen."""
        self._thread.start()
        self._listens.wait()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End, and with it every connection."""
        self._loop.call_soon_threadsafe(self._is_over.set)
        self._thread.join()

    def lead_to(self, port: int) -> None:
        """Lead new connections to a port.

        Parameters
        ----------
        port
            The port, on loopback.
        """
        self._target = port

    def _run(self) -> None:
        with asyncio.Runner(loop_factory=lambda: self._loop) as runner:  # in the end it ends what still runs
            runner.run(self._serve())

    async def _serve(self) -> None:
        server = await asyncio.start_server(self._connected, "127.0.0.1", self.port)
        self._listens.set()
        await self._is_over.wait()
        server.close()

    async def _connected(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with contextlib.suppress(OSError), contextlib.closing(writer):
            there_reader, there_writer = await asyncio.open_connection("127.0.0.1", self._target)
            with contextlib.closing(there_writer):
                await asyncio.gather(_pass_on(reader, there_writer), _pass_on(there_reader, writer))


async def _pass_on(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    with contextlib.suppress(OSError), contextlib.closing(writer):
        while data := await reader.read(_CHUNK_BYTES):
            writer.write(data)
            await writer.drain()
