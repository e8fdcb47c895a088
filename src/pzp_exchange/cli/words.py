"""What the commands say on standard error, besides findings, in English and Dutch."""

from __future__ import annotations

from typing import Any

__all__ = ["WORDS", "Usage", "said"]

WORDS: dict[str, tuple[str, str]] = {
    "as-said": ("{text}", "{text}"),
    "no-such-path": ("{path}: no such file or directory", "{path}: bestaat niet"),
    "nothing-read": ("nothing could be read", "er kon niets worden gelezen"),
    "skipped": ("{count} files skipped, not named .json, .xml or .ndjson",
                "{count} bestanden overgeslagen die niet op .json, .xml of .ndjson eindigen"),
    "no-patient": ("there is no patient in this set", "er is geen patiënt in deze set"),
    "no-such-patient": ("no patient {wanted} in this set", "geen patiënt {wanted} in deze set"),
    "several-patients": ("the set is about {count} patients ({ids}); choose one with --patient",
                         "de set gaat over {count} patiënten ({ids}); kies er een met --patient"),
    "a-plan-each": ("the set is about {count} patients; name a directory with --output DIR/ for a plan each",
                    "de set gaat over {count} patiënten; noem een map met --output MAP/ voor elk een plan"),
    "two-people": ("these are plans of two different people: their citizen service numbers (BSN) differ",
                   "dit zijn plannen van twee verschillende mensen: hun burgerservicenummers (BSN) verschillen"),
    "one-person-not-told": (
        "a citizen service number (BSN) is missing: nobody can tell whether these are plans of one person",
        "een burgerservicenummer (BSN) ontbreekt: niet te zeggen is of dit plannen van één persoon zijn"),
    "two-documents": ("give two documents, or one with --from YYYY-MM-DD",
                      "geef twee documenten, of één met --from JJJJ-MM-DD"),
    "no-author": ("name who hands over with --author: the plan has not one central health professional",
                  "zeg met --author wie overdraagt: het plan heeft niet één centrale zorgverlener"),
    "losses-of-page": ("--losses goes with a FHIR document, not with a page",
                       "--losses hoort bij een FHIR-document, niet bij een pagina"),
    "audiences-alone": ("--audiences needs --for AUDIENCE", "bij --audiences hoort --for DOELGROEP"),
    "no-such-audience": ("no audience {wanted} in the table; there are {known}",
                         "geen doelgroep {wanted} in de tabel; wel {known}"),
    "plan-json-same": ("plan JSON is of no release that could stay the same; name what to write with --to",
                       "plan-JSON is van geen release die gelijk kan blijven; zeg met --to wat er geschreven wordt"),
    "several-versions": (
        "the inputs are of several FHIR versions; convert them one by one, or name one with --to",
        "de invoer is van verschillende FHIR-versies; zet ze een voor een om, of noem er een met --to"),
    "strict": ("nothing was written (--strict)", "er is niets geschreven (--strict)"),
    "plan-is-json": ("a plan is written as JSON", "een plan wordt als JSON geschreven"),
    "internal": ("internal error ({kind} in {where}); please report this. Set PZP_DEBUG=1 for the whole trace.",
                 "interne fout ({kind} in {where}); meld dit alstublieft. Met PZP_DEBUG=1 komt het hele spoor mee."),
}
"""By key, in English and in Dutch."""


def said(key: str, language: str, **params: Any) -> str:
    """A message with its values."""
    return WORDS[key][language == "nl"].format(**params)


class Usage(Exception):
    """The command cannot be carried out as it was given; ``key`` is one of ``WORDS``."""

    def __init__(self, key: str, **params: Any) -> None:
        super().__init__(said(key, "en", **params))
        self.key, self.params = key, params

    def text(self, language: str) -> str:
        """What is wrong."""
        return said(self.key, language, **self.params)
