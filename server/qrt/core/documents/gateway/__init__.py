"""Settlement reports of payment gateways on sheets: told by their headings, proved by their arithmetic, read to rows."""
