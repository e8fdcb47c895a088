"""For people at a terminal: per file and resource what is wrong, with the line it is about."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

from ...report import Severity, Status
from .results import FileResult, Results, Row, Setting

if TYPE_CHECKING:
    from . import Write

__all__ = ["report"]

Key = tuple[str, str, str, str]
MOST_KINDS = 2000
"""Different findings that are shown when results come one by one; memory stays bounded, the rest is counted."""
MOST_NAMED = 3
INDENT = " " * 4
COLORS = {
    Severity.FATAL: "1;31", Severity.ERROR: "1;31", Severity.WARNING: "1;33", Severity.INFORMATION: "36",
    Status.UNREADABLE: "1;31", Status.INVALID: "1;31", Status.UNDECIDED: "36", Status.VALID: "32",
}
WORDS = {
    "en": {
        "fatal": "fatal", "error": "error", "warning": "warning", "information": "note",
        "valid": "valid", "invalid": "not valid", "undecided": "not fully decided", "unreadable": "unreadable",
        "errors": "{0} error|{0} errors", "warnings": "{0} warning|{0} warnings",
        "notes": "{0} note|{0} notes", "files": "{0} file|{0} files",
        "resources": "{0} resource|{0} resources", "hidden": "notes are shown with --verbose",
        "more": "and {0} more like this|and {0} more like this", "among": "in", "lines": "line {0}|lines {0}",
        "again": "{0} more|{0} more",
        "earlier": "{0} like one shown above|{0} like those shown above",
        "too_many": "more different findings were not shown; --format json lists all",
        "each": "Each file and line was checked by itself; references between them were not followed.",
    },
    "nl": {
        "fatal": "onleesbaar", "error": "fout", "warning": "waarschuwing", "information": "mededeling",
        "valid": "geldig", "invalid": "niet geldig", "undecided": "niet alles te bepalen", "unreadable": "onleesbaar",
        "errors": "{0} fout|{0} fouten", "warnings": "{0} waarschuwing|{0} waarschuwingen",
        "notes": "{0} mededeling|{0} mededelingen", "files": "{0} bestand|{0} bestanden",
        "resources": "{0} resource|{0} resources", "hidden": "mededelingen staan erbij met --verbose",
        "more": "en nog {0} zo'n bevinding|en nog {0} van zulke bevindingen", "among": "in",
        "lines": "regel {0}|regels {0}",
        "again": "nog {0}|nog {0}",
        "earlier": "{0} zoals hierboven|{0} zoals hierboven",
        "too_many": "meer verschillende bevindingen zijn niet getoond; --format json noemt alles",
        "each": "Elk bestand en elke regel is op zichzelf gecontroleerd; verwijzingen ertussen zijn niet gevolgd.",
    },
}


def report(results: Results, how: Setting, write: Write) -> None:
    """Write it."""
    _Text(how, write).all(results)


def _key(row: Row) -> Key:
    """Findings with the same are shown once."""
    return row.code, row.profile, row.rule, row.message


class _Text:
    """What one run has shown so far."""

    def __init__(self, how: Setting, write: Write) -> None:
        self.how = how
        self.words = WORDS[how.language]
        self.write = write
        self.known: dict[Key, list[tuple[str, Row]]] = {}
        """All findings of a kind, with their files; empty when results come one by one."""
        self.seen: dict[Key, int] = {}
        self.left_out = 0

    def all(self, results: Results) -> None:
        for file in results.in_memory:
            for row in file.rows():
                self.known.setdefault(_key(row), []).append((file.path, row))
        for file in results:
            self._file(file)
        if not results.as_one_set:
            self._tell_again()
        self._summary(results)

    def _file(self, file: FileResult) -> None:
        resource: str | None = None
        headed = False
        earlier: list[Row] = []
        for row in file.rows():
            if row.severity is Severity.INFORMATION and not self.how.verbose:
                continue
            if not self._is_new(_key(row)):
                if self.known and self.known[_key(row)][0][0] != file.path:
                    earlier.append(row)
                continue
            if not headed:
                self._head(file)
                headed = True
            if row.resource != resource:
                resource = row.resource
                self.write(f"\n  {self._color('1', _visible(resource))}\n" if resource else "\n")
            self._row(row, file.path)
        if earlier and not headed and file.tally.errors:
            self._head(file)
            headed = True
        if headed and earlier:
            self.write(f"{INDENT}{self._count('earlier', len(earlier))}\n")

    def _is_new(self, key: Key) -> bool:
        if key in self.seen:
            self.seen[key] += 1
            return False
        if len(self.seen) >= MOST_KINDS and not self.known:
            self.left_out += 1
            return False
        self.seen[key] = 1
        return True

    def _head(self, file: FileResult) -> None:
        path, status = _visible(file.path), file.tally.status
        verdict = [each for each in (file.tally.release, self.words[status]) if each] if file.known else []
        fits = len(" · ".join((path, *verdict))) <= self.how.width
        said = self._color(COLORS[status], " · ".join(verdict))
        between = "" if not said else " · " if fits else f"\n{INDENT}"
        self.write(f"\n{self._color('1', path)}{between}{said}\n")

    def _row(self, row: Row, path: str) -> None:
        severity = self._color(COLORS[row.severity], self.words[row.severity])
        self.write(f"{INDENT}{severity}  {_visible(row.path)}".rstrip() + "\n")
        self._paragraph(row.message)
        if row.excerpt:
            place = f"{row.line}:{row.column} │ "
            marks = " " * row.excerpt.start + "^" * row.excerpt.length
            self.write(f"{INDENT}  {self._color('2', place)}{row.excerpt.text}\n"
                       f"{INDENT}  {self._color('2', ' ' * (len(place) - 2) + '│ ')}"
                       f"{self._color(COLORS[row.severity], marks)}\n")
        elif row.line:
            self._paragraph(self._count("lines", row.line, one=True) + f":{row.column}", "2")
        self._paragraph(_rule(row), "2")
        others = self.known.get(_key(row), [])[1:]
        if others:
            where = self._where(others, row, path)
            self._paragraph(f"{self._count('more', len(others))}, {self.words['among']} {where}")

    def _where(self, others: list[tuple[str, Row]], first: Row, path: str) -> str:
        """Where findings of a kind are: the lines within the same resource, else the resources."""
        if all((file, row.resource) == (path, first.resource) for file, row in others):
            lines = list(dict.fromkeys(str(row.line) for _, row in others if row.line))
            if lines:
                return self._count("lines", ", ".join(lines[:MOST_NAMED]) + ", …" * (len(lines) > MOST_NAMED),
                                   one=len(lines) == 1)
        names = list(dict.fromkeys(file if row.resource in ("", first.resource) and file != path else row.resource
                                   for file, row in others))
        return ", ".join(map(_visible, names[:MOST_NAMED])) + ", …" * (len(names) > MOST_NAMED)

    def _tell_again(self) -> None:
        """When results came one by one: how often each finding was there beside the first."""
        again = [(key, count) for key, count in self.seen.items() if count > 1]
        if again:
            self.write("\n")
        for (code, profile, rule, message), count in sorted(again, key=lambda pair: -pair[1]):
            by = " ".join(filter(None, (code, rule or profile)))
            self._paragraph(f"{self._count('again', count - 1)}: {message} [{by}]", indent="")
        if self.left_out:
            self._paragraph(f"{self.left_out} {self.words['too_many']}", indent="")

    def _summary(self, results: Results) -> None:
        counts = results.summary
        statuses = [(status, getattr(counts, status.value)) for status in
                    (Status.VALID, Status.INVALID, Status.UNDECIDED, Status.UNREADABLE)]
        said = ", ".join(self._color(COLORS[status], f"{count} {self.words[status]}")
                         for status, count in statuses if count)
        self.write(f"\n{self._count('files', counts.files)}, {self._count('resources', counts.resources)}: {said}\n")
        found = ", ".join((self._count("errors", counts.errors), self._count("warnings", counts.warnings),
                           self._count("notes", counts.information)))
        hint = f" ({self.words['hidden']})" if counts.information and not self.how.verbose else ""
        self.write(f"{found}{hint}\n")
        if not results.as_one_set:
            self._paragraph(self.words["each"], indent="")

    def _paragraph(self, text: str, color: str = "", indent: str = INDENT + "  ") -> None:
        lines = textwrap.wrap(text, self.how.width, initial_indent=indent, subsequent_indent=indent or "  ",
                              break_on_hyphens=False)
        for line in lines:
            plain = line.lstrip()
            self.write(f"{line[:len(line) - len(plain)]}{self._color(color, plain)}\n")

    def _color(self, code: str, text: str) -> str:
        return f"\x1b[{code}m{text}\x1b[0m" if self.how.color and code and text else text

    def _count(self, word: str, count: object, *, one: bool | None = None) -> str:
        singular, plural = self.words[word].split("|")
        return (singular if (count == 1 if one is None else one) else plural).format(count)


def _rule(row: Row) -> str:
    """The code, and by which rule of which profile; what the path or the message says already is left out."""
    said = [row.code]
    if row.profile:
        said.append(row.profile.rpartition("/")[2])
    if row.rule and row.rule != _plain(row.path) and f" {row.rule} " not in f"{row.message.replace(':', ' ')} ":
        said.append(row.rule)
    return " · ".join(said)


def _plain(path: str) -> str:
    """A path without its indices."""
    return "".join(part.partition("]")[2] if number else part for number, part in enumerate(path.split("[")))


def _visible(text: str) -> str:
    """Text of a document, safe for a terminal."""
    return "".join(c if c.isprintable() else f"\\x{ord(c):02x}" for c in text)
