package content

import (
	"embed"
	"io/fs"
)

//go:embed lifts topics emergency
var embedded embed.FS

// Embedded is the pages compiled into the program.
func Embedded() fs.FS { return embedded }
