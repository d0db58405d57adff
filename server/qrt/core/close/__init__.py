"""The close of a quarter: from the papers handed in to the package that people sign."""
