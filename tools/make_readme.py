"""Run the commands of ``README.md`` and put their output below them.

    python tools/make_readme.py

In a ``console`` block every line that starts with ``$ `` is run by a shell beside a copy of ``examples``; what it
prints takes the place of the lines below it. ``refreshed()`` gives the new text without writing it, for the drift test.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
README = ROOT / "README.md"
BLOCK = re.compile(r"(```console\n)(.*?)(```)", re.DOTALL)
PROMPT = "$ "
PROGRAM = f"#!{sys.executable}\nfrom pzp_exchange.cli import main\nraise SystemExit(main())\n"


class CommandFailedError(Exception):
    """A command of the README did not exit with 0."""


def refreshed(text: str) -> str:
    """The text with the output of its commands as it is now. Raises ``CommandFailedError``."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        shutil.copytree(ROOT / "examples", folder / "examples")
        programs = folder / "programs"
        programs.mkdir()
        command = programs / "pzp"
        command.write_text(PROGRAM, "utf-8")
        command.chmod(0o755)
        return BLOCK.sub(lambda block: block[1] + _run_all(block[2], folder) + block[3], text)


def _run_all(block: str, folder: Path) -> str:
    lines = [line for line in block.splitlines() if line.startswith(PROMPT)]
    return "".join(f"{line}\n{_run(line.removeprefix(PROMPT), folder)}" for line in lines)


def _run(command: str, folder: Path) -> str:
    """What a command prints, without the empty lines at its end and the spaces at the end of its lines."""
    environment = {**os.environ, "LANG": "C.UTF-8", "LC_ALL": "C.UTF-8", "COLUMNS": "120",
                   "PATH": f"{folder / 'programs'}{os.pathsep}{os.environ['PATH']}",
                   "PYTHONPATH": os.pathsep.join((str(ROOT / "src"), os.environ.get("PYTHONPATH", "")))}
    done = subprocess.run(["/bin/sh", "-c", command], cwd=folder, env=environment, capture_output=True, text=True)
    if done.returncode:
        raise CommandFailedError(f"{command}: exit code {done.returncode}\n{done.stdout}{done.stderr}")
    lines = [line.rstrip() for line in (done.stdout + done.stderr).rstrip().splitlines()]
    return "".join(f"{line}\n" for line in lines)


if __name__ == "__main__":
    README.write_text(refreshed(README.read_text("utf-8")), "utf-8")
    print(README)
