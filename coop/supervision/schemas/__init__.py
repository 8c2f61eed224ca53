"""Fields of the commands of supervision."""
