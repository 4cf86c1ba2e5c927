"""How long builds take, and what they need, beside other engines that build the same pages."""
