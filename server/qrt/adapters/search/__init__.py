"""A search cluster over the words of papers."""
