"""Papers of every kind that test the reading of kinds and of printed forms: drawn as PDFs by code, words and layouts that the simulator does not share."""
