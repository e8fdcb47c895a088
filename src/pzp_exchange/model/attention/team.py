"""Rules about the central health professional: one, known, reachable, and a professional."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from ..base import Coding, Identifier
from ..individual import CentralHealthProfessional, IndividualCarePlan
from ..own_codes import NetworkRole
from ..people import ContactPerson, HealthProfessionalRole, Patient
from ..professions import BIG_NUMBER, may_be_registered
from .found import Attention, error, information, warning
from .holding import centrals, markings, name_of, networks, numbers, rings, surely_within, within

__all__ = ["known", "not_only_in_charge", "one_central", "professional", "reachable"]

NOT_PROFESSIONALS = frozenset({"Patient", "RelatedPerson"})


def known(plan: IndividualCarePlan, on: date) -> Iterator[Attention]:
    """What: somebody is the central health professional from the marking on.

    Why: patient, family and team need one main contact who keeps care together.
    Source: the vision *Samen leven tot het laatst*, central health professional.
    """
    standing = markings(plan, on)
    if standing and not centrals(plan, on):
        yield warning("PZP-TEAM-NO-CENTRAL", standing[-1])


def not_only_in_charge(plan: IndividualCarePlan, on: date) -> Iterator[Attention]:
    """What: a network with an attending physician in charge also says who is the central health professional.

    Why: being in charge of treatment (zib role RESP) and being the main contact are different facts; the one cannot be
    read as the other.
    Source: zib CareTeam, role RESP; the vision *Samen leven tot het laatst*.
    """
    if centrals(plan, on):
        return
    for network in networks(plan, on):
        for index, member in enumerate(network.members):
            if member.has(NetworkRole.ATTENDING_PHYSICIAN_IN_CHARGE) and within(member.period, on):
                yield information("PZP-TEAM-ONLY-RESP", network, f"members[{index}].roles")
                return


def one_central(plan: IndividualCarePlan, on: date) -> Iterator[Attention]:
    """What: one person at a time is the central health professional, and it can be told who.

    Why: with two main contacts each may think the other one calls. On the day one takes over from the other, and where
    a date is not precise enough, it is only said that it cannot be told.
    Source: the vision *Samen leven tot het laatst*: one known main contact.
    """
    found = centrals(plan, on)
    if len(found) < 2:
        return
    sure = [each for each in found if surely_within(each.network.period, on) and surely_within(each.member.period, on)]
    names = ", ".join(_name(each) for each in found)
    for each in sure[1:]:
        yield warning("PZP-TEAM-SEVERAL-CENTRAL", each.network, _member(each), names=names)
    if len(sure) < 2:
        yield information("PZP-TEAM-CENTRAL-DATES", found[-1].network, _member(found[-1]), names=names)


def reachable(plan: IndividualCarePlan, on: date) -> Iterator[Attention]:
    """What: the central health professional has a telephone number, and somebody answers outside office hours.

    Why: a crisis comes at night and in weekends. A deputy counts, unless the plan holds that person without a number.
    Source: the vision *Samen leven tot het laatst*: known and reachable.
    """
    for each in centrals(plan, on):
        ways = [way for way in each.reachable if rings(way.telecom)]
        attribute, who = f"{_member(each)}.reachable", _name(each)
        if not ways:
            yield warning("PZP-TEAM-NO-NUMBER", each.network, attribute, who=who)
        deputy = each.deputy is not None and numbers(plan, each.deputy, on) is not False
        if deputy or not ways or any(way.outside_office_hours for way in ways):
            continue
        if all(way.outside_office_hours is False for way in ways):
            yield warning("PZP-TEAM-OFFICE-HOURS", each.network, attribute, who=who)
        else:
            yield information("PZP-TEAM-HOURS-UNKNOWN", each.network, attribute, who=who)


def professional(plan: IndividualCarePlan, on: date) -> Iterator[Attention]:
    """What: the central health professional is a professional, of a profession that may be registered (Wet BIG).

    Why: the role asks for somebody who is accountable as a professional. A BIG number settles it; a profession that is
    not said, or not in a code that tells, is no fault.
    Source: the vision *Samen leven tot het laatst*; Wet BIG, article 3; UZI role codes.
    """
    for each in centrals(plan, on):
        if _type(each) in NOT_PROFESSIONALS:
            yield error("PZP-TEAM-NOT-PROFESSIONAL", each.network, f"{_member(each)}.who", who=_name(each))
            continue
        if _has_big_number(plan, each):
            continue
        said = [(may_be_registered(coding.system, coding.code), coding) for coding in _professions(each)]
        if not any(verdict for verdict, _ in said):
            refused = next((coding for verdict, coding in said if verdict is False), None)
            if refused:
                yield warning("PZP-TEAM-NOT-BIG", each.network, _member(each), who=_name(each),
                              profession=refused.display or refused.code or "?")
            else:
                yield information("PZP-TEAM-PROFESSION-UNKNOWN", each.network, _member(each), who=_name(each))


def _type(each: CentralHealthProfessional) -> str:
    """What kind of person it is, from the plan or else from the words of the reference."""
    if isinstance(each.who, Patient | ContactPerson):
        return each.who.reference_type
    said = each.member.who
    parts = (said.reference or "").partition("/_history/")[0].split("/") if said else []
    return parts[-2] if len(parts) > 1 else (said.type or "" if said else "")


def _has_big_number(plan: IndividualCarePlan, each: CentralHealthProfessional) -> bool:
    """Whether a number in the BIG register is known of the person, in the plan or in a reference."""
    role = each.who if isinstance(each.who, HealthProfessionalRole) else None
    person = plan.find(role.professional) if role else each.who
    references = (each.member.who, role.professional if role else None)
    identifiers: list[Identifier | None] = [reference.identifier for reference in references if reference]
    identifiers += [known for holder in (role, person) if holder for known in holder.identifiers]
    return any(known and known.system in BIG_NUMBER and known.value for known in identifiers)


def _professions(each: CentralHealthProfessional) -> list[Coding]:
    """Every coding of what the person does, by the role or by the network."""
    role = each.who if isinstance(each.who, HealthProfessionalRole) else None
    values = [*role.specialties, *role.codes] if role else []
    if each.member.profession:
        values.append(each.member.profession)
    return [coding for value in values for coding in value.codings]


def _member(each: CentralHealthProfessional) -> str:
    return f"members[{each.network.members.index(each.member)}]"


def _name(each: CentralHealthProfessional) -> str:
    said = each.member.who.reference if each.member.who else None
    return each.name or said or (name_of(each.who) if each.who else "?")
