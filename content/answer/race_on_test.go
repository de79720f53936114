//go:build race

package answer

// raced tells that the race detector watches, under which learning takes minutes; it is held to its files by the run without it.
const raced = true
