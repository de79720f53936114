package bot

import (
	"slices"
	"strings"
)

// Completions lists the values of the parameter that could be meant by what has been typed so far,
// best first: what Complete says, or else the fixed values that begin with it.
func (s *Spec) Completions(typed string, given func(name string) string) []string {
	if s.Complete != nil {
		return s.Complete(typed, given)
	}
	known := s.Choices
	if s.Kind == KindFlag {
		known = []string{s.Name}
	}
	var meant []string
	for _, k := range known {
		if strings.HasPrefix(k, strings.ToLower(typed)) {
			meant = append(meant, k)
		}
	}
	return meant
}

// Suggest lists up to n of the known names that could be meant by what has been typed so far, best
// first: those that begin with it, those with a word that does, those that hold it; when there is none,
// those spelt much like it. When nothing has been typed it is the first n.
func Suggest(typed string, known []string, n int) []string {
	typed = strings.ToLower(strings.TrimSpace(typed))
	var groups [3][]string
	for _, k := range known {
		name := strings.ToLower(k)
		switch at := strings.Index(name, typed); {
		case at == 0:
			groups[0] = append(groups[0], k)
		case at > 0 && strings.ContainsRune(" -/_", rune(name[at-1])):
			groups[1] = append(groups[1], k)
		case at > 0:
			groups[2] = append(groups[2], k)
		}
	}
	meant := slices.Concat(groups[:]...)
	if len(meant) == 0 {
		meant = Nearest(typed, known, n)
	}
	return meant[:min(n, len(meant))]
}

// Offer is a command line that a platform proposes before anybody has typed a command.
type Offer struct {
	Title, About string
	Line         string
}
