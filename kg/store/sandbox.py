"""Decide which process evaluates which query, for how long, and what happens when it ends badly.

A query starts in a quick place for a short slice of time. One that needs longer moves, process and all, to a long
place and to low priority; where all long places are taken it is ended and waits for one. So a crowd of runaways
holds back neither short queries nor our own pages, which have places of their own.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections import Counter, OrderedDict
from dataclasses import dataclass, field
from pathlib import Path

from kg.errors import KgError, MemoryExceeded, StoreBusy, StoreError
from kg.store.alarms import Alarms
from kg.store.attempt import MustMove, Run, SliceOver, attempt
from kg.store.call import EvaluatorKilled
from kg.store.engine import Query, Result
from kg.store.evaluator import Caps
from kg.store.formats import format_named
from kg.store.pool import Pool
from kg.store.publishing import current_version
from kg.store.rows import read_rows
from kg.store.slots import FairSlots

__all__ = ["Sandbox", "SandboxSettings", "SandboxState"]

REMEMBERED = 2000  # long queries remembered, to send them to a long place at once
WATCH = 0.5
ATTEMPTS = 12  # more than there are processes, so that ending every one of them loses no query
AT_ONCE = 0.1  # seconds
GRACE = 20.0  # seconds an old version stays open for pages that began with it
LIST_GRAPHS = "SELECT DISTINCT ?g { GRAPH ?g {} } ORDER BY ?g"


@dataclass(frozen=True, slots=True, kw_only=True)
class SandboxSettings:
    """How many places there are, how long a query may run, how many may wait, and how many of one client."""

    workers: int = 2
    timeout: float = 30.0
    page_timeout: float = 10.0
    queue: int = 64
    share: int = 32
    caps: Caps = field(default_factory=Caps)


@dataclass(frozen=True, slots=True, kw_only=True)
class SandboxState:
    """What is going on, for health and metrics."""

    version: str
    published: str
    quads: int
    running: int
    waiting: int
    evaluators: int
    replaced: int
    limits: tuple[str, ...]
    outcomes: dict[str, int]


class Sandbox:
    """The processes, the places and the queue; lives in one event loop."""

    def __init__(self, store_dir: Path, settings: SandboxSettings) -> None:
        self._store_dir = store_dir
        self._settings = settings
        places = settings.workers
        self._quick = FairSlots(places + 1, queue=settings.queue)
        self._long = FairSlots(places, queue=settings.queue)
        self._pages = FairSlots(2, queue=256)
        self._size = 2 * places + 1 + 2 + 1
        self._slow: OrderedDict[int, None] = OrderedDict()
        self._inflight: Counter[str] = Counter()
        self._outcomes: Counter[str] = Counter()
        self._replaced = 0
        self._pool: Pool | None = None
        self._watcher: asyncio.Task[None] | None = None
        self._stamp: tuple[int, int] | None = None
        self._asking: set[asyncio.Task[Result]] = set()
        self.is_stopped = False

    @property
    def pool(self) -> Pool:
        """The processes of the version that counts now."""
        if self._pool is None:
            raise StoreError("the store is not open yet")
        return self._pool

    def state(self) -> SandboxState:
        """Say what is going on."""
        version = self.pool.version
        return SandboxState(
            version=version.id,
            published=version.published,
            quads=version.quads,
            running=sum(self._inflight.values()),
            waiting=self._quick.waiting + self._long.waiting,
            evaluators=len(self.pool.pids),
            replaced=self._replaced + self.pool.replaced,
            limits=self.pool.limits,
            outcomes=dict(self._outcomes),
        )

    async def start(self) -> None:
        """Open the current version and watch for newer ones."""
        self.alarms = Alarms(asyncio.get_running_loop())
        self._stamp = self._look()
        self._pool = await self._open()
        self._watcher = asyncio.get_running_loop().create_task(self._watch())

    async def stop(self) -> None:
        """End everything."""
        self.is_stopped = True
        if self._watcher is not None:
            self._watcher.cancel()
        if self._pool is not None:
            self._pool.end()
        # A thread that waits for one of these would otherwise wait for ever, and the process with it.
        for task in self._asking:
            task.cancel()
        await asyncio.gather(*self._asking, return_exceptions=True)

    async def _open(self) -> Pool:
        pool = Pool(current_version(self._store_dir), self._settings.caps, self._size, self.alarms)
        await pool.start()
        listing = await self._page(Query(text=LIST_GRAPHS, format=format_named("json")), pool)
        pool.graphs = tuple(row["g"].value for row in read_rows(listing.read()))
        return pool

    def _look(self) -> tuple[int, int] | None:
        with contextlib.suppress(OSError):
            status = (self._store_dir / "current").stat()
            return status.st_ino, status.st_mtime_ns
        return None

    async def _watch(self) -> None:
        """Switch to a newly published version without losing a request."""
        while True:
            await asyncio.sleep(WATCH)
            stamp = self._look()
            if stamp is None or stamp == self._stamp:
                continue
            try:
                fresh = await self._open()
            except (KgError, OSError):
                continue
            self._stamp = stamp
            old, self._pool = self.pool, fresh
            self._replaced += old.replaced
            asyncio.get_running_loop().call_later(GRACE, old.retire)

    async def page(self, query: Query, pool: Pool | None = None) -> Result:
        """Evaluate a query of our own pages in its reserved place."""
        asking = asyncio.get_running_loop().create_task(self._page(query, pool or self.pool))
        self._asking.add(asking)
        asking.add_done_callback(self._asking.discard)
        return await asking

    async def _page(self, query: Query, pool: Pool) -> Result:
        return await self._again(self._begin(query, pool, self._settings.page_timeout), self._pages)

    async def run(self, query: Query, pool: Pool | None = None) -> Result:
        """Evaluate a public query completely, or raise what ended it; cancelling ends its process."""
        client = query.client
        if self._inflight[client] >= self._settings.share:
            raise StoreBusy(
                f"{self._settings.share} queries of yours are running or waiting; wait for them first"
            )
        self._inflight[client] += 1
        try:
            result = await self._public(self._begin(query, pool or self.pool, self._settings.timeout))
            self._outcomes["complete" if result.partial is None else "partial"] += 1
            return result
        except KgError as error:
            self._outcomes[error.code] += 1
            raise
        except asyncio.CancelledError:
            self._outcomes["abandoned"] += 1
            raise
        finally:
            self._inflight[client] -= 1
            if not self._inflight[client]:
                del self._inflight[client]

    def _begin(self, query: Query, pool: Pool, longest: float) -> Run:
        now = asyncio.get_running_loop().time()
        timeout = longest if query.timeout is None else min(longest, query.timeout)
        return Run(query, pool, now, now + timeout)

    async def _public(self, run: Run) -> Result:
        key = hash((run.pool.version.id, run.query.text))
        if key not in self._slow:
            run.may_be_guest = not run.query.partial
            try:
                return await self._again(run, self._quick, self._long)
            except SliceOver:
                self._remember(key)
            except MemoryExceeded:
                self._remember(key)
                raise
            run.may_be_guest = False
        return await self._again(run, self._long)

    def _remember(self, key: int) -> None:
        self._slow[key] = None
        while len(self._slow) > REMEMBERED:
            self._slow.popitem(last=False)

    async def _again(self, run: Run, slots: FairSlots, after_slice: FairSlots | None = None) -> Result:
        """Evaluate; again where the process was ended from outside, until memory is the likely cause.

        A process ended at once had no time to fill memory: somebody ended it, and the query is not to blame.
        """
        loop = asyncio.get_running_loop()
        blamed = 0
        for _ in range(ATTEMPTS):
            began = loop.time()
            try:
                return await attempt(run, slots, after_slice)
            except MustMove:
                run.may_be_guest = False
            except EvaluatorKilled:
                blamed += loop.time() - began > AT_ONCE
                if blamed > 1:
                    break
        raise MemoryExceeded("the system ended the query twice; it needs more memory than there is")
