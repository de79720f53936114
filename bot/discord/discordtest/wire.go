package discordtest

import "time"

// object is a JSON object to be sent.
type object = map[string]any

func (u *User) wire() object {
	o := object{"id": u.ID, "username": u.Name, "discriminator": "0", "global_name": u.Name, "avatar": nil, "public_flags": 0, "flags": 0, "primary_guild": nil}
	if u.Bot {
		o["bot"] = true
	}
	return o
}

// Permissions as Discord sends them: what members usually may, and everything with ADMINISTRATOR.
const (
	memberPermissions = "1126176932613184" // see, write, embed, attach, read history, react, use apps
	adminPermissions  = "9007199254740991"
)

func (u *User) permissions() string {
	if u.Admin {
		return adminPermissions
	}
	return memberPermissions
}

func (u *User) member() object {
	return object{"user": u.wire(), "roles": []string{}, "permissions": u.permissions(), "nick": nil, "avatar": nil,
		"joined_at": "2024-01-01T00:00:00.000000+00:00", "premium_since": nil, "deaf": false, "mute": false,
		"pending": false, "flags": 0, "communication_disabled_until": nil}
}

func (c *Channel) wire() object {
	o := object{"id": c.ID, "type": c.kind(), "last_message_id": nil, "flags": 0}
	if c.Guild != nil {
		o["guild_id"], o["name"], o["position"], o["nsfw"] = c.Guild.ID, c.Name, 0, false
		o["permission_overwrites"], o["parent_id"], o["topic"] = []any{}, nil, nil
		return o
	}
	recipients := []object{}
	for _, u := range c.With {
		recipients = append(recipients, u.wire())
	}
	o["recipients"] = recipients
	return o
}

func (g *Guild) wire() object {
	o := object{"id": g.ID, "name": g.Name, "icon": nil, "owner_id": stable("user owner"), "preferred_locale": "en-US",
		"system_channel_id": g.Channel.ID, "system_channel_flags": 0, "features": []string{}, "roles": []any{},
		"emojis": []any{}, "stickers": []any{}, "verification_level": 0, "default_message_notifications": 0,
		"explicit_content_filter": 0, "mfa_level": 0, "premium_tier": 0, "nsfw_level": 0, "nsfw": false, "region": "", "afk_timeout": 300, "premium_subscription_count": 0,
		"widget_enabled": false, "premium_progress_bar_enabled": false, "max_members": 500000,
		"max_stage_video_channel_users": 50, "max_video_channel_users": 25}
	for _, none := range []string{"description", "home_header", "splash", "discovery_splash", "banner", "application_id",
		"afk_channel_id", "widget_channel_id", "max_presences", "vanity_url_code", "rules_channel_id",
		"safety_alerts_channel_id", "public_updates_channel_id", "incidents_data"} {
		o[none] = nil
	}
	return o
}

// guildCreate is the guild as GUILD_CREATE carries it. The caller holds the lock.
func (s *Server) guildCreate(g *Guild) object {
	o := g.wire()
	channels := []object{}
	for _, c := range s.cast.channels {
		if c.Guild == g {
			channels = append(channels, c.wire())
		}
	}
	o["channels"], o["joined_at"], o["unavailable"], o["large"] = channels, g.Joined.UTC().Format(time.RFC3339Nano), false, false
	o["member_count"] = len(s.cast.users)
	o["members"] = []object{s.bot.member()}
	for _, empty := range []string{"threads", "presences", "voice_states", "stage_instances", "guild_scheduled_events"} {
		o[empty] = []any{}
	}
	return o
}

func (s *Server) application() object {
	return object{"id": s.AppID, "name": "Spotter", "icon": nil, "description": "", "type": nil, "bot_public": true,
		"bot_require_code_grant": false, "verify_key": "", "flags": 0, "flags_new": "0", "bot": s.bot.wire(),
		"redirect_uris": []string{}, "interactions_endpoint_url": nil, "role_connections_verification_url": nil,
		"owner": s.User("owner").wire(), "team": nil, "explicit_content_filter": 0, "eligible_oauth2_scopes": []string{},
		"approximate_guild_count": 1, "approximate_user_install_count": 0, "approximate_user_authorization_count": 0}
}
