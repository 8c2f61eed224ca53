"""What must hold of the whole repository: sizes, names, contracts, generated files."""
