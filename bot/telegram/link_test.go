package telegram

import (
	"regexp"
	"strings"
	"testing"
)

// TestPayload writes lines as payloads and reads them back.
func TestPayload(t *testing.T) {
	form := regexp.MustCompile(`^[A-Za-z0-9_-]{1,64}$`)
	for _, line := range []string{"/topic deadlift/back-pain-causes", "/warmup deadlift 102.5kg x5 bar=25kg", "/settings", "/form good_morning", "/ask a, b+c:d@e", "/" + strings.Repeat("x", 64)} {
		p := payload(line)
		if !form.MatchString(p) || readPayload(p) != line {
			t.Errorf("%q is %q, and comes back as %q", line, p, readPayload(p))
		}
	}
	for _, line := range []string{"/ask WHY", "/ask é", "/" + strings.Repeat("x", 65), ""} {
		if p := payload(line); p != "" {
			t.Errorf("%q is %q", line, p)
		}
	}
	for _, p := range []string{"Z", "a b", "é", ""} {
		if line := readPayload(p); line != "" {
			t.Errorf("%q is read as %q", p, line)
		}
	}
}

// TestFollowed holds that a link leads to nothing that changes anything: anybody can write one.
func TestFollowed(t *testing.T) {
	tg := known()
	for said, want := range map[string]string{
		"/start topic_deadliftSbracing":        "/topic deadlift/bracing",
		"/start warmup_squat_140kg":            "/warmup squat 140kg",
		"/start settings":                      "/settings",
		"/start settings_units_lb":             "/settings",
		"/start forgetme_yes":                  "/start",
		"/start ref123":                        "/start",
		"/start ../../etc":                     "/start",
		"/start " + strings.Repeat("a", 5000):  "/start",
		"/start":                               "/start",
		"/startle me":                          "/startle me",
		"/warmup squat 140":                    "/warmup squat 140",
		"start settings":                       "start settings",
		"/start settings_units_lb and more \n": "/start",
	} {
		if got := tg.followed(said); got != want {
			t.Errorf("%q leads to %q, want %q", said, got, want)
		}
	}
	for line, want := range map[string]string{
		"/topic safety/crisis":                     "https://t.me/spotter_bot?start=topic_safetyScrisis",
		"/settings units lb":                       "https://t.me/spotter_bot?start=settings",
		"/warmup squat " + strings.Repeat("9", 64): "https://t.me/spotter_bot?start=warmup",
		"/gone": "https://t.me/spotter_bot",
	} {
		if got := tg.link(line); got != want {
			t.Errorf("%q is linked by %q, want %q", line, got, want)
		}
	}
}
