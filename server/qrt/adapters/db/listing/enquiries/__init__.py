"""Enquiries over the books: trial balance, ledger, party statement, day book, search. Each reads its page out of an index, at any size of the books."""
