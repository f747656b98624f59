"""What the shipped defaults and the sample data are made from."""
