"""Papers that test the reading of fields, kinds and printed forms: drawn as PDFs by code, in words and layouts that the simulator does not share, with their answers."""
