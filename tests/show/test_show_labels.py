"""The words of the interface: both languages, nothing missing."""

from __future__ import annotations

import re
import string
from importlib.resources import files

import pytest

from pzp_exchange.model import (
    AdvanceDirective,
    Finding,
    InformRelativesRequest,
    MedicalDevice,
    MedicalPolicyGoal,
    Reason,
    TreatmentDirective,
)
from pzp_exchange.model.codes import AbsentReason, Decision, Treatment
from pzp_exchange.show.labels import LANGUAGES, labels
from pzp_exchange.show.rows import TREATMENTS

KINDS = (AdvanceDirective, InformRelativesRequest, MedicalDevice, MedicalPolicyGoal, TreatmentDirective)
NEEDED = [
    *(f"treatment.{one.token}" for one in TREATMENTS),
    *(f"decision.{one.token}" for one in Decision),
    *(f"reason.{one}" for one in Reason),
    *(f"absent.{one.code}" for one in AbsentReason),
    *(f"kind.{one.__name__}" for one in (*KINDS, *Finding.__subclasses__())),
    *(f"month.{number}" for number in range(1, 13)),
]


def fields(text):
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def test_the_languages_have_the_same_keys_and_values_to_fill_in():
    english, dutch = (labels(language).texts for language in LANGUAGES)
    assert list(english) == list(dutch)
    assert {key: fields(text) for key, text in english.items()} == {key: fields(text) for key, text in dutch.items()}
    assert all(text.strip() for text in (*english.values(), *dutch.values()))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_code_that_can_come_has_words(language):
    assert [key for key in NEEDED if key not in labels(language).texts] == []


def test_every_treatment_but_other_has_a_row():
    assert set(TREATMENTS) == set(Treatment) - {Treatment.OTHER}


def test_every_key_used_exists():
    package = files("pzp_exchange.show")
    sources = [entry.read_text("utf-8") for entry in package.iterdir() if entry.name.endswith((".py", ".j2"))]
    used = {key for text in sources for key in re.findall(r"""\b(?:t|words)\(\s*"([a-z][\w.-]+)"[,)]""", text)}
    assert len(used) > 50
    assert used - labels("en").texts.keys() == set()


def test_a_language_there_is_no_other():
    with pytest.raises(LookupError, match="'fr'"):
        labels("fr")
