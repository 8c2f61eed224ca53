"""The commands of sharing, one module per noun."""
