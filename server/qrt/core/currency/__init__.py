"""Foreign money in the books: whether lines agree with their rates, closing rates, and what monetary items are worth at the end of a quarter."""
