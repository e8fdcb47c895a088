"""The form of the standard: a QuestionnaireResponse to a plan and back. Its parts are imported where they are used."""
