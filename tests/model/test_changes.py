"""What changed: turns in what holds, edits of the record, and nothing where nothing changed."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from pzp_exchange import STU3, convert, read
from pzp_exchange import model as m
from pzp_exchange.model import own_codes as own
from pzp_exchange.model.changes import TurnKind, as_of, changes
from pzp_exchange.testing import plans

EXAMPLES = Path(__file__).parent.parent.parent / "examples"
ON = datetime.date(2026, 11, 1)
LAWS = settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.too_slow])


def limit(on: str, decision: m.Decision, ident: str, **more):
    return m.TreatmentDirective(id=ident, status="active", treatment=m.Treatment.CPR, decision=decision,
                                reviewed_on=on, **more)


@LAWS
@given(plan=plans())
def test_a_plan_does_not_differ_from_itself(plan):
    again = m.AdvanceCarePlan.model_validate_json(plan.model_dump_json())
    assert not changes(plan, again, on=ON)
    assert not changes(plan, plan, on=ON)


@LAWS
@given(plan=plans())
def test_every_statement_that_goes_is_told(plan):
    statements = list(plan.statements())
    found = changes(plan, m.AdvanceCarePlan(), on=ON)
    told = {id(one) for edit in found.edits for one in (edit.before,)}
    told |= {id(one) for turn in found.turns for one in turn.before.statements}
    current = plan.current(ON)
    told |= {id(one) for group in current.alike for one in group}
    assert all(id(one) in told for one in statements)


def test_kinds_of_turn():
    old, new = limit("2024-01-01", m.Decision.PERFORM, "a"), limit("2026-01-01", m.Decision.DO_NOT_PERFORM, "b")
    again = limit("2025-01-01", m.Decision.PERFORM, "c")
    clash = limit("2024-01-01", m.Decision.DO_NOT_PERFORM, "d")
    plan = m.AdvanceCarePlan

    def kind(before, after):
        found = changes(plan(treatment_directives=before), plan(treatment_directives=after), on=ON)
        return [turn.kind for turn in found.turns]

    assert kind((), (old,)) == [TurnKind.NEW]
    assert kind((old,), (old, new)) == [TurnKind.CHANGED]
    assert kind((old,), (old, again)) == [TurnKind.CONFIRMED]
    assert kind((old,), (old, clash)) == [TurnKind.CONFLICT]
    assert kind((old,), ()) == [TurnKind.GONE]
    assert kind((old, clash), (old, clash, new)) == [TurnKind.CHANGED]


def test_a_turn_is_not_told_again_as_an_edit():
    old, new = limit("2024-01-01", m.Decision.PERFORM, "a"), limit("2026-01-01", m.Decision.DO_NOT_PERFORM, "b")
    found = changes(m.AdvanceCarePlan(treatment_directives=(old,)), m.AdvanceCarePlan(treatment_directives=(old, new)),
                    on=ON)
    assert len(found.turns) == 1
    assert found.edits == ()


def test_one_plan_between_two_dates():
    old, new = limit("2024-01-01", m.Decision.PERFORM, "a"), limit("2026-01-01", m.Decision.DO_NOT_PERFORM, "b")
    wish = m.DimensionWish(id="w", observed_at="2026-02-01", value="Naar buiten")
    plan = m.IndividualCarePlan(treatment_directives=(old, new), dimension_wishes=(wish,))
    found = changes(plan, plan, before_on=datetime.date(2025, 1, 1), on=ON)
    assert [(turn.before.statements, turn.after.statements) for turn in found.turns] == [((old,), (new,))]
    assert [(edit.before, edit.after) for edit in found.edits] == [(None, wish)]
    assert as_of(plan, datetime.date(2025, 1, 1)).dimension_wishes == ()


def test_what_an_earlier_care_plan_said_is_not_made_up():
    record = m.CarePlan(id="izp", status="active", period=m.Period(start="2024-01-01"), revised_on="2026-03-01")
    plan = m.IndividualCarePlan(care_plans=(record,))
    found = changes(plan, plan, before_on=datetime.date(2025, 1, 1), on=ON)
    assert found.rewritten == (record,)
    assert found
    assert not changes(plan, plan, before_on=datetime.date(2026, 4, 1), on=ON)


def test_edits_name_the_attribute_and_follow_the_same_member():
    nurse = m.HealthProfessional(id="n", names=(m.Name(text="B. Bedenk"),))
    member = m.NetworkMember(who="Practitioner/n", roles=(own.NetworkRole.CENTRAL_HEALTH_PROFESSIONAL,))
    moved = member.model_copy(update={"reachable": (m.Reachability(telecom=m.Telecom(value="010-1")),)})
    one = m.IndividualCarePlan(health_professionals=(nurse,), care_networks=(m.CareNetwork(id="t", members=(member,)),))
    other = one.model_copy(update={"care_networks": (m.CareNetwork(id="t", members=(moved,)),)})
    (edit,) = changes(one, other, on=ON).edits
    (difference,) = edit.differences
    assert difference.path == ("members", "reachable")
    assert difference.after.telecom.value == "010-1"


def test_words_and_numbering_of_another_system_are_no_change():
    def plan(ident, display):
        who = m.HealthProfessional(id=ident, names=(m.Name(text="B. Bedenk"),),
                                   identifiers=(m.Identifier(system="urn:x", value="7"),))
        code = m.Coding(system="http://snomed.info/sct", code="1", display=display)
        problem = m.DimensionProblem(id="x", problem=m.Coded[m.CodeList](codings=(code,)),
                                     recorded_by=f"Practitioner/{ident}")
        return m.IndividualCarePlan(health_professionals=(who,), dimension_problems=(problem,))

    assert not changes(plan("a", "Pijn"), plan("b", "Pain"), on=ON)
    assert changes(plan("a", "Pijn"), m.IndividualCarePlan(), on=ON)


@pytest.mark.parametrize("name", ["nursing-home", "cancer-at-home", "legal-representative"])
def test_nothing_else_holds_after_conversion(name):
    document = read(EXAMPLES / f"{name}.r4.json")
    converted = convert(document, to=STU3).document
    assert changes(document.plan(), converted.plan(), on=ON).turns == ()
