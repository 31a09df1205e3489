"""Demo content: real centers as public sources describe them, invented training centers, and everything around them."""
