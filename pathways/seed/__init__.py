"""Invented but believable people, careers and posts in real organisations: pure generators and bulk writers."""
