"""Papers and what was read from them."""
