"""What is learnt from people: which ledger a paper or a row belongs to, how sure that is, and when to abstain."""
