package discordtest

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strconv"
	"testing"

	"github.com/getkin/kin-openapi/openapi3"
)

// answers is the official description of what Discord answers.
func answers(t *testing.T) *openapi3.T {
	t.Helper()
	src, err := os.ReadFile(filepath.Join(os.Getenv("SPEC_DIR"), "discord-openapi.json"))
	if err != nil {
		t.Skip("SPEC_DIR holds no official description")
	}
	var doc object
	if err := json.Unmarshal(src, &doc); err != nil {
		t.Fatal(err)
	}
	constants(doc["components"])
	src, err = json.Marshal(doc)
	if err != nil {
		t.Fatal(err)
	}
	api, err := openapi3.NewLoader().LoadFromData(src)
	if err != nil {
		t.Fatal(err)
	}
	return api
}

// TestAnswers holds what the server answers to the official description.
func TestAnswers(t *testing.T) {
	api := answers(t)
	s, r := gymWith(t, Options{}, warmup)
	c := s.connect(t, all)
	bo := s.User("bo")
	commands := "/applications/" + s.AppID + "/commands"
	messages := "/channels/" + s.General.ID + "/messages"
	i := s.Slash(bo, s.General, "warmup", Opt("lift", "squat"))
	c.until("INTERACTION_CREATE")
	kind, file := parts(message(`"embeds":[{"title":"x","image":{"url":"attachment://chart.png"}}],"attachments":[{"id":"0","description":"A chart"}]`), "files[0]", "PNG")
	sent := r.send("POST", messages, kind, file)
	one := messages + "/" + sent.id
	ids := s.Commands(nil)[0].ID
	click := s.ClickID(bo, s.Next(s.General), "v1:a")
	other := s.ClickID(bo, s.Messages(s.General)[0], "v1:a")

	answered := func(method, path, described string, a answered) {
		t.Helper()
		op := api.Paths.Find(described).GetOperation(method)
		response := op.Responses.Value(strconv.Itoa(a.status))
		if a.status >= 400 || response == nil {
			t.Errorf("%s %s: %d %s", method, path, a.status, a.body)
			return
		}
		if a.status == 204 {
			return
		}
		var value any
		if err := json.Unmarshal(a.body, &value); err != nil {
			t.Errorf("%s %s: %v", method, path, err)
			return
		}
		for _, v := range faults(response.Value.Content["application/json"].Schema.Value, value, "") {
			t.Errorf("%s %s: %v", method, described, v)
		}
	}
	answered("POST", messages, messagePath, sent)
	for _, k := range []struct{ method, path, described, body string }{
		{"GET", "/gateway", "/gateway", ""},
		{"GET", "/gateway/bot", "/gateway/bot", ""},
		{"GET", "/applications/@me", "/applications/@me", ""},
		{"GET", "/oauth2/applications/@me", "/oauth2/applications/@me", ""},
		{"GET", "/users/@me", "/users/@me", ""},
		{"POST", "/users/@me/channels", "/users/@me/channels", `{"recipient_id":"` + bo.ID + `"}`},
		{"GET", "/guilds/" + s.Gym.ID, "/guilds/{guild_id}", ""},
		{"GET", "/channels/" + s.General.ID, "/channels/{channel_id}", ""},
		{"POST", "/channels/" + s.General.ID + "/typing", "/channels/{channel_id}/typing", ""},
		{"POST", messages, messagePath, message(`"content":"hi <@` + bo.ID + `>","nonce":"5","message_reference":{"message_id":"` + sent.id + `"}`)},
		{"GET", messages, messagePath, ""},
		{"GET", one, messagePath + "/{message_id}", ""},
		{"PATCH", one, messagePath + "/{message_id}", message(row(button("v1:a", "A")))},
		{"DELETE", one, messagePath + "/{message_id}", ""},
		{"GET", commands + "?with_localizations=true", commandPath, ""},
		{"PUT", commands, commandPath, "[" + warmup + "]"},
		{"POST", commands, commandPath, `{"name":"Ask","type":3}`},
		{"GET", commands + "/" + ids, commandPath + "/{command_id}", ""},
		{"PATCH", commands + "/" + ids, commandPath + "/{command_id}", `{"description":"Other"}`},
		{"DELETE", commands + "/" + ids, commandPath + "/{command_id}", ""},
		{"POST", callbackPath(i) + "?with_response=true", "/interactions/{interaction_id}/{interaction_token}/callback", `{"type":4,"data":` + message(row(button("a", "A"))) + `}`},
		{"GET", s.webhookPath(i) + "/messages/@original", webhookPath + "/messages/@original", ""},
		{"PATCH", s.webhookPath(i) + "/messages/@original", webhookPath + "/messages/@original", message(`"content":"y"`)},
		{"POST", s.webhookPath(i) + "?wait=true", webhookPath, message(`"content":"y","flags":64`)},
		{"POST", callbackPath(click) + "?with_response=true", "/interactions/{interaction_id}/{interaction_token}/callback", `{"type":9,"data":` + form + `}`},
		{"POST", callbackPath(other) + "?with_response=true", "/interactions/{interaction_id}/{interaction_token}/callback", `{"type":5}`},
		{"GET", s.webhookPath(other) + "/messages/@original", webhookPath + "/messages/@original", ""},
		{"DELETE", s.webhookPath(i) + "/messages/@original", webhookPath + "/messages/@original", ""},
	} {
		var body any
		if k.body != "" {
			body = k.body
		}
		answered(k.method, k.path, k.described, r.do(k.method, k.path, body))
	}
}
