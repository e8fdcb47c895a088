"""The tables as StructureDefinitions with a differential.

There are no snapshots: FHIR demands a definition of every element in them, which would be the texts of HL7 and Nictiz
over again. Validators make snapshots themselves.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape
from typing import Any

from own_profiles.table import (
    DATE,
    HL7,
    LIBRARY_VERSION,
    NOT_NATIONAL,
    NUMBERS,
    PUBLISHER,
    Extension,
    Profile,
    Rule,
    Types,
    extension_url,
    pick,
    profile_url,
    value_set_url,
)
from pzp_exchange.profiles.structure import Structure, load_structure
from pzp_exchange.terminology import CodeList

__all__ = ["extension_definition", "head", "profile_definition"]

Tree = dict[str, Any]
NL = {"coding": [{"system": "urn:iso:std:iso:3166", "code": "NL"}]}


def head(resource_type: str, url: str, ident: str, title: str, about: str) -> Tree:
    """What every definition begins with; ``ident`` is its id."""
    name = "".join(part[:1].upper() + part[1:] for part in ident.split("-"))
    told = "".join(f"<p>{escape(text)}</p>" for text in (title, about, NOT_NATIONAL))
    return {
        "resourceType": resource_type, "id": ident,
        "text": {"status": "generated", "div": f'<div xmlns="http://www.w3.org/1999/xhtml">{told}</div>'},
        "url": url, "version": LIBRARY_VERSION, "name": name, "title": title,
        "status": "draft", "experimental": False, "date": DATE, "publisher": PUBLISHER,
        "description": f"{about} {NOT_NATIONAL}", "jurisdiction": [NL],
    }


def profile_definition(profile: Profile, fhir_version: str) -> Tree:
    """One profile in one FHIR version."""
    url = profile_url(profile.name, fhir_version)
    ident = url.rpartition("/")[2]
    elements = _elements(profile.type, profile.rules, fhir_version)
    root = {"id": profile.type, "path": profile.type, "short": profile.en, "alias": [profile.nl]}
    return head("StructureDefinition", url, ident, f"{profile.en} / {profile.nl}", profile.about) | {
        "fhirVersion": NUMBERS[fhir_version], "kind": "resource", "abstract": False, "type": profile.type,
        "baseDefinition": pick(profile.parent, fhir_version), "derivation": "constraint",
        "differential": {"element": [root, *elements]},
    }


def extension_definition(extension: Extension, fhir_version: str) -> Tree:
    """One extension in one FHIR version."""
    url = extension_url(extension.name)
    root = {"id": "Extension", "path": "Extension", "short": extension.en, "alias": [extension.nl]}
    elements = _elements("Extension", [*_content(extension), Rule(path="url", fixed=("Uri", url))], fhir_version)
    return head("StructureDefinition", url, url.rpartition("/")[2], f"{extension.en} / {extension.nl}",
                f"{extension.en}.") | {
        "fhirVersion": NUMBERS[fhir_version], "kind": "complex-type", "abstract": False,
        **_context(extension.context, fhir_version), "type": "Extension", "baseDefinition": f"{HL7}Extension",
        "derivation": "constraint", "differential": {"element": [root, *elements]},
    }


def _content(extension: Extension) -> Iterator[Rule]:
    """One value, or the parts of a complex extension."""
    if not extension.parts:
        yield Rule(path="extension", max="0")
        yield Rule(path="value[x]", min=1, types=extension.types, binding=extension.binding, en=extension.en,
                   nl=extension.nl)
        return
    for part in extension.parts:
        path = f"extension:{part.name}"
        yield Rule(path=path, max=part.max, en=part.en, nl=part.nl)
        yield Rule(path=f"{path}.extension", max="0")
        yield Rule(path=f"{path}.url", fixed=("Uri", part.name))
        yield Rule(path=f"{path}.value[x]", min=1, types=part.types, en=part.en, nl=part.nl)
    yield Rule(path="value[x]", max="0")


def _context(places: tuple[str, ...], fhir_version: str) -> Tree:
    if fhir_version == "STU3":
        return {"contextType": "resource", "context": list(places)}
    return {"context": [{"type": "element", "expression": place} for place in places]}


def _elements(type_name: str, rules: Iterable[Rule], fhir_version: str) -> list[Tree]:
    """The elements in the order of the base definition, as a differential must have them."""
    stated = {path: rule for rule in rules if (path := pick(rule.path, fhir_version))}
    for path in list(stated):
        sliced, extension, _ = path.rpartition("extension:")
        if extension and "." not in path[len(sliced):]:
            stated.setdefault(f"{sliced}extension", Rule(path="", by="url"))
    places = _Order(load_structure(fhir_version), list(stated))
    return [_element(f"{type_name}.{path}", stated[path], fhir_version)
            for path in sorted(stated, key=lambda path: places.key(type_name, path))]


class _Order:
    """Sorts paths by the base definition, and slices as the table has them."""

    def __init__(self, structure: Structure, paths: list[str]) -> None:
        self.structure = structure
        self.paths = paths

    def key(self, type_name: str, path: str) -> list[tuple[int, int]]:
        """Per step the place of the element in its type, and of the slice among the slices."""
        found: list[tuple[int, int]] = []
        place, walked = type_name, ""
        for step in path.split("."):
            name, _, part = step.partition(":")
            walked = f"{walked}.{step}".lstrip(".")
            facts = next(each for each in self.structure.elements(place).values()
                         if each.name == name or (each.choice and f"{each.choice}[x]" == name))
            found.append((facts.order, self.paths.index(walked) + 1 if part else 0))
            place = facts.type
        return found


def _element(ident: str, rule: Rule, fhir_version: str) -> Tree:
    """An ElementDefinition of a differential."""
    last = ident.rpartition(".")[2]
    made: Tree = {"id": ident, "path": ".".join(step.partition(":")[0] for step in ident.split("."))}
    if ":" in last:
        made["sliceName"] = last.partition(":")[2]
    if rule.by:
        made["slicing"] = {"discriminator": [{"type": "value", "path": rule.by}], "rules": "open"}
    if rule.en:
        made |= {"short": rule.en, "alias": [rule.nl]}
    made |= {name: value for name in ("min", "max") if (value := getattr(rule, name)) is not None}
    if types := pick(rule.types, fhir_version):
        made["type"] = list(_types(types, fhir_version))
    if rule.pattern:
        made["patternCodeableConcept"] = rule.pattern
    if rule.fixed:
        made[f"fixed{rule.fixed[0]}"] = rule.fixed[1]
    if rule.binding:
        made["binding"] = _binding(*rule.binding, fhir_version)
    return made


def _types(types: Types, fhir_version: str) -> Iterator[Tree]:
    """STU3 repeats a type for each target, R4 lists the targets."""
    for code, named in types.items():
        key = "profile" if code == "Extension" else "targetProfile"
        if fhir_version == "STU3" and named:
            yield from ({"code": code, key: url} for url in named)
        else:
            yield {"code": code, **({key: list(named)} if named else {})}


def _binding(strength: str, codes: type[CodeList], fhir_version: str) -> Tree:
    url = value_set_url(codes)
    if fhir_version == "STU3":
        return {"strength": strength, "valueSetReference": {"reference": url}}
    return {"strength": strength, "valueSet": url}
