package console

import (
	"io"
	"slices"
	"strings"

	"spotter/bot"
)

// maxListed is how many completions are listed at once.
const maxListed = 20

// key handles the tab key at the end of a line: the line goes on as far as all completions agree,
// and they are listed when that is no further.
func (e *editor) key(line string, pos int, key rune) (string, int, bool) {
	if key != '\t' {
		return "", 0, false
	}
	if e.complete == nil || pos != len(line) {
		return line, pos, true
	}
	meant := e.complete(line)
	longest := agreed(meant)
	switch {
	case len(meant) == 0:
		return line, pos, true
	case len(meant) == 1:
		longest += " "
	case len(longest) <= len(line) || !strings.HasPrefix(longest, line):
		e.list(meant)
		return line, pos, true
	}
	return longest, len(longest), true
}

// list writes completions above the prompt.
func (e *editor) list(meant []string) {
	var b strings.Builder
	for i, l := range meant {
		if i == maxListed {
			b.WriteString("...\n")
			break
		}
		b.WriteString(oneLine(l) + "\n")
	}
	_, _ = io.WriteString(e.terminal, b.String())
}

// agreed is how all lines begin.
func agreed(lines []string) string {
	if len(lines) == 0 {
		return ""
	}
	common := []rune(lines[0])
	for _, l := range lines[1:] {
		other := []rune(l)
		n := 0
		for n < min(len(common), len(other)) && common[n] == other[n] {
			n++
		}
		common = common[:n]
	}
	return string(common)
}

// Completer completes the names of commands, and the last word of their arguments from what the
// parameters say they take. It is made for [Options].Complete.
func Completer(commands []*bot.Command) func(line string) []string {
	return func(line string) []string {
		if !strings.HasPrefix(line, "/") {
			return nil
		}
		name, _, inArgs := strings.Cut(line[1:], " ")
		name = strings.ToLower(name)
		if inArgs {
			return completeLast(commands, name, line)
		}
		var meant []string
		for _, c := range commands {
			if strings.HasPrefix(c.Name, name) {
				meant = append(meant, "/"+c.Name)
			}
		}
		return meant
	}
}

// completeLast completes the last word of a line of the named command.
func completeLast(commands []*bot.Command, name, line string) []string {
	i := slices.IndexFunc(commands, func(c *bot.Command) bool { return c.Name == name || slices.Contains(c.Aliases, name) })
	start := strings.LastIndexByte(line, ' ') + 1
	if i < 0 {
		return nil
	}
	var meant []string
	given := givenIn(commands[i], strings.Fields(line[:start]))
	for _, arg := range commands[i].Args {
		for _, word := range arg.Spec().Completions(line[start:], given) {
			if l := line[:start] + word; !slices.Contains(meant, l) {
				meant = append(meant, l)
			}
		}
	}
	return meant
}

// givenIn finds what stands in a parameter of few values among the words of a line.
func givenIn(c *bot.Command, words []string) func(name string) string {
	return func(name string) string {
		for _, arg := range c.Args {
			if arg.Spec().Name != name {
				continue
			}
			for _, w := range words {
				if slices.Contains(arg.Spec().Choices, strings.ToLower(w)) {
					return strings.ToLower(w)
				}
			}
		}
		return ""
	}
}
