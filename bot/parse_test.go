package bot

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"unicode/utf8"

	"spotter/bot/strength"
)

// warmish is a command with one parameter of each kind.
type warmish struct {
	lift   *Param[string]
	weight *Param[strength.Mass]
	reps   *Param[int]
	short  *Param[bool]
	cmd    *Command
}

func newWarmish() *warmish {
	w := &warmish{
		lift:   Choice("lift", "the lift", "deadlift", "squat", "bench"),
		weight: Mass("weight", "the weight"),
		reps:   Int("reps", "the reps", 1, 30, []string{"x"}, []string{"reps", "rep"}),
		short:  Flag("short", "fewer sets", "fewer sets"),
	}
	w.cmd = &Command{Name: "warmup", Summary: "warm-up", Examples: []string{"/warmup deadlift 180"},
		Args: []Arg{w.lift, w.weight, w.reps, w.short}, Run: func(context.Context, *Request) (*Reply, error) { return Say("ok"), nil }}
	return w
}

// read parses a line and writes the values in one string.
func (w *warmish) read(line string) string {
	r := &Request{}
	if err := w.cmd.parse(r, line); err != nil {
		return err.Error()
	}
	lift, _ := w.lift.Of(r)
	weight, _ := w.weight.Of(r)
	reps, _ := w.reps.Of(r)
	short, _ := w.short.Of(r)
	return fmt.Sprintf("%s|%s|%d|%v", lift, weight, reps, short)
}

func TestParse(t *testing.T) {
	w := newWarmish()
	for line, want := range map[string]string{
		"/warmup":                                   "|0|0|false",
		"/warmup deadlift 180":                      "deadlift|180|0|false",
		"/warmup 180 deadlift":                      "deadlift|180|0|false",
		"/warmup DEADLIFT 180kg":                    "deadlift|180 kg|0|false",
		"/warmup deadlift 400 lb x3":                "deadlift|400 lb|3|false",
		"/warmup deadlift 102,5 short":              "deadlift|102.5|0|true",
		"/warmup deadlift 180x5":                    "deadlift|180|5|false",
		"/warmup deadlift 102.5kgx5":                "deadlift|102.5 kg|5|false",
		"/warmup short deadlift 180 5 reps":         "deadlift|180|5|true",
		"/warmup deadlift at 180 kg for 5 reps":     "deadlift|180 kg|5|false",
		"/warmup deadlift 180 fewer sets":           "deadlift|180|0|true",
		"/warmup weight=180 lift=squat":             "squat|180|0|false",
		"/warmup@SpotterBot squat 100":              "squat|100|0|false",
		"/warmup  squat\n100":                       "squat|100|0|false",
		"/warmup deadlift ten":                      "I couldn't read \"ten\" as a weight. Try `180`, `180kg` or `400 lb`.",
		"/warmup ten deadlift":                      "I couldn't read \"ten\" as a weight. Try `180`, `180kg` or `400 lb`.",
		"/warmup dedlift 180":                       "I don't know \"dedlift\" here. I know: deadlift, squat, bench.",
		"/warmup weight=ten":                        "I couldn't read \"ten\" as a weight. Try `180`, `180kg` or `400 lb`.",
		"/warmup squat 180 stone":                   "I know kg and lb, so I couldn't read \"180 stone\". Try `180kg` or `400 lb`.",
		"/warmup squat 0":                           "\"0\" can't be on a bar. Give a weight above zero, such as `180` or `400 lb`.",
		"/warmup squat -20":                         "\"-20\" can't be on a bar. Give a weight above zero, such as `180` or `400 lb`.",
		"/warmup squat 1e9":                         "\"1e9\" is more than anybody lifts; I go up to 1000 kg or 2000 lb. Try `180` or `400 lb`.",
		"/warmup squat NaN":                         "I couldn't read \"NaN\" as a weight. Try `180`, `180kg` or `400 lb`.",
		"/warmup squat 5000":                        "\"5000\" is more than anybody lifts; I go up to 1000 kg or 2000 lb. Try `180` or `400 lb`.",
		"/warmup squat 100 500":                     "Reps is a whole number from 1 to 30; I read \"500\".",
		"/warmup squat 100 x5 short frog":           "I didn't understand \"frog\" after /warmup. Like this: `/warmup deadlift 180`.",
		"/warmup squat " + strings.Repeat("9", 1e6): "\"999999999999999999999999999999…\" is more than anybody lifts; I go up to 1000 kg or 2000 lb. Try `180` or `400 lb`.",
	} {
		if got := w.read(line); got != want {
			t.Errorf("%.60s\n got %s\nwant %s", line, got, want)
		}
	}
}

func TestUnknownWordsGetButtonsWithTheRestKept(t *testing.T) {
	w := newWarmish()
	err := w.cmd.parse(&Request{}, "/warmup dedlift 180 x5")
	user, ok := asUserError(err)
	if !ok || len(user.Buttons) != 1 || user.Buttons[0] != (Button{Label: "deadlift", Line: "/warmup deadlift 180 x5"}) {
		t.Errorf("error %v with buttons %v", err, user.Buttons)
	}
}

func TestClean(t *testing.T) {
	for in, want := range map[string]string{
		"  squat\u00a0100 ":             "squat 100",
		"dead\u202elift":                "deadlift",
		"de\u200bad\u200dlift\x1b[31m":  "deadlift[31m",
		"bad \xff\xfe bytes":            "bad  bytes",
		"two\nlines\r\n":                "two\nlines",
		"\x00\x07":                      "",
		"Kreuzheben 100 kg, für später": "Kreuzheben 100 kg, für später",
	} {
		if got := Clean(in); got != want {
			t.Errorf("Clean(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestNearest(t *testing.T) {
	known := []string{"warmup", "form", "settings", "privacy"}
	for in, want := range map[string]string{
		"wramup": "warmup", "warmpu": "warmup", "setings": "settings", "priv": "privacy", "from": "form",
		"zzzz": "", "": "", strings.Repeat("a", 100000): "",
	} {
		got := strings.Join(Nearest(in, known, 1), "")
		if got != want {
			t.Errorf("Nearest(%.10q) = %q, want %q", in, got, want)
		}
	}
}

func FuzzParse(f *testing.F) {
	for _, s := range []string{"/warmup deadlift 180", "/warmup = =", "/warmup x5 3x5 180x5", "/warmup 180 stone", "/x", "\xff", "/warmup weight= 5"} {
		f.Add(s)
	}
	w := newWarmish()
	f.Fuzz(func(t *testing.T, line string) {
		err := w.cmd.parse(&Request{}, Clean(line))
		if err == nil {
			return
		}
		if !utf8.ValidString(err.Error()) || utf8.RuneCountInString(err.Error()) > 200 {
			t.Errorf("%q: the error is no short sentence: %q", line, err)
		}
	})
}
