"""One statement of a plan to a resource of a release, from whichever FHIR version it came."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ..model.base import Carried, Model
from ..model.doubts import Doubts
from ..model.people import ContactPerson, HealthProfessional, HealthProfessionalRole, Patient
from ..model.plan import AdvanceCarePlan
from ..model.statement import Statement
from ..releases import RELEASES, Release
from ..tree import MISSING, Tree, copy
from .contained import contained_in, persons_contained, without_dangling
from .passing import extension_passes
from .table import Context, Loss, Mapping, without_words
from .tables import ReleaseTables, tables

__all__ = ["Writer", "fits", "model_losses", "profile_meta"]

META = ("versionId", "lastUpdated", "security", "tag")
"""What ``meta`` says in every FHIR version, beside the profiles."""
PEOPLE = (Patient, ContactPerson, HealthProfessional, HealthProfessionalRole)
"""Others refer to them, and what was not understood of them does not change what was agreed."""


def profile_meta(mapping: Mapping) -> Tree:
    """The ``meta`` of a resource that claims just its own profile."""
    return {"profile": [mapping.profile]}


Role = tuple[HealthProfessionalRole, dict[str, Tree]]


def persons_in(plan: AdvanceCarePlan, known: ReleaseTables) -> list[Role]:
    """The roles of the plan, each with the person behind it as Reference, by every way to refer to the role."""
    table = known.mappings["health_professional_roles"]
    codec = next(each.codec for each in table.fields if each.name == "professional")
    found: list[Role] = []
    for role in plan.health_professional_roles:
        tree = codec.write(role.professional, Context()) if role.professional else MISSING  # type: ignore[union-attr]
        if isinstance(tree, dict):
            names = (f"{role.reference_type}/{role.id}" if role.id else None, role.full_url)
            found.append((role, {name: tree for name in names if name}))
    return found


class Writer:
    """Writes the statements of one plan in one release."""

    def __init__(self, known: ReleaseTables, release: Release, plan: AdvanceCarePlan) -> None:
        self.known = known
        self.release = release
        self.plan = plan
        self._roles: dict[str, list[Role]] = {}
        self.not_understood = Doubts(plan)

    def write(self, statement: Statement) -> tuple[Tree | None, list[Loss]]:
        """The resource, or ``None`` when it cannot be said, and what was lost."""
        mapping = self.known.by_model[type(statement)]
        carry = fits(statement.carried_from, self.release)
        context = Context(carry=carry, as_read=carry and statement.carried_from is not None,
                          systems=self.known.systems, persons=self._persons(statement, self.known),
                          passes=extension_passes(self.release.fhir_version))
        name = f"{mapping.resource}/{statement.id or statement.full_url or ''}"
        tree = mapping.write(statement, context) if carry else self._across(statement, mapping, context)
        refused = context.refused
        if not carry and not isinstance(statement, PEOPLE) and statement in self.not_understood:
            refused = "not-understood"
        if refused and not (carry and statement.carried_from):
            return None, list(model_losses(name, type(statement).__name__, statement, refused))
        meta_lost = self._meta(tree, statement, mapping, carry)
        lost = [*context.losses, *((path, value, "not-mapped") for path, value in meta_lost)]
        losses = [Loss(name, path if path[:1].isupper() else f"{mapping.resource}.{path}", value, reason)
                  for path, value, reason in lost]
        narrative = statement.narrative
        if narrative and narrative.made_for == statement.fingerprint and (carry or not losses):
            tree["text"] = {key: value for key, value in (("status", narrative.status), ("div", narrative.div))
                            if value is not None}
        elif narrative:
            losses.append(Loss(name, f"{mapping.resource}.text", narrative.div, "narrative-no-longer-true"))
        return tree, losses

    def _across(self, statement: Statement, mapping: Mapping, context: Context) -> Tree:
        """A statement that was read in another FHIR version, with its contained resources."""
        source = next((each for each in RELEASES if each.key == statement.carried_from), None)
        known = tables(source.fhir_version) if source else None
        if known is None:
            return mapping.write(statement, context)
        plain = self._without_wording(statement, known, mapping)
        contained = plain.carried.get("contained")
        if contained is None:
            return mapping.write(plain, context)
        context.persons = {**context.persons, **persons_contained(contained)}
        rest = {key: value for key, value in plain.carried.items() if key != "contained"}
        tree: Tree = mapping.write(plain.model_copy(update={"carried": Carried(rest)}), context)
        written, lost = contained_in(contained, known, self.known, context)
        if written:
            tree["contained"] = written
        context.losses.extend((*lost, *without_dangling(tree)))
        return tree

    def _persons(self, statement: Statement, known: ReleaseTables) -> dict[str, Tree]:
        """The person behind each role by reference; of roles of one id the one from where the statement was read."""
        if known.fhir_version not in self._roles:
            self._roles[known.fhir_version] = persons_in(self.plan, known)
        roles, mine = self._roles[known.fhir_version], {origin.key for origin in statement.sources}
        if mine:
            roles = sorted(roles, key=lambda each: any(origin.key in mine for origin in each[0].sources))
        return {name: tree for _, named in roles for name, tree in named.items()}

    def _without_wording(self, statement: Statement, known: ReleaseTables, target: Mapping) -> Statement:
        """A statement with only those carried elements that its attributes do not hold, as its own tables read it."""
        mapping = known.by_model[type(statement)]
        context = Context(as_read=True, systems=known.systems, persons=self._persons(statement, known))
        tree = mapping.write(statement, context)
        del tree["resourceType"]
        tree.pop("meta", None)
        plain: Statement = mapping.read(tree, context.anew(plain=True))
        same = dict(target.constants)
        formal = {key for key, constant in mapping.constants if without_words(same.get(key)) != without_words(constant)
                  and without_words(plain.carried.get(key), ("display",)) == without_words(constant)}
        carried = Carried({key: value for key, value in plain.carried.items() if key not in formal})
        return plain.model_copy(update={"full_url": statement.full_url, "left_out": (), "carried": carried})

    def _meta(self, tree: Tree, statement: Statement, mapping: Mapping, carry: bool) -> list[tuple[str, Any]]:
        """Put the profile into the tree, with what else was in ``meta``; tell what of it is lost."""
        if carry and "meta" in statement.left_out:
            return []
        meta = profile_meta(mapping)
        lost: list[tuple[str, Any]] = []
        carried = statement.carried.get("meta") if "meta" in statement.left_out else None
        for key, value in carried.items() if isinstance(carried, dict) else ():
            if key == "profile":
                lost.extend(("meta.profile", each) for each in value if each not in self._own_profiles(statement))
            elif key in META:
                meta[key] = copy(value)
            else:
                lost.append((f"meta.{key}", value))
        first: Tree = {key: tree.pop(key) for key in ("resourceType", "id") if key in tree}
        rest = dict(tree)
        tree.clear()
        tree.update({**first, "meta": meta, **rest})
        return lost

    @staticmethod
    def _own_profiles(statement: Statement) -> set[str]:
        """The profiles that say, in any FHIR version, what the statement is: they are rewritten, not lost."""
        known = [tables(each.fhir_version) for each in RELEASES]
        return {each.by_model[type(statement)].profile for each in known if each and type(statement) in each.by_model}


def fits(source: str | None, release: Release) -> bool:
    """Whether elements carried from a release may be written in another one: only within one FHIR version."""
    return source is None or any(r.key == source and r.fhir_version == release.fhir_version for r in RELEASES)


def model_losses(resource: str, name: str, item: Model, reason: str) -> Iterator[Loss]:
    for attribute in type(item).model_fields:
        value = getattr(item, attribute)
        if value not in (None, (), {}) and attribute != "sources":
            yield Loss(resource, f"{name}.{attribute}", value, reason)
