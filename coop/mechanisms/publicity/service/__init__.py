"""The commands of publicity, one module per noun."""
