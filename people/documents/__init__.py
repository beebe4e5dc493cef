"""Documents that people upload: told by their content, without their author's data."""
