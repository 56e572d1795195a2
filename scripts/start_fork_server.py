"""Imports the modules that homes and simulators need, and starts each of them by forking.

It prints its port. A client connects and sends an order as one line of JSON. The first line of the answer is the id of
the process, the second its exit status.
"""

import ctypes
import gc
from importlib import import_module
import json
import os
import runpy
import selectors
import signal
import socket
import sys
import traceback
from typing import Any

MODULES = (
    "homeassistant.__main__",
    "homeassistant.bootstrap",
    "homeassistant.auth.providers.homeassistant",
    *(
        f"homeassistant.components.{name}"
        for name in (
            "api",
            "application_credentials",
            "auth",
            "backup",
            "binary_sensor",
            "brands",
            "button",
            "calendar",
            "config",
            "conversation",
            "diagnostics",
            "frontend",
            "history",
            "http",
            "image",
            "labs",
            "logbook",
            "logger",
            "lovelace",
            "onboarding",
            "recorder",
            "recorder.statistics",
            "repairs",
            "sensor",
            "sensor.recorder",
            "system_health",
            "todo",
            "websocket_api",
        )
    ),
)
SET_PARENT_DEATH_SIGNAL = 1
LOOPBACK = "127.0.0.1"
KEY = "TRAKT_UPCOMING_FORK_SERVER_KEY"


def serve(key: str) -> None:
    """Start a process for each order, until this process is ended."""
    children: dict[int, socket.socket] = {}
    signals, signalled = socket.socketpair()
    signals.setblocking(False)
    signal.signal(signal.SIGCHLD, lambda *_: None)
    signal.set_wakeup_fd(signals.fileno())
    with socket.create_server((LOOPBACK, 0)) as server, selectors.DefaultSelector() as selector:
        print(server.getsockname()[1], flush=True)
        selector.register(server, selectors.EVENT_READ)
        selector.register(signalled, selectors.EVENT_READ)
        while True:
            ready = {key.fileobj for key, _ in selector.select()}
            if signalled in ready:
                signalled.recv(4096)
                report_ended(children)
            if server in ready:
                client, _ = server.accept()
                order = json.loads(client.makefile().readline())
                if order.pop("key") != key:
                    client.close()
                    continue
                process_id = start(order)
                children[process_id] = client
                client.sendall(f"{process_id}\n".encode())


def report_ended(children: dict[int, socket.socket]) -> None:
    """Send the exit status of each ended process to its client."""
    while children:
        process_id, status = os.waitpid(-1, os.WNOHANG)
        if not process_id:
            return
        with children.pop(process_id) as client:
            try:
                client.sendall(f"{os.waitstatus_to_exitcode(status)}\n".encode())
            except OSError:
                # The client has disconnected.
                continue


def start(order: dict[str, Any]) -> int:
    """Fork a process for an order, and return its id."""
    if process_id := os.fork():
        # Also done here, so that the group exists before the client knows its id.
        os.setpgid(process_id, process_id)
        return process_id
    status = 1
    try:
        run(**order)
        status = 0
    except SystemExit as end:
        status = end.code if isinstance(end.code, int) else int(end.code is not None)
    except BaseException:  # noqa: BLE001 - Python handles errors at the end of a process like this
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(status)


def run(
    *, program: str, arguments: list[str], folder: str, environment: dict[str, str], stdout: str, stderr: str
) -> None:
    """Run a file or a module in this process as Python would."""
    signal.set_wakeup_fd(-1)
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    os.setpgid(0, 0)
    ctypes.CDLL(None).prctl(SET_PARENT_DEATH_SIGNAL, signal.SIGTERM)
    for name, number in ((os.devnull, 0), (stdout, 1), (stderr, 2)):
        file = os.open(name, os.O_RDWR)
        os.dup2(file, number)
        os.close(file)
    os.chdir(folder)
    os.environ.clear()
    os.environ.update(environment)
    sys.path[:0] = filter(None, environment.get("PYTHONPATH", "").split(os.pathsep))
    sys.argv = [program, *arguments]
    if program.endswith(".py"):
        runpy.run_path(program, run_name="__main__")
    else:
        runpy.run_module(program, run_name="__main__", alter_sys=True)


if __name__ == "__main__":
    ctypes.CDLL(None).prctl(SET_PARENT_DEATH_SIGNAL, signal.SIGTERM)
    for module in MODULES:
        import_module(module)
    # The imported objects are never freed, so forked processes need not copy them for the garbage collector.
    gc.collect()
    gc.freeze()
    serve(os.environ[KEY])
