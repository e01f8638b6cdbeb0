"""网页 -- the portal: one folder per family of pages, thin views over the store and the kernels."""
