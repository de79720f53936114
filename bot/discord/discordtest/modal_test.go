package discordtest

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
)

// form is a modal with both kinds of fields.
const form = `{"custom_id":"v1:form","title":"Log a set","components":[
	{"type":18,"label":"Weight","component":{"type":4,"custom_id":"weight","style":1}},
	{"type":1,"components":[{"type":4,"custom_id":"note","style":2,"label":"Note","required":false,"max_length":10}]}]}`

func TestModal(t *testing.T) {
	s, r := gymWith(t, Options{}, warmup)
	c := s.connect(t, all)
	ana := s.User("ana")
	i := s.Slash(ana, s.General, "warmup", Opt("lift", "squat"))
	c.until("INTERACTION_CREATE")
	if a := r.do("POST", callbackPath(i), `{"type":9,"data":`+form+`}`); a.status != 204 {
		t.Fatalf("%d %s", a.status, a.body)
	}
	if m := i.Modal(); m.Title != "Log a set" || len(m.Inputs()) != 2 {
		t.Errorf("modal %+v", m)
	}
	submit := s.Submit(ana, i, "180 kg", "easy")
	var got struct {
		Data struct {
			CustomID   string `json:"custom_id"`
			Components []Component
		}
	}
	if err := json.Unmarshal(c.until("INTERACTION_CREATE"), &got); err != nil {
		t.Fatal(err)
	}
	var values []string
	each(got.Data.Components, func(k Component) {
		if k.Type == inputType {
			values = append(values, k.CustomID+"="+k.Value)
		}
	})
	if fmt.Sprint(values) != "[weight=180 kg note=easy]" || got.Data.CustomID != "v1:form" || got.Data.Components[0].Type != labelType {
		t.Errorf("submitted %+v", got.Data)
	}
	if a := r.do("POST", callbackPath(submit), `{"type":4,"data":`+message(`"content":"Logged","flags":64`)+`}`); a.status != 204 {
		t.Errorf("%d %s", a.status, a.body)
	}
	if m := submit.Final(); m.VisibleTo != ana {
		t.Errorf("seen by %v", m.VisibleTo)
	}
}

// TestAnswersOutOfPlace holds that each kind of interaction takes only the answers it can.
func TestAnswersOutOfPlace(t *testing.T) {
	s, r := gymWith(t, Options{Lenient: true}, warmup)
	s.connect(t, all)
	ana := s.User("ana")
	opened := s.Slash(ana, s.General, "warmup", Opt("lift", "squat"))
	r.do("POST", callbackPath(opened), `{"type":9,"data":`+form+`}`)
	submitted := s.Submit(ana, opened, "180", "")
	text := `{"type":4,"data":` + message(`"content":"x"`) + `}`
	for _, k := range []struct {
		name string
		i    *Interaction
		body string
	}{
		{"choices for a command", s.Slash(ana, s.General, "warmup", Opt("lift", "squat")), `{"type":8,"data":{"choices":[]}}`},
		{"update for a command", s.Slash(ana, s.General, "warmup", Opt("lift", "squat")), `{"type":6}`},
		{"message for a completion", s.Autocomplete(ana, s.General, "warmup", "lift", "sq"), text},
		{"modal for a modal", submitted, `{"type":9,"data":` + form + `}`},
		{"update for a modal from a command", submitted, `{"type":6}`},
		{"defer with flags", submitted, `{"type":5,"data":{"flags":32768}}`},
		{"unknown type", submitted, `{"type":99}`},
		{"modal with a long title", opened, `{"type":9,"data":` + strings.Replace(form, "Log a set", strings.Repeat("x", 46), 1) + `}`},
		{"modal with a field twice", opened, `{"type":9,"data":` + strings.Replace(form, `"note"`, `"weight"`, 1) + `}`},
		{"26 choices", s.Autocomplete(ana, s.General, "warmup", "lift", "sq"), `{"type":8,"data":{"choices":[` +
			strings.TrimSuffix(strings.Repeat(`{"name":"a","value":"a"},`, 26), ",") + `]}}`},
		{"long choice", s.Autocomplete(ana, s.General, "warmup", "lift", "sq"), `{"type":8,"data":{"choices":[{"name":"` + letters(101) + `","value":"a"}]}}`},
	} {
		before := len(s.Problems())
		if a := r.do("POST", callbackPath(k.i), k.body); a.code != 50035 || len(s.Problems()) == before {
			t.Errorf("%s: %d %s", k.name, a.status, a.body)
		}
	}
	if a := r.do("POST", callbackPath(submitted), text); a.status != 204 {
		t.Errorf("a good answer after bad ones: %d %s", a.status, a.body)
	}
	for _, p := range s.Problems() {
		if strings.Contains(p.String(), submitted.Token) || strings.Contains(p.String(), s.Token) {
			t.Errorf("a token in %v", p)
		}
	}
}

// TestForeignGuild holds the rules for an app that only the person has installed.
func TestForeignGuild(t *testing.T) {
	s, r := gymWith(t, Options{}, warmup)
	c := s.connect(t, all)
	g := s.ForeignGuild("elsewhere")
	i := s.Slash(s.User("ana"), g.Channel, "warmup", Opt("lift", "squat"))
	if d := string(c.until("INTERACTION_CREATE")); strings.Contains(d, `"0":`) || !strings.Contains(d, `"authorizing_integration_owners":{"1":`) {
		t.Errorf("owners in %s", d)
	}
	r.do("POST", callbackPath(i), `{"type":4,"data":`+message(`"content":"x"`)+`}`)
	var last answered
	for range 6 {
		last = r.do("POST", s.webhookPath(i), message(`"content":"x"`))
	}
	if last.code != 40094 || len(i.FollowUps()) != 5 {
		t.Errorf("after the sixth follow-up: %d %s, %d follow-ups", last.status, last.body, len(i.FollowUps()))
	}
	if a := r.do("POST", "/channels/"+g.Channel.ID+"/messages", message(`"content":"x"`)); a.code != 50001 {
		t.Errorf("a message there: %d %s", a.status, a.body)
	}
}

func TestMessageMenu(t *testing.T) {
	s, r := gymWith(t, Options{}, `{"name":"Ask Spotter about this","type":3}`)
	c := s.connect(t, all)
	said := s.Say(s.User("bo"), s.General, "my knee clicks")
	i := s.MessageMenu(s.User("ana"), "Ask Spotter about this", said)
	var got struct {
		Data struct {
			Target   string `json:"target_id"`
			Resolved struct {
				Messages map[string]struct{ Content string }
			}
		}
	}
	if err := json.Unmarshal(c.until("INTERACTION_CREATE"), &got); err != nil || got.Data.Resolved.Messages[got.Data.Target].Content != "my knee clicks" {
		t.Errorf("%+v, %v", got, err)
	}
	r.do("POST", callbackPath(i), `{"type":5,"data":{"flags":64}}`)
	r.do("POST", s.webhookPath(i), message(`"content":"in the place of the defer"`))
	if m := i.Final(); m.Text() != "in the place of the defer" || !m.Ephemeral() || len(i.FollowUps()) != 0 {
		t.Errorf("%+v", m)
	}
}
