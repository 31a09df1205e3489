"""What editors see of a center in the admin: its panels, its form and their widgets."""
