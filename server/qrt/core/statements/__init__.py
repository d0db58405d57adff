"""Statements of Schedule III: balance sheet, profit and loss, cash flow, each figure with the ledgers behind it."""
