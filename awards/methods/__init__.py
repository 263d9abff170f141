"""How judgements become results: pure functions of what judges and voters said, exact in every figure."""
