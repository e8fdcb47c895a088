"""The library's own FHIR definitions of the individual care plan, as tables.

:mod:`.table` has the words the tables are written in, :mod:`.codes` the meaning of every own code, :mod:`.extensions`,
:mod:`.conditions`, :mod:`.observations` and :mod:`.records` the definitions themselves, one table for both FHIR
versions. :mod:`.structures` and :mod:`.terminology` write them as FHIR, :mod:`.pages` as pages for people.
"""
