"""What did not make it: told on standard error, and listed in a file."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from ..mapping.table import Loss
from ..terminology import CodeList

__all__ = ["plain", "tell_losses"]

WORDS = {
    "en": {"losses": "{count} losses: elements that did not make it", "one": "1 loss: an element that did not make it"},
    "nl": {"losses": "{count} verliezen: elementen die niet meekwamen",
           "one": "1 verlies: een element dat niet meekwam"},
}


def tell_losses(losses: Sequence[Loss], options: argparse.Namespace) -> None:
    """Write them to the file of ``--losses``, if it is given, and say on standard error how many there are."""
    if options.losses:
        rows = [{"resource": loss.resource, "path": loss.path, "value": plain(loss.value), "reason": loss.reason}
                for loss in losses]
        Path(options.losses).write_text(json.dumps(rows, ensure_ascii=False, indent=2) + "\n", "utf-8")
    if losses:
        words = WORDS[options.lang]["one" if len(losses) == 1 else "losses"]
        print(f"pzp: {words.format(count=len(losses))}", file=sys.stderr)


def plain(value: Any) -> Any:
    """A lost value as plain JSON: model objects as their content, codes as their token, decimals as text."""
    if isinstance(value, BaseModel):
        return plain(value.model_dump(exclude_defaults=True))
    if isinstance(value, dict):
        return {key: plain(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [plain(each) for each in value]
    if isinstance(value, CodeList):
        return value.token
    return value if value is None or isinstance(value, bool | int) else str(value)
