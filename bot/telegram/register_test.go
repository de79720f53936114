package telegram_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"spotter/bot/telegram"
	"spotter/bot/telegram/telegramtest"
)

// setters counts the requests that set something.
func (r *rig) setters() (n int) {
	for _, q := range r.s.Requests() {
		switch q.Method {
		case "setMyCommands", "deleteMyCommands", "setMyDescription", "setMyShortDescription", "setMyName", "setChatMenuButton":
			n++
		}
	}
	return n
}

// settle waits until what was done at the start is done.
func (r *rig) settle() {
	r.Helper()
	ana := r.s.User("ana")
	r.s.Say(ana, r.s.Private(ana), "hello")
	r.s.Next(r.s.Private(ana))
	r.stop()
	if err := r.end(); err != nil {
		r.Error(err)
	}
}

// TestRegister sets menus and texts for each scope and language, without what a language has in common
// with all others, and nothing twice.
func TestRegister(t *testing.T) {
	t.Parallel()
	german := map[string]string{"warmup": "Aufwärmsätze", "form": "Technik", "ask": "eine Frage", "settings": "deine Einstellungen", "start": "womit es anfängt"}
	profiles := map[string]telegram.Profile{"": {Description: "what it does", Short: "short"}, "de": {Description: "was es tut", Summaries: german},
		"fr": {Description: "what it does", Short: "short"}}
	profiled := func(o *telegram.Options) { o.Profiles = profiles }
	r := start(t, telegramtest.Options{}, heard, profiled)
	r.settle()
	names := func(scope, language string) (list []string) {
		for _, c := range r.s.Commands(scope, language) {
			list = append(list, c.Command+": "+c.Description)
		}
		return list
	}
	all := []string{"warmup: Warm-up sets", "form: Technique", "ask: A question", "settings: Your settings", "start: Where to begin"}
	public := []string{all[0], all[1], all[2], all[4]}
	for scope, want := range map[string][]string{"all_private_chats": all, "all_group_chats": public, "all_chat_administrators": all} {
		if diff := cmp.Diff(want, names(scope, "")); diff != "" {
			t.Errorf("%s (-want +got):\n%s", scope, diff)
		}
		if got := names(scope, "fr"); got != nil {
			t.Errorf("%s in French has %q of its own", scope, got)
		}
	}
	if got := names("all_private_chats", "de"); len(got) != 5 || got[1] != "form: Technik" {
		t.Errorf("the German menu is %q", got)
	}
	if d, s := r.s.ProfileText("description", ""), r.s.ProfileText("short_description", ""); d != "what it does" || s != "short" {
		t.Errorf("the profile is %q, %q", d, s)
	}
	if d := r.s.ProfileText("description", "de"); d != "was es tut" {
		t.Errorf("the German profile is %q", d)
	}
	before := r.setters()
	r.run(heard, profiled)
	r.settle()
	if n := r.setters() - before; n != 0 {
		t.Errorf("at the second start %d things were set that had not changed", n)
	}
	delete(profiles, "fr")
	profiles["de"] = telegram.Profile{Description: "was es tut"}
	before = r.setters()
	r.run(heard, profiled)
	r.settle()
	if got, n := names("all_private_chats", "de"), r.setters()-before; got != nil || n != 3 {
		t.Errorf("without a translation the German menu is %q, after %d changes", got, n)
	}
}
