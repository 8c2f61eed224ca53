"""The commands of party building, one module per noun."""
