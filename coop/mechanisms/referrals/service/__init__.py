"""The commands of disputes, by noun."""
