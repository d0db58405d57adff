"""Pages: words with their boxes, and pictures of pages for people."""
