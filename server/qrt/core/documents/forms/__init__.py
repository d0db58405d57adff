"""Printed forms: papers whose labels are the form's own, read to fields and rows, one module a form."""
