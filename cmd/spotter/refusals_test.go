package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// refusal is a configuration with which the program cannot work, and what it says of that.
type refusal struct{ name, config, want string }

// started are starts of the program that end by themselves, each with a configuration of its own in a directory.
type started struct {
	*testing.T
	dir string
}

// file writes a file and returns its path.
func (s started) file(name, content string) string {
	s.Helper()
	name = filepath.Join(s.dir, name)
	if err := os.WriteFile(name, []byte(content), 0o600); err != nil {
		s.Fatal(err)
	}
	return name
}

// base is how each configuration begins: the database, and the platform's table.
func (s started) base(platform string) string {
	return "data = '" + filepath.Join(s.dir, "spotter.db") + "'\n[" + platform + "]\n"
}

// run runs the program with a configuration, and returns all that it says.
func (s started) run(name, config string, args ...string) (string, error) {
	s.Helper()
	path, err := binary()
	if err != nil {
		s.Fatal(err)
	}
	out, err := exec.Command(path, append([]string{"-config", s.file(name+".toml", config)}, args...)...).CombinedOutput()
	return string(out), err
}

// refuse holds that the program ends with the sentence for each configuration, and shows neither its own code nor
// the secret.
func (s started) refuse(secret string, all ...refusal) {
	s.Helper()
	for _, c := range all {
		out, err := s.run(c.name, c.config)
		if err == nil || !strings.Contains(out, c.want) || strings.Contains(out, "goroutine") {
			s.Errorf("%s: %v: %s", c.name, err, out)
		}
		if strings.Contains(out, secret) {
			s.Errorf("%s: the token is shown: %s", c.name, out)
		}
	}
}
