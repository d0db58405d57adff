"""Fixed assets: the register, depreciation by Schedule II and by blocks of income tax, disposals, work in progress."""
