"""What the standard says, as compiled facts: data files and the small readers of them."""
