"""The people around the patient: professionals, volunteers, social domain and informal carers.

Library profile on CareTeam with the elements of nl-core-CareTeam; the central health professional is the member with
that role, which is another fact than being the attending physician in charge (zib role RESP).
"""

from __future__ import annotations

from typing import ClassVar

from .base import Coded, CodeList, Model, Note, PartialDate, Period, Reference
from .findings import Observed
from .own_codes import CarerOutlook, NetworkRole
from .people import Telecom
from .statement import Statement

__all__ = ["CareNetwork", "CarerCapacity", "NetworkMember", "Reachability"]


class Reachability(Model):
    """How and when somebody can be reached. nl: Bereikbaarheid"""

    telecom: Telecom | None = None
    """Number or address. nl: Contactgegevens"""
    when: str | None = None
    """In words: ``werkdagen 8-17 uur``. nl: Wanneer"""
    outside_office_hours: bool | None = None
    """Whether this also works at night and in weekends. nl: Ook buiten kantoortijd"""


class NetworkMember(Model):
    """Somebody in the network, with what they do there. nl: Lid van het netwerk"""

    who: Reference | None = None
    """nl: Persoon"""
    roles: tuple[Coded[NetworkRole], ...] = ()
    """nl: Rollen"""
    profession: Coded[CodeList] | None = None
    """Said here when the professional's own record does not. nl: Beroep"""
    on_behalf_of: Reference | None = None
    """nl: Organisatie"""
    period: Period | None = None
    """From and until. nl: Periode"""
    reachable: tuple[Reachability, ...] = ()
    """nl: Bereikbaarheid"""
    deputy: Reference | None = None
    """Who answers outside office hours. nl: Waarnemer"""

    def has(self, role: NetworkRole) -> bool:
        """Whether one of the roles is this one."""
        return any(each.value is role for each in self.roles)


class CareNetwork(Statement):
    """Everybody around the patient. nl: Zorgnetwerk"""

    reference_type: ClassVar[str] = "CareTeam"
    status: str | None = None
    name: str | None = None
    patient: Reference | None = None
    period: Period | None = None
    members: tuple[NetworkMember, ...] = ()
    """nl: Leden"""
    notes: tuple[Note, ...] = ()

    @property
    def date(self) -> PartialDate | None:
        """From when."""
        return self.period.start if self.period else None


class CarerCapacity(Observed):
    """The question to an informal carer how long they can keep going, and the answer. nl: Draagkracht mantelzorger"""

    carer: Reference | None = None
    """Who was asked. nl: Mantelzorger"""
    value: Coded[CarerOutlook] | None = None
    """nl: Antwoord"""
