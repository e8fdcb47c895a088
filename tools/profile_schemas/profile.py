"""What a profile adds to the base definition, as JSON Schema.

A rule that JSON Schema cannot state, or could state only by refusing valid documents, is left out and listed in the
``$comment`` of the schema.
"""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import UNSET

from profile_schemas.matching import Matcher, apart
from profile_schemas.places import Place, Places, Schema, is_many, json_names
from profile_schemas.terms import CODED, both, in_value_set, pattern, present, target_types, targets
from pzp_exchange.profiles.facts import UNBOUNDED, Binding, Element, Profile, ReleaseFacts

__all__ = ["ProfileSchema"]

INVARIANTS = "invariants"
VALUE_SETS = "required value sets that are not published in full"
SLICES = "slices told by a profile, the target of a reference, or a value set that is not published in full"


class ProfileSchema:
    """The schema of one profile: ``schema`` is what it adds, ``definitions`` the profiles on datatypes and extensions
    that it uses, ``left_out`` what is not said."""

    def __init__(self, facts: ReleaseFacts, profile: Profile) -> None:
        self.facts = facts
        self.places = Places(facts.base)
        self.matcher = Matcher(facts, self.places)
        self.definitions: dict[str, Schema] = {}
        self.left_out: dict[str, set[str]] = {}
        self.schema = self._root(profile)

    @property
    def comment(self) -> str:
        """What is left out, in words; empty when nothing is."""
        return " ".join(f"Not said here, {kind}: {', '.join(sorted(names))}."
                        for kind, names in sorted(self.left_out.items()))

    def _root(self, profile: Profile) -> Schema:
        return self._value(profile.element, profile.type, (profile.type,), None, profile.name)

    def _definition(self, canonical: str) -> Schema:
        """A reference to the schema of a profile on a datatype, or of an extension."""
        profile = self.facts.definition(canonical)
        if profile is None:
            return {}
        name = profile.name or canonical.rpartition("/")[2]
        if name not in self.definitions:
            self.definitions[name] = {}
            self.definitions[name] = self._root(profile)
        return {"$ref": f"#/$defs/{name}"}

    def _value(self, facts: Element, kind: str, below: tuple[str, ...], base: Place | None, path: str) -> Schema:
        """What each value of an element must meet, given its type."""
        asked: list[Schema] = []
        if facts.fixed is not UNSET:
            asked.append({"const": facts.fixed})
        if facts.pattern is not UNSET:
            asked.append(pattern(facts.pattern))
        use = (facts.types or {}).get(kind)
        if use and len(use.profiles) == 1:
            asked.append(self._definition(use.profiles[0]))
        if use and use.targets:
            asked.append(self._targets(use.targets, kind, base))
        if facts.binding and facts.binding.strength == "required":
            asked.append(self._coded(facts.binding, kind, path))
        if facts.constraints:
            self._leave_out(INVARIANTS, *(self.facts.constraint(name).key for name in facts.constraints))
        if not self.places.is_primitive(kind):
            asked.append(self.node(facts.children, below, path))
        return both(*asked)

    def _targets(self, uses: tuple[str, ...], kind: str, base: Place | None) -> Schema:
        """The types a reference may be to, unless the base definition says the same."""
        said = base.facts.types[kind].targets if base and base.facts.types and kind in base.facts.types else ()
        allowed = target_types(self.facts, uses)
        return {} if allowed == target_types(self.facts, said) else targets(allowed)

    def _coded(self, binding: Binding, kind: str, path: str) -> Schema:
        """A required code; a binding of an extension is about its value."""
        if kind == "Extension":
            named = json_names("value[x]", CODED)
            values = {name: self._coded(binding, coded, path) for name, coded in named.items()}
            return {"properties": values} if all(values.values()) else {}
        if kind not in CODED:
            return {}
        schema = in_value_set(self.facts.value_set(binding.value_set), kind, eras=True)
        if schema is None:
            self._leave_out(VALUE_SETS, path)
        return schema or {}

    def _leave_out(self, kind: str, *names: str) -> None:
        self.left_out.setdefault(kind, set()).update(names)

    def node(self, children: dict[str, Element], places: tuple[str, ...], path: str) -> Schema:
        """What the named elements of a node must meet."""
        node = _Node()
        for name, facts in children.items():
            base = self.places.find(places, name)
            if base:  # else it is an element of another variant of a choice
                self._element(node, name, facts, base, f"{path}.{name}")
        return node.schema(self.places.keys(places[0])) if places else {}

    def _element(self, node: _Node, name: str, facts: Element, base: Place, path: str) -> None:
        needed = bool(facts.min)
        keys: list[str] = []
        for json_name, kind in json_names(name, base.types).items():
            primitive = self.places.is_primitive(kind)
            both_keys = [json_name, f"_{json_name}"] if primitive else [json_name]
            other_type = name.endswith("[x]") and facts.types is not None and kind not in facts.types
            if facts.max == 0 or other_type:
                node.never.update(both_keys)
                continue
            keys += both_keys
            below = base.below if len(base.types) == 1 else (kind,)
            value = self._value(facts, kind, below, base, path)
            if is_many(base.facts):
                value, demanded = self._array(facts, kind, below, base, path, value)
                needed = needed or demanded
            elif facts.slices:
                value = both(value, *self._by_type(facts, kind, below, base, path))
            node.ask(json_name, value)
            if primitive:
                self._sibling(node, json_name, facts, base, path)
        if needed:
            node.rules.append(present(*keys))

    def _sibling(self, node: _Node, name: str, facts: Element, base: Place, path: str) -> None:
        """The elements below a primitive stand in its ``_`` sibling."""
        parts = self.node(facts.children, ("Element",), path)
        node.ask(f"_{name}", {"items": parts} if is_many(base.facts) and parts else parts)
        if "required" in parts:
            node.together[name] = [f"_{name}"]

    def _by_type(self, facts: Element, kind: str, below: tuple[str, ...], base: Place, path: str) -> list[Schema]:
        """The slices of a choice that ask something of the values of this type."""
        assert facts.slicing is not None
        found = []
        for name, each in facts.slices.items():
            if [test.kind for test in each.match] != ["type"] or facts.slicing.discriminators[0].path != "$this":
                self._leave_out(SLICES, f"{path}:{name}")
            elif kind in each.match[0].value:
                found.append(self._value(each, kind, below, base, f"{path}:{name}"))
        return found

    def _array(self, facts: Element, kind: str, below: tuple[str, ...], base: Place, path: str,
               value: Schema) -> tuple[Schema, bool]:
        """The schema of a repeated element with its slices, and whether a slice demands that it is there."""
        primitive = self.places.is_primitive(kind)
        items = [{"anyOf": [value, {"type": "null"}]} if primitive and value else value]
        lists: list[Schema] = []
        if facts.min and facts.min > 1:
            lists.append({"minItems": facts.min})
        if facts.max not in (None, UNBOUNDED):
            lists.append({"maxItems": facts.max})
        demanded = False
        for slice_items, slice_lists in self._slices(facts, kind, below, base, path):
            items += slice_items
            lists += slice_lists
            demanded = demanded or any(schema["minContains"] for schema in slice_lists)
        of_items = both(*items)
        return both({"items": of_items} if of_items else {}, both(*lists)), demanded

    def _slices(self, facts: Element, kind: str, below: tuple[str, ...], base: Place,
                path: str) -> Iterable[tuple[list[Schema], list[Schema]]]:
        """For each slice what its items must meet, and how often they may be there.

        The items of a slice are told narrowly for what could refuse them, and widely for what asks for them: a code
        under the other URI of its system counts for a slice that must be there, and for none otherwise.
        """
        earlier: list[tuple[Element, Schema]] = []
        for name, each in facts.slices.items():
            assert facts.slicing is not None
            narrow = self.matcher.match(facts.slicing, each, below, eras=False)
            wide = self.matcher.match(facts.slicing, each, below, eras=True)
            if narrow is None or wide is None:
                self._leave_out(SLICES, f"{path}:{name}")
                continue
            others = [schema for before, schema in earlier if not apart(before, each)]
            own = both(narrow, {"not": {"anyOf": others}}) if others else narrow
            value = self._value(each, kind, below, base, f"{path}:{name}")
            items = [{"if": own, "then": value}] if value and value not in (narrow, wide) else []
            yield items, _counts(each, own, wide)
            earlier.append((each, wide))


