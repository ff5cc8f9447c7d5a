"""The code of the function that removes forgotten previews."""
