"""Papers of every kind, printed as words on pages: what the kind model learns from."""