def _counts(each: Element, narrow: Schema, wide: Schema) -> list[Schema]:
    """How many items of a slice there must be and may be."""
    least: Schema = {"minContains": each.min or 0}
    most: Schema = {} if each.max in (None, UNBOUNDED) else {"maxContains": each.max}
    if each.min and most and narrow == wide:
        return [{"contains": wide, **least, **most}]
    return [*([{"contains": wide, **least}] if each.min else []),
            *([{"contains": narrow, "minContains": 0, **most}] if most else [])]


class _Node:
    """The rules of one node, gathered element by element."""

    def __init__(self) -> None:
        self.properties: dict[str, Schema] = {}
        self.rules: list[Schema] = []
        self.never: set[str] = set()
        self.together: dict[str, list[str]] = {}

    def ask(self, name: str, schema: Schema) -> None:
        if schema:
            self.properties[name] = schema

    def schema(self, keys: set[str]) -> Schema:
        """The whole; ``keys`` are all that the base definition allows here."""
        required = [name for rule in self.rules for name in rule.get("required", ())]
        rest = [rule for rule in self.rules if "required" not in rule]
        allowed = keys - self.never
        closed: Schema = {}
        if self.never and len(allowed) <= len(self.never):
            closed = {"propertyNames": {"enum": sorted(allowed)}}
        elif self.never:
            closed = {"propertyNames": {"not": {"enum": sorted(self.never)}}}
        return both({"required": required} if required else {},
                    {"properties": self.properties} if self.properties else {}, closed,
                    {"dependentRequired": self.together} if self.together else {}, both(*rest))
