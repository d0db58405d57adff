"""Invoices of vendors that do not exist, drawn in layouts that no reader was fitted to, with their answers."""
