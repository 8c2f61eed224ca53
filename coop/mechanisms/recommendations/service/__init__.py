"""Commands on court recommendations, by what they are about."""
