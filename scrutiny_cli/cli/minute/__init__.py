"""The command `minute`: a meeting's questions are asked, and each answer is written at once."""
