"""Words that every room uses: money, periods, places on papers, findings, refusals."""
