"""Some runs of the real thing: ``python -m pzp_exchange`` in a process of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

import pzp_exchange
from invented import BUNDLE, PATIENT, as_json, as_lines, as_xml, changed

COMMAND = [sys.executable, "-m", "pzp_exchange"]


def environment(**more: str) -> dict[str, str]:
    """The environment with this package in it, and no locale."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("LC_", "LANG"))}
    return {**kept, "PYTHONPATH": str(Path(pzp_exchange.__file__).parents[1]), **more}


def pzp(*arguments: str, given: bytes = b"", **more: str) -> subprocess.CompletedProcess[bytes]:
    """One run."""
    return subprocess.run([*COMMAND, *arguments], input=given, capture_output=True, check=False,  # noqa: S603
                          env=environment(**more), timeout=60)


def test_standard_input_to_standard_output() -> None:
    done = pzp("convert", "-", "--to", "same", "--format", "xml", given=as_json(PATIENT))
    assert (done.returncode, done.stdout, done.stderr) == (0, as_xml(PATIENT), b"")


@pytest.mark.parametrize(("arguments", "given", "code"), [
    (("convert", "-", "--to", "same"), as_json(BUNDLE), 0),
    (("convert", "-", "--to", "same"), as_lines(PATIENT, PATIENT) + b"{\n", 1),
    (("convert", "-", "--to", "same"), b"{", 2),
    (("convert", "-", "--to", "same"), b"", 2),
    (("convert", "-"), b"", 2),
    (("show", "-"), as_json(BUNDLE), 0),
    (("releases",), b"", 0),
    ((), b"", 2),
])
def test_exit_codes(arguments: tuple[str, ...], given: bytes, code: int) -> None:
    done = pzp(*arguments, given=given)
    assert done.returncode == code
    assert bool(done.stdout) is (code < 2)
    assert bool(done.stderr) is (code > 0)
    assert b"Traceback" not in done.stderr


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "utf-8"])
def test_output_is_utf_8_whatever_the_terminal_is(encoding: str) -> None:
    done = pzp("show", "-", given=as_json(BUNDLE), PYTHONIOENCODING=encoding)
    assert (done.returncode, done.stderr) == (0, b"")
    assert "Vérzonnen" in done.stdout.decode("utf-8")
    assert pzp("releases", PYTHONIOENCODING=encoding).returncode == 0


def test_messages_can_be_written_whatever_the_terminal_is() -> None:
    done = pzp("show", "-", given='{"é": é}'.encode(), PYTHONIOENCODING="ascii")
    assert done.returncode == 2
    assert b"PZP-JSON-SYNTAX" in done.stderr
    assert b"internal error" not in done.stderr


def test_the_language_of_the_locale() -> None:
    assert b"Er staat niets in." in pzp("show", "-", LANG="nl_NL.UTF-8").stderr
    assert b"There is nothing in it." in pzp("show", "-", LANG="nl_NL.UTF-8", LC_ALL="C.UTF-8").stderr


def test_a_reader_that_stops_early_is_no_fault(tmp_path: Path) -> None:
    path = tmp_path / "many.ndjson"
    path.write_bytes(as_lines(*(changed(PATIENT, id=f"p{n}") for n in range(3000))))
    with subprocess.Popen([*COMMAND, "convert", str(path), "--to", "same"], stdout=subprocess.PIPE,  # noqa: S603
                          stderr=subprocess.PIPE, env=environment()) as process:
        assert process.stdout
        assert process.stderr
        assert process.stdout.read(10)
        process.stdout.close()
        said = process.stderr.read()
        code = process.wait(60)
    assert said == b""
    assert code in (0, 1)


def test_a_file_name_that_is_no_text(tmp_path: Path) -> None:
    name = os.fsencode(tmp_path) + b"/\xff.json"
    with open(name, "wb") as file:  # noqa: PTH123 - pathlib takes text only
        file.write(b"{")
    done = subprocess.run([*map(os.fsencode, COMMAND), b"show", name], capture_output=True, check=False,  # noqa: S603
                          env=environment(), timeout=60)
    assert done.returncode == 2
    assert b"PZP-JSON-TRUNCATED" in done.stderr
    assert b"internal error" not in done.stderr


def test_losses_go_to_their_own_file(tmp_path: Path) -> None:
    losses = tmp_path / "losses.json"
    done = pzp("convert", "-", "--to", "r4", "--losses", str(losses), given=as_json({**BUNDLE, "total": 2}))
    assert (done.returncode, done.stderr) == (0, b"pzp: 1 loss: an element that did not make it\n")
    assert json.loads(losses.read_bytes()) == [
        {"resource": "Bundle", "path": "Bundle.total", "value": 2, "reason": "bundle-envelope"}]


def test_checking_json_imports_nothing_that_only_others_need(tmp_path: Path) -> None:
    path = tmp_path / "patient.json"
    path.write_bytes(as_json(PATIENT))
    code = ("import sys\nfrom pzp_exchange.cli import main\n"
            f"main(['validate', {str(path)!r}, '--output', {os.devnull!r}])\nprint(*sys.modules)")
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True,  # noqa: S603
                          env=environment(), timeout=60)
    assert set(done.stdout.decode().split()).isdisjoint({
        "lxml", "rich", "jinja2", "fhirpathpy", "concurrent.futures", "xml.parsers.expat",
        "pzp_exchange.codec.xmlread", "pzp_exchange.codec.xmlwrite"})
