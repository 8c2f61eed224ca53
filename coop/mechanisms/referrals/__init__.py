"""Diversified resolution of financial disputes 金融纠纷多元化解."""
