package bot

import (
	"errors"
	"fmt"
)

// UserError is the user's mistake: a sentence that says what to do, with an example, shown as it
// stands and never logged. Buttons offer what was probably meant.
type UserError struct {
	Text    string
	Buttons []Button
	Expect  string // when set, the next plain message completes this line
	// instead lists words that could stand for the one that was not understood;
	// the parser turns them into buttons with the rest of the line kept.
	instead []string
}

func (e *UserError) Error() string { return e.Text }

// Userf is a UserError in one sentence.
func Userf(format string, args ...any) *UserError {
	return &UserError{Text: fmt.Sprintf(format, args...)}
}

// Offer adds buttons to the error.
func (e *UserError) Offer(buttons ...Button) *UserError {
	e.Buttons = append(e.Buttons, buttons...)
	return e
}

// Instead names words that could replace the word that was not understood, best first.
func (e *UserError) Instead(words ...string) *UserError {
	e.instead = words
	return e
}

// reply is the error as its user sees it.
func (e *UserError) reply() *Reply {
	r := Say("%s", e.Text)
	r.Buttons = Rows(3, e.Buttons...)
	r.Expect, r.For = e.Expect, Asker
	return r
}

func asUserError(err error) (*UserError, bool) {
	var e *UserError
	ok := errors.As(err, &e)
	return e, ok
}
