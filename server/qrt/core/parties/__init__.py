"""Customers and vendors: who they are, which bills are open, how old they are, what the law on micro and small enterprises asks."""
