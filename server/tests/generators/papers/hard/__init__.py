"""Bills whose layouts are hard to read: folios, wrapped and stacked cells, headings over two lines, codes inside descriptions, broken GSTINs."""
