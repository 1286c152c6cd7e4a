"""A line as in the field: late and slow, for whatever passes between a browser and a server."""

import asyncio
import threading
import time

DELAY, RATE = 0.2, 400_000 / 8  # seconds each way, bytes a second


class SlowLine(threading.Thread):
    """Passes bytes on to the server, late and slowly: for the service worker's requests too."""

    def __init__(self, port):
        super().__init__(daemon=True)
        self.port, self.ready, self.free_at = port, threading.Event(), 0.0

    def run(self):
        asyncio.run(self._listen())

    async def _listen(self):
        server = await asyncio.start_server(self._connect, "127.0.0.1", 0)
        self.own_port = server.sockets[0].getsockname()[1]
        self.ready.set()
        async with server:
            await server.serve_forever()

    async def _connect(self, reader, writer):
        answers, asks = await asyncio.open_connection("127.0.0.1", self.port)
        await asyncio.gather(self._pass(reader, asks), self._pass(answers, writer))

    async def _pass(self, source, target):
        """All connections share the line; what is sent arrives DELAY after it has passed."""
        under_way = asyncio.Queue()
        late = asyncio.create_task(self._deliver(under_way, target))
        try:
            while data := await source.read(1460):
                now = time.monotonic()
                self.free_at = max(now, self.free_at) + len(data) / RATE
                under_way.put_nowait((self.free_at + DELAY, data))
        except ConnectionError:
            pass
        under_way.put_nowait((time.monotonic(), b""))
        await late

    async def _deliver(self, under_way, target):
        while True:
            due, data = await under_way.get()
            await asyncio.sleep(max(0, due - time.monotonic()))
            if not data:
                break
            try:
                target.write(data)
            except ConnectionError:
                break
        target.close()
