"""Edits after which nothing may be reported, but that something could not be decided: validators often trip here."""

from __future__ import annotations

from typing import Any

from variants import Variant, add, drop, put, rows
from variants_r4 import HL7, SCT, THO, code, extension, to

ABSENT = {"extension": [extension(HL7 + "data-absent-reason", valueCode="unknown")]}
SHOWN = {"system": SCT, "code": "713603004", "display": "een gesprek vooraf", "version": "2026", "userSelected": True}
LOCAL = {"system": "https://example.org/lokaal", "code": "x1", "display": "Eigen code"}
OTHER_FORM = "urn:uuid:0c3151bd-1cbf-4d64-b04d-cd9187a4c6e0"


def both(base: str, patient: str, wishes: str) -> tuple[Variant, ...]:
    """What is the same in both FHIR versions."""
    return rows(base, {
        "Goal/doel": (
            ("display-in-pattern", [put("category.0.coding.0", SHOWN)]),
            ("coding-beside-pattern", [add("category.0.coding", LOCAL)]),
            ("coding-before-pattern", [put("category.0.coding", [LOCAL, SHOWN])]),
            ("text-beside-pattern", [put("category.0.text", "Proactieve zorgplanning")]),
            ("coding-beside-bound-code", [put("description.coding", [LOCAL, {"system": SCT, "code": "713148004"}])]),
            ("display-of-bound-code", [put("description.coding.0.display", "iets anders dan de terminologie")]),
            ("partial-date", [put("startDate", "2026-03")]),
            ("subject-as-absolute-url", [put("subject", to("https://example.org/fhir/Patient/1"))]),
            ("subject-as-urn", [put("subject", to(OTHER_FORM))]),
            ("subject-by-identifier", [put("subject", {"identifier": {
                "system": "http://fhir.nl/fhir/NamingSystem/bsn", "value": "999900006"}})]),
            ("subject-by-display", [put("subject", {"display": "Iemand"})]),
            ("tags", [put("meta.tag", [LOCAL])]),
            ("version-of-profile", [put("meta.profile.0", f"https://api.iknl.nl/docs/pzp/{base}/StructureDefinition/"
                                                         "ACP-MedicalPolicyGoal|1.0.0")]),
        ),
        patient: (
            ("absent-birth-date", [drop("birthDate"), put("_birthDate", ABSENT)]),
            ("birth-time", [put("_birthDate", {"extension": [extension(
                HL7 + "patient-birthTime", valueDateTime="1941-06-17T04:30:00+01:00")]})]),
            ("absent-family", [put("contact.0.name._family.id", "naam")]),
            ("telecom-in-other-order", [put("telecom", [{"system": "email", "value": "a@example.org"},
                                                        {"system": "url", "value": "https://example.org"}])]),
            ("name-without-use-beside", [add("name", {"text": "Kleintje"})]),
            ("contained-practitioner", [put("contained", [{"resourceType": "Practitioner", "id": "p"}]),
                                        put("generalPractitioner", [to("#p")])]),
            ("narrative-with-entities", [put("text.div", '<div xmlns="http://www.w3.org/1999/xhtml">&#160;Saar &amp; '
                                                         'Jelle<br/><b>é</b></div>')]),
            ("year-of-birth", [put("birthDate", "1941")]),
            ("leap-day", [put("birthDate", "1940-02-29")]),
            ("id-everywhere", [put("name.0.id", "n1"), put("telecom.0.id", "t1"), put("contact.0.id", "c1")]),
        ),
        "Observation/omvang": (
            ("decimal-zeros", [put("valueQuantity.value", 63.50)]),
            ("negative-zero", [put("valueQuantity.value", -0.0)]),
            ("moment-of-leap-second", [put("effectiveDateTime", "2016-12-31T23:59:60Z")]),
            ("moment-in-far-zone", [put("effectiveDateTime", "2026-03-04T10:00:00+14:00")]),
            ("component-without-value", [drop("component.0.valueQuantity")]),
            ("absent-value", [drop("valueQuantity"), put("dataAbsentReason", {"text": "niet gemeten"})]),
        ),
        f"Observation/{wishes}": (
            ("absent-text", [drop("valueString"), put("_valueString", ABSENT)]),
            ("absent-status", [drop("status"), put("_status", ABSENT)]),
            ("text-of-many-lines", [put("valueString", "een\n\ttwee\r\n- drie €")]),
            ("coding-beside-pattern", [add("code.coding", LOCAL)]),
        ),
    })


FINE: tuple[Any, ...] = both("r4", "Patient/saar", "zorgwens") + both("stu3", "Patient/wout", "zorgwens") + rows("r4", {
    "Consent/ic": (
        ("category-beside", [add("category", {"coding": [LOCAL]})]),
        ("categories-in-other-order", [put("category", [{"coding": [LOCAL]}, code("129125009")])]),
        ("party-of-other-role", [add("provision.actor", {"role": code("INF", THO + "v3-RoleCode"),
                                                         "reference": to("Organization/praktijk")})]),
        ("reason-for-ending", [put("provision.extension", [extension(
            "http://nictiz.nl/fhir/StructureDefinition/ext-TreatmentDirective2.ReasonForEnding",
            valueString="Wens herzien")])]),
    ),
    "PractitionerRole/bloem-huisarts": (
        ("practitioner-that-meets-the-profile", [put("practitioner", to("Practitioner/stagiair"))]),
    ),
    "Encounter/gesprek": (
        ("contained-refers-to-container", [drop("serviceProvider"), put("contained.0", {
            "resourceType": "Observation", "id": "team", "status": "final", "code": {"text": "x"},
            "encounter": to("#")})]),
        ("participant-without-individual", [add("participant", {"period": {"start": "2026"}})]),
    ),
}) + rows("stu3", {
    "Encounter/gesprek": (
        ("participant-that-meets-the-profile", [put("participant.0.individual", to("Practitioner/stagiair"))]),
    ),
    "Patient/wout": (
        ("address-abroad", [put("address.0.postalCode", "1000 AA"), put("address.0.country", "België")]),
    ),
})
