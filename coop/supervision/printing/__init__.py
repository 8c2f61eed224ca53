"""What supervision prints: tips, monthly tables, orders, bulletins, ledgers."""
