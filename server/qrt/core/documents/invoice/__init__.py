"""Invoices from the words of their pages: typed candidates, labels, arithmetic. No layout is known in advance."""
