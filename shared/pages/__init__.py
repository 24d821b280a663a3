"""The look and the building blocks of every page: layout, components, styles, icons."""
