"""Sample words and figures of the gallery that show results."""
