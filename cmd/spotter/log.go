package main

import (
	"io"
	"log/slog"
	"regexp"
	"strings"
)

// secretForms are secrets by their form: authorization headers, and the tokens in the addresses of
// Discord's webhooks and interactions and of Telegram's Bot API.
var secretForms = regexp.MustCompile(`Bot [A-Za-z0-9._-]{20,}|/(?:webhooks|interactions)/\d+/[A-Za-z0-9._-]+|bot\d+:[A-Za-z0-9_-]{10,}`)

const masked = "(masked)"

// mask takes secrets out of a text: those that are known, and what has the form of one.
func (c Config) mask(s string) string {
	for _, secret := range c.secrets() {
		s = strings.ReplaceAll(s, secret, masked)
	}
	return secretForms.ReplaceAllString(s, masked)
}

func (c Config) secrets() (list []string) {
	for _, secret := range []string{c.Discord.Token, c.Telegram.Token} {
		if secret != "" {
			list = append(list, secret)
		}
	}
	return list
}

// logger writes to w from the chosen level on, without secrets. On the terminal, where the log would
// stand between the replies, it is only what has gone wrong, unless everything was asked for.
func (c Config) logger(w io.Writer, terminal bool) *slog.Logger {
	var level slog.Level
	if err := level.UnmarshalText([]byte(c.LogLevel)); err != nil {
		level = slog.LevelInfo
	}
	if terminal && level == slog.LevelInfo {
		level = slog.LevelWarn
	}
	clean := func(_ []string, a slog.Attr) slog.Attr {
		switch a.Value.Kind() {
		case slog.KindString, slog.KindAny:
			a.Value = slog.StringValue(c.mask(a.Value.String()))
		}
		return a
	}
	return slog.New(slog.NewTextHandler(w, &slog.HandlerOptions{Level: level, ReplaceAttr: clean}))
}
