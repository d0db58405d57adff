"""GST and TDS: dated rules, and what the books owe to them."""
