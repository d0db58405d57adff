"""The HTTP door: one file a noun, thin routes, response and request models beside them."""
