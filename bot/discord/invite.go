package discord

import (
	"context"
	"encoding/json"
	"net/url"
	"strconv"

	"github.com/bwmarrin/discordgo"
)

// permissions are the least that answers to mentions, pictures and reminders in a channel need; slash
// commands need none.
const permissions = discordgo.PermissionViewChannel | discordgo.PermissionSendMessages | discordgo.PermissionSendMessagesInThreads |
	discordgo.PermissionEmbedLinks | discordgo.PermissionAttachFiles | discordgo.PermissionReadMessageHistory

// Invite returns the links with which the bot is added to a server, and by a person for himself.
func (d *Discord) Invite(ctx context.Context) (server, person string, err error) {
	raw, err := d.rest.do(ctx, call{method: "GET", url: discordgo.EndpointApplications + "/@me", again: true})
	if status(err) == 401 {
		err = errToken
	}
	if err != nil {
		return "", "", err
	}
	var app struct {
		ID string `json:"id"`
	}
	if err := json.Unmarshal(raw, &app); err != nil || app.ID == "" {
		return "", "", hostErrorf("Discord's answer about the application cannot be read. Try again later.")
	}
	link := func(kind string, scope string, more url.Values) string {
		v := url.Values{"client_id": {app.ID}, "integration_type": {kind}, "scope": {scope}}
		for key, values := range more {
			v[key] = values
		}
		return "https://discord.com/oauth2/authorize?" + v.Encode()
	}
	return link("0", "bot applications.commands", url.Values{"permissions": {strconv.FormatInt(permissions, 10)}}),
		link("1", "applications.commands", nil), nil
}
