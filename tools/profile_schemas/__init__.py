"""JSON Schemas of the PZP profiles, built from the compiled facts of a release.

:mod:`.formats` has the primitive types, :mod:`.places` finds the facts of an element, :mod:`.structure` writes FHIR's
own structure, :mod:`.terms` states codes, patterns and reference targets, :mod:`.matching` tells the slice of an item,
and :mod:`.profile` puts together what a profile adds.
"""
