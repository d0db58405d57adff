"""A second, independent generator of exports: other programs, other headings, other languages. No reader was written from it."""
