"""One file a noun: load, decide, save. The only place where the core meets adapters and agents; nothing here commits."""
