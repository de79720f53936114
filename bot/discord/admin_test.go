package discord

import (
	"fmt"
	"testing"
	"time"

	"spotter/bot"
)

// TestAdmin holds who may run a channel: by the permissions Discord sends along.
func TestAdmin(t *testing.T) {
	tests := []struct {
		name, who string
		want      bool
	}{
		{"a member", `"member":{"user":{"id":"7"},"permissions":"2147483648"},"guild_id":"3"`, false},
		{"an administrator", `"member":{"user":{"id":"7"},"permissions":"8"},"guild_id":"3"`, true},
		{"who manages the server", `"member":{"user":{"id":"7"},"permissions":"2147483680"},"guild_id":"3"`, true},
		{"who manages channels", `"member":{"user":{"id":"7"},"permissions":"16"},"guild_id":"3"`, true},
		{"permissions that cannot be read", `"member":{"user":{"id":"7"},"permissions":"-8"},"guild_id":"3"`, false},
		{"alone with the bot", `"user":{"id":"7"},"context":1`, false},
	}
	commands := map[string]*bot.Command{"help": {Name: "help"}}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			in, err := decodeInteraction(fmt.Appendf(nil, `{"id":"1","application_id":"2","type":2,"token":"x","channel_id":"4","data":{"name":"help","type":1},%s}`, tt.who))
			if err != nil {
				t.Fatal(err)
			}
			if r, _ := in.request(commands, time.Time{}); r == nil || r.Admin(t.Context()) != tt.want {
				t.Errorf("got %+v", r)
			}
		})
	}
}
