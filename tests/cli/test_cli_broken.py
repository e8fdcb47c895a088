"""Whatever the bytes: a documented exit code, a message with a code, never a traceback."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from broken import COMMANDS, Broken, answer, broken_inputs, documents
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

CODE = re.compile(r"\[PZP-[A-Z0-9-]+\]")
CASES = list(broken_inputs())
USAGE = ("name what to write with --to", "choose one with --patient", "name a directory with --output")
"""What may be said instead of a finding: the question is not clear enough."""
def check(code: int, out: bytes, err: str) -> None:
    """What holds of every answer."""
    assert code in (0, 1, 2)
    assert "internal error" not in err, err
    assert "Traceback" not in err, err
    if code == 2:
        assert out == b""
        assert CODE.search(err) or any(words in err for words in USAGE), err
    if code == 1:
        assert CODE.search(err), err
        assert out


def test_there_are_more_than_200_of_them_each_of_its_own() -> None:
    assert len(CASES) > 200
    assert len({case.name for case in CASES}) == len(CASES)
    sound = {data.strip() for _, data in documents().values()}
    assert [case.name for case in CASES if case.data.strip() in sound] == []


@pytest.mark.parametrize("case", [pytest.param(case, id=case.name) for case in CASES])
def test_broken_input(case: Broken, tmp_path: Path) -> None:
    path = tmp_path / f"input{case.suffix}"
    path.write_bytes(case.data)
    for command in COMMANDS.values():
        check(*answer((*command, str(path))))


@pytest.mark.parametrize("name", documents())
def test_sound_input(name: str, tmp_path: Path) -> None:
    suffix, data = documents()[name]
    path = tmp_path / f"input{suffix}"
    path.write_bytes(data)
    for command in COMMANDS.values():
        if name == "plan JSON" and "same" in command:
            continue
        code, out, err = answer((*command, str(path)))
        assert (code, err) == (0, "")
        assert out


@pytest.mark.parametrize("case", [c for c in CASES if c.kind.startswith("cut off")], ids=lambda case: case.name)
def test_truncation_is_called_so_and_placed(case: Broken, tmp_path: Path) -> None:
    path = tmp_path / f"input{case.suffix}"
    path.write_bytes(case.data)
    code, _, err = answer(("convert", "--to", "same", str(path)))
    if case.document == "NDJSON" and case.data.endswith(b"\n"):
        assert (code, err) == (0, ""), "a cut between lines leaves whole lines"
    else:
        assert code in (1, 2)
        assert re.match(rf"fatal: {re.escape(str(path))}:\d+:\d+:", err), err


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.binary(max_size=200), suffix=st.sampled_from((".json", ".xml", ".ndjson")))
@example(data=b"{", suffix=".xml")
@example(data=b"<", suffix=".json")
def test_random_bytes(data: bytes, suffix: str, tmp_path: Path) -> None:
    path = tmp_path / f"random{suffix}"
    path.write_bytes(data)
    for command in COMMANDS.values():
        check(*answer((*command, str(path))))


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(name=st.sampled_from(sorted(documents())), where=st.integers(0, 10_000), new=st.binary(min_size=1, max_size=4))
def test_some_bytes_changed(name: str, where: int, new: bytes, tmp_path: Path) -> None:
    suffix, data = documents()[name]
    at = where % len(data)
    path = tmp_path / f"changed{suffix}"
    path.write_bytes(data[:at] + new + data[at + len(new):])
    for command in COMMANDS.values():
        check(*answer((*command, str(path))))


SCALARS = st.none() | st.booleans() | st.integers() | st.text(max_size=5) | st.decimals(-9, 9, places=2).map(float)
ANY_JSON = st.recursive(SCALARS, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(
    st.sampled_from(("id", "meta", "profile", "extension", "url", "reference", "coding", "x")), inner, max_size=3),
    max_leaves=8)


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(name=st.sampled_from(("Consent JSON", "Bundle JSON", "plan JSON")), data=st.data())
def test_any_member_of_any_shape(name: str, data: st.DataObject, tmp_path: Path) -> None:
    tree = json.loads(documents()[name][1])
    key = data.draw(st.sampled_from([key for key in tree if key not in ("resourceType", "$schema")]))
    path = tmp_path / "shape.json"
    path.write_text(json.dumps({**tree, key: data.draw(ANY_JSON)}))
    for command in COMMANDS.values():
        check(*answer((*command, str(path))))
