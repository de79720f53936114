package command_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"spotter/bot/command"
)

func TestOffers(t *testing.T) {
	lib, _ := knowledge(t)
	offers := command.Offers(lib)
	for query, want := range map[string][]string{
		"180 dl":      {"/warmup deadlift 180", "/plates 180", "/form deadlift"},
		"315 lb dl":   {"/warmup deadlift 315lb", "/plates 315lb", "/form deadlift"},
		"100kg":       {"/warmup deadlift 100kg", "/warmup squat 100kg", "/warmup bench-press 100kg", "/plates 100kg"},
		"deadlift":    {"/form deadlift"},
		"":            nil,
		"hello there": nil,
		"-5":          nil,
		"99999 dl":    {"/form deadlift"},
	} {
		var got []string
		for _, o := range offers(query) {
			if o.Title == "" || o.About == "" {
				t.Errorf("%q: an offer without a title or a word about it: %+v", query, o)
			}
			got = append(got, o.Line)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%q (-want +got):\n%s", query, diff)
		}
	}
}
