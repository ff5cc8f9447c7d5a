"""`python -m local deploy`: from nothing to a table that says what is real."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

from local.cdk import Cdk
from local.clients import Clients
from local.emulator_program import engine_of
from local.errors import LocalError
from local.local_aws import DEFAULT_PORT, LocalAws
from local.paths import require_setup
from local.reporting.activity import cause
from local.reporting.ledger import read_resources
from local.reporting.progress import StackProgress, say
from local.reporting.stack_events import failures, is_bootstrapped, stack_statuses
from local.reporting.summary import Summary, write_summary
from local.reporting.table import print_table
from local.services.containers import find_containers
from local.services.engine import find_engine
from local.services.health import alive, wait_until_healthy
from local.services.images import record_images, write_client
from local.services.load_balancing import register
from local.services.processes import start_processes
from local.services.tasks import deployed_tasks
from local.supervision.exclusive import exclusive

if TYPE_CHECKING:
    from rich.console import Console

    from local.assembly import Assembly, Stack
    from local.services.engine import Engine
    from local.settings import Settings


class Deployment:
    """One deployment of the local stage.

    Parameters
    ----------
    settings
        The command's options.
    console
        Where to show it.
    """

    def __init__(self, settings: Settings, console: Console) -> None:
        self._settings = settings
        self._state = settings.state
        self._console = console
        self._started = time.monotonic()
        self._local_aws = LocalAws(settings.state)

    def run(self) -> None:
        """Deploy; what this started ends with it unless all of it succeeds."""
        require_setup()
        self._state.prepare()
        with exclusive(self._state):
            try:
                self._run()
                self._local_aws.keep()
            finally:
                self._abandon()

    def start_only(self) -> None:
        """Start the local AWS, bootstrapped and empty."""
        require_setup()
        self._state.prepare()
        with exclusive(self._state):
            try:
                port, _ = self._start()
                self._bootstrap(self._cdk(port), Clients(port))
                self._local_aws.keep()
            finally:
                self._abandon()
        self._say(f"The local AWS runs on http://127.0.0.1:{port}")

    def _run(self) -> None:
        port, engine = self._start()
        cdk, clients = self._cdk(port), Clients(port)
        # The emulator is started and bootstrapped while the app is synthesised: neither needs the other.
        with ThreadPoolExecutor(1) as pool:
            bootstrapped = pool.submit(self._bootstrap, cdk, clients)
            self._say("Synthesising the app")
            try:
                with self._console.status("Synthesising, and starting the local AWS"):
                    assembly = cdk.synth(self._settings.app)
            except BaseException:
                self._local_aws.abandon()  # so that nobody waits for the bootstrap
                raise
            bootstrapped.result()
        built = self._deploy(cdk, clients, assembly, engine)
        summary = self._start_services(clients, assembly, engine, built)
        write_summary(self._state.summary, summary)
        self._report(summary)

    def _start(self) -> tuple[int, Engine | None]:
        if record := self._local_aws.record():
            if self._settings.port not in {None, record.port}:
                message = f"The local AWS already runs on port {record.port}. Stop it first with `make down`."
                raise LocalError(message)
            self._say(f"The local AWS runs already on port {record.port}")
            return record.port, engine_of(self._state)
        self._local_aws.stop()  # what a killed supervisor may have left
        port = self._settings.port or DEFAULT_PORT
        engine = find_engine(self._settings.engine)
        self._say(f"Starting the local AWS on 127.0.0.1:{port}")
        self._local_aws.start(port, engine)
        return port, engine

    def _bootstrap(self, cdk: Cdk, clients: Clients) -> None:
        self._local_aws.wait_until_ready(clients.port)
        if not is_bootstrapped(clients.cloudformation):
            cdk.bootstrap()

    def _deploy(self, cdk: Cdk, clients: Clients, assembly: Assembly, engine: Engine | None) -> bool:
        images = assembly.images()
        if engine:
            cdk.environment["CDK_DOCKER"] = str(write_client(self._state, engine))
            cdk.environment["DOCKER_HOST"] = engine.host
        else:
            record_images(clients.ecr, images)
        stacks = assembly.stacks()
        self._say(f"Deploying {len(stacks)} stacks with the CDK CLI")
        with StackProgress(self._console, stacks, self._started) as progress:
            code, lines = cdk.deploy(progress.read)
        if code:
            raise self._failure(clients, stacks, lines)
        if progress.all_unchanged:
            self._say("No changes: every stack is deployed as this checkout describes it")
        return engine is not None

    def _failure(self, clients: Clients, stacks: list[Stack], lines: list[str]) -> LocalError:
        failed = failures(clients.cloudformation, [stack.name for stack in stacks])
        details = [f"{item.stack}: {item.resource}: {item.reason}" for item in failed] or cause(lines)
        log = self._state.log("deploy")
        if not failed:
            return LocalError("The deployment failed before a resource did.", details=details, log=log)
        first = failed[0].stack
        status = stack_statuses(clients.cloudformation).get(first, "gone")
        return LocalError(f"Stack {first} failed and is now {status}.", details=details, log=log)

    def _start_services(
        self, clients: Clients, assembly: Assembly, engine: Engine | None, built: bool
    ) -> Summary:
        images = assembly.images()
        tasks = deployed_tasks(clients, assembly.stacks())
        if tasks:
            self._say("Starting the services")
        check = self._local_aws.require_alive
        if engine:
            services = find_containers(clients, engine, tasks, images, check)
        else:
            services = start_processes(clients, self._state, tasks, images)
        wait_until_healthy(services, self._state, check)
        register(clients, tasks, services)
        number = len(images)
        return Summary(
            images_built=number if built else 0, images_recorded=0 if built else number, services=services
        )

    def _report(self, summary: Summary) -> None:
        self._say("Done")
        self._console.print()
        print_table(self._console, read_resources(self._state.resources), summary, alive(summary.services))

    def _abandon(self) -> None:
        if self._local_aws.abandon():
            self._say("Ended the local AWS, which this command had started")

    def _cdk(self, port: int) -> Cdk:
        return Cdk(self._state, port, self._settings.timeout_seconds, self._local_aws.require_alive)

    def _say(self, text: str) -> None:
        say(self._console, self._started, text)
