"""What is stored of the children: drawn from all kept rows, and written where it differs."""
