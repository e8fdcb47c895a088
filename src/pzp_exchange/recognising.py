"""What a resource is: the release that what it claims tells, else the FHIR version that knows all its elements."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from .codec import Decoded
from .releases import RELEASES, Release, claimed
from .report import Report
from .tree import Tree, get

if TYPE_CHECKING:
    from .codec import XmlDocument
    from .profiles.structure import Structure

__all__ = ["claims_of", "decode_xml", "items_of", "release_of", "structure_of"]

VERSIONS = tuple(dict.fromkeys(known.fhir_version for known in RELEASES))


def items_of(bundle: Tree) -> Iterator[tuple[int, Any]]:
    """The entries of a Bundle with their index."""
    items = bundle.get("entry")
    yield from enumerate(items if isinstance(items, list) else ())


def claims_of(tree: Tree) -> list[Any]:
    """What a resource claims to follow: its profiles, and the form when it is a filled one."""
    meta = tree.get("meta")
    found = meta.get("profile") if isinstance(meta, dict) else None
    claims = list(found) if isinstance(found, list) else []
    if "questionnaire" in tree:
        claims += (tree["questionnaire"], get(tree, ("questionnaire", "reference")))  # R4, STU3
    return claims


def all_claims(tree: Any) -> list[Any]:
    """The claims of a resource, and of the entries when it is a Bundle."""
    claims = claims_of(tree)
    for _, item in items_of(tree) if tree.get("resourceType") == "Bundle" else ():
        resource = item.get("resource") if isinstance(item, dict) else None
        if isinstance(resource, dict):
            claims += all_claims(resource)
    return claims


def release_of(tree: Tree) -> Release | None:
    """The release of a resource: by what it claims to follow, else by which FHIR version knows all its elements."""
    found = claimed(all_claims(tree))
    if found:
        return found
    return _fewest({version: structure_of(version).unknown_elements(tree) for version in VERSIONS})


def structure_of(fhir_version: str) -> Structure:
    """The base structure, imported here: most sets say their release."""
    from .profiles.structure import load_structure

    return load_structure(fhir_version)


def _fewest(unknown: dict[str, int]) -> Release | None:
    """The release of the FHIR version with the fewest unknown elements, or ``None`` when that is no single one."""
    fitting = [version for version, count in unknown.items() if count == min(unknown.values())]
    return next(r for r in RELEASES if r.fhir_version == fitting[0]) if len(fitting) == 1 else None


def decode_xml(parsed: XmlDocument, found: Release | None) -> tuple[Decoded, Release | None]:
    """The tree by the structure of the release, or of the FHIR version that understands most of it.

    What XML decoding could not place is not in the tree, so its errors count beside the unknown elements of the tree.
    Where that does not decide, the release is ``None`` and the tree that of the first FHIR version.
    """
    if found:
        return parsed.decode(structure_of(found.fhir_version)), found
    decoded = {version: parsed.decode(structure_of(version)) for version in VERSIONS}
    found = _fewest({version: _not_understood(each, version) for version, each in decoded.items()})
    return decoded[found.fhir_version if found else VERSIONS[0]], found


def _not_understood(decoded: Decoded, fhir_version: str) -> int:
    errors = len(Report(decoded.issues).errors)
    return errors + (structure_of(fhir_version).unknown_elements(decoded.tree) if decoded.tree else 0)
