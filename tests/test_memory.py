"""A document is gone as soon as nobody holds it: reading, validating and converting leave nothing in circles.

What stands in circles waits for the garbage collector, with the trees it holds; many documents then fill the memory,
and collecting them costs more time than checking them.
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from pzp_exchange import R4, STU3, convert, read, validate
from pzp_exchange.codec import encode_json
from pzp_exchange.document import Document
from pzp_exchange.mapping.form.facts import load_form
from pzp_exchange.mapping.form.writing import write_form

EXAMPLES = Path(__file__).resolve().parent.parent / "examples"
WORK: dict[str, Callable[[Document], object]] = {
    "read": len,
    "validate": lambda document: [issue.position for issue in validate(document)],
    "plan": lambda document: document.plan().current(),
    "to R4": lambda document: convert(document, to=R4).losses,
    "to STU3": lambda document: convert(document, to=STU3).losses,
}


def form() -> bytes:
    """The filled form of an example."""
    tree, _ = write_form(read(EXAMPLES / "nursing-home.r4.json").plan(), load_form(R4.key))
    return encode_json(tree).data


@pytest.fixture
def collector_off() -> Iterator[None]:
    gc.collect()
    gc.disable()
    yield
    gc.set_debug(0)
    gc.garbage.clear()
    gc.enable()


@pytest.mark.parametrize("work", WORK)
@pytest.mark.parametrize("name", [
    "nursing-home.r4.json", "nursing-home.r4.xml", "cancer-at-home.izp.stu3.json", "form"])
@pytest.mark.usefixtures("collector_off")
def test_nothing_waits_for_the_collector(name: str, work: str) -> None:
    source = form() if name == "form" else EXAMPLES / name
    WORK[work](read(source))  # what is compiled and kept at first use
    gc.collect()
    gc.set_debug(gc.DEBUG_SAVEALL)
    WORK[work](read(source))
    gc.collect()
    assert [type(each).__name__ for each in gc.garbage] == []
