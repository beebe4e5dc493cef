"""How the service looks and speaks on screen: its components, words for figures and dates, addresses."""
