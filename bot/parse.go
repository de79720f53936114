package bot

import (
	"regexp"
	"slices"
	"strings"
)

// fillers are words people put between arguments; they carry nothing.
var fillers = []string{"for", "at", "with", "of", "the", "my", "a", "to", "@", "x", "×", "and", "please", "in"}

// weightTimesReps is a weight and its reps in one word, 180x5 or 102.5kgx5. A small first number
// is a number of sets (3x5) and stays one word.
var weightTimesReps = regexp.MustCompile(`^(\d{2,4}(?:[.,]\d{1,3})?(?:kg|lbs?)?|\d{1,4}(?:[.,]\d{1,3})?(?:kg|lbs?))[x×*](\d{1,3})$`)

// split cuts a command line into its name ("" when the line is no command) and the words after it.
func split(line string) (name string, words []string) {
	words = strings.Fields(line)
	if len(words) == 0 || len(words[0]) < 2 || words[0][0] != '/' {
		return "", words
	}
	name, _, _ = strings.Cut(strings.ToLower(words[0][1:]), "@")
	return name, words[1:]
}

// parse reads the arguments of line into r, in any order, positional or name=value.
func (c *Command) parse(r *Request, line string) error {
	_, words := split(line)
	r.Command, r.values = c, make(map[Arg]any, len(c.Args))
	if len(c.Args) == 1 && c.Args[0].Spec().Kind == KindRest {
		words = wholeRest(line)
	}
	unknown := -1
	for i := 0; i < len(words); {
		n, err := c.takeOne(r, words[i:])
		if err != nil {
			return err
		}
		if n == 0 {
			n = 1
			if unknown < 0 && !slices.Contains(fillers, strings.ToLower(words[i])) {
				unknown = i
			}
		}
		i += n
	}
	if unknown >= 0 {
		return c.unknownWord(r, words, unknown)
	}
	return nil
}

// wholeRest is all of the line after its first word as one word, line breaks kept.
func wholeRest(line string) []string {
	line = strings.TrimSpace(line)
	if i := strings.IndexAny(line, " \n"); i > 0 {
		return []string{strings.TrimSpace(line[i:])}
	}
	return nil
}

// takeOne lets the open parameters look at the front of words, in the order of the declaration.
func (c *Command) takeOne(r *Request, words []string) (int, error) {
	if n, err, named := c.takeNamed(r, words); named {
		return n, err
	}
	if m := weightTimesReps.FindStringSubmatch(strings.ToLower(words[0])); m != nil && c.takesPair(r) {
		if _, err := c.takeOne(r, []string{m[1]}); err != nil {
			return 1, err
		}
		_, err := c.takeOne(r, []string{"x" + m[2]})
		return 1, err
	}
	var wrong error
	for _, arg := range c.Args {
		if _, filled := r.values[arg]; filled || arg.Spec().Named {
			continue
		}
		value, n, err := arg.take(words)
		if err != nil && wrong == nil {
			wrong = err
		}
		if err == nil && n > 0 {
			r.values[arg] = value
			return n, nil
		}
	}
	return 0, wrong
}

func isNumber(k Kind) bool { return k == KindNumber || k == KindInt }

// takesPair tells whether a weight and then a number are still open.
func (c *Command) takesPair(r *Request) bool {
	open := 0
	for _, arg := range c.Args {
		if _, filled := r.values[arg]; !filled && isNumber(arg.Spec().Kind) && !arg.Spec().Named {
			open++
		}
	}
	return open >= 2
}

// takeNamed reads name=value.
func (c *Command) takeNamed(r *Request, words []string) (n int, err error, named bool) {
	name, value, ok := strings.Cut(words[0], "=")
	if !ok || value == "" {
		return 0, nil, false
	}
	for _, arg := range c.Args {
		if !strings.EqualFold(arg.Spec().Name, name) {
			continue
		}
		rest := append([]string{value}, words[1:]...)
		v, n, err := arg.take(rest)
		if err == nil && n == 0 {
			err = arg.miss(value)
		}
		if err == nil && n == 0 {
			err = Userf("I couldn't read %s as %s. Like this: `%s`.", Quote(value), arg.Spec().Name, c.Examples[0])
		}
		if err == nil && n > 0 {
			r.values[arg] = v
		}
		return max(n, 1), err, true
	}
	return 0, nil, false
}

// unknownWord is the error for words that no parameter took, from position at on: the first
// parameter that is still open and misses one explains it, with buttons for what could have been meant.
func (c *Command) unknownWord(r *Request, words []string, at int) error {
	end := at + 1
	for end < len(words) && !looksNumeric(words[end]) {
		if n, err := c.takeOne(&Request{values: map[Arg]any{}}, words[end:]); n > 0 || err != nil {
			break
		}
		end++
	}
	unknown := strings.Join(words[at:end], " ")
	for _, arg := range c.Args {
		if _, filled := r.values[arg]; filled || arg.Spec().Named {
			continue
		}
		err := arg.miss(unknown)
		if user, ok := asUserError(err); ok {
			return user.withInstead(c.Name, words[:at], words[end:])
		}
		if err != nil {
			return err
		}
	}
	return Userf("I didn't understand %s after /%s. Like this: `%s`.", Quote(unknown), c.Name, c.Examples[0])
}

// withInstead turns the words that could stand between before and after into buttons.
func (e *UserError) withInstead(command string, before, after []string) *UserError {
	for _, word := range e.instead {
		mended := append(append([]string{"/" + command}, before...), word)
		line := strings.Join(append(mended, after...), " ")
		if len(line) <= MaxButtonLine {
			e.Buttons = append(e.Buttons, Button{Label: word, Line: line})
		}
	}
	return e
}
