"""What the site says from its first day: its pages and their texts."""
