"""The scoring engine: standard library only, exact decimals, no clock, no randomness."""
