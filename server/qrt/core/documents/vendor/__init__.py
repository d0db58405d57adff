"""What a company's own decisions teach about the bills of one vendor: where the program of that vendor prints each value. Never the values."""
