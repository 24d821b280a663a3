"""What words say: stems, parts of compounds, pieces, and how much two texts are about the same."""
