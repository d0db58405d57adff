"""What a till slip says: who sold, when, for how much, with which tax."""
