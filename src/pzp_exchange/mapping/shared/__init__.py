"""What the tables of every FHIR version have in common: builders, given what differs and the dataset numbers."""
