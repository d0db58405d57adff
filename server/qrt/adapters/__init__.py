"""The world: database, storage, readers, rule files. Core types in and out; no rule of accounting. Siblings do not know each other."""
