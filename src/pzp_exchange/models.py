"""Trees as ``fhir.resources`` objects, for users who want typed FHIR (extra ``fhir-models``)."""

from __future__ import annotations

import importlib
from typing import Any

from .codec import encode_json
from .document import Entry

__all__ = ["MODEL_PACKAGES", "model_of"]

MODEL_PACKAGES = {"R4": "fhir.resources.R4B", "STU3": "fhir.resources.STU3"}


def model_of(entry: Entry) -> Any:
    """One resource as an object. Raises ``ImportError`` without the extra, ``ValidationError`` when it is refused."""
    version = entry.fhir_version
    package = importlib.import_module(MODEL_PACKAGES[version])
    return package.get_fhir_model_class(entry.type).model_validate_json(encode_json(entry.tree).data)
