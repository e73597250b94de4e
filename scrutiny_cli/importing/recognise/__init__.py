"""What the blocks of a document mean: its meetings, people, actions and decisions."""
