"""Read models: what a screen shows, in one question or a few. Rows are plain mappings; the API's response models give them their shape.

Filters are bound parameters, pages go by keyset cursors, totals come from the database. Nothing here changes anything.
"""
