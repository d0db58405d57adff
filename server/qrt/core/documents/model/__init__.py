"""The model tier of ClassifierBot and DataExtractor: what a model is asked about a paper, and what its answer is worth. Pure; nothing here reaches a model."""
