//go:build !race

package answer

// raced tells that the race detector watches.
const raced = false
