"""Drafts from papers and from breaks: what JournalBot proposes and a checker decides."""
