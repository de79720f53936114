package bot

import "testing"

func TestPlainTexts(t *testing.T) {
	for in, want := range map[string]string{"": "", " ": " ", "a": "a", " a  b\n": " a b ", "\u202ea\x00": "a", "\n": " "} {
		if got := Flat(in); got != want {
			t.Errorf("%q is flat as %q, want %q", in, got, want)
		}
	}
	if got := OneLine("  a\n\n b\tc "); got != "a b c" {
		t.Errorf("in one line it is %q", got)
	}
	for _, c := range []struct {
		text  string
		units int
	}{{"", 0}, {"abc", 3}, {"é", 1}, {"🏋️", 3}, {"\xff", 1}} {
		if got := Units(c.text); got != c.units {
			t.Errorf("%q has %d units, want %d", c.text, got, c.units)
		}
	}
	for _, c := range []struct {
		text  string
		limit int
		want  string
	}{{"abc", 3, "abc"}, {"abcd", 3, "ab…"}, {"a bcd", 3, "a…"}, {"💪💪", 3, "💪…"}, {"💪💪", 4, "💪💪"}} {
		if got := Cut(c.text, c.limit); got != c.want {
			t.Errorf("%q cut to %d is %q, want %q", c.text, c.limit, got, c.want)
		}
	}
}
