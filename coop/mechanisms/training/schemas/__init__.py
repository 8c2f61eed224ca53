"""What the commands of training take: JSON bodies and HTML forms alike."""
