"""The books: chart of accounts, vouchers, posting, trial balance, completeness of the hand-in."""
