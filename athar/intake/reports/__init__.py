"""What is told of an import: problems, differences, the copy with marks on its cells."""
