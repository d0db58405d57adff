"""Papers of the tax offices that come as spreadsheets or delimited text: told and read by their headings, to the rows that the offices' own files give."""
