"""Our segments: columns of arrays that Whoosh reads through a codec, and the evaluation of query trees over them."""
