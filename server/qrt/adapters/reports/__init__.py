"""Statements as XLSX and PDF, matches as Parquet: the same content always gives the same bytes."""
