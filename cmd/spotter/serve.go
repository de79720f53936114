package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"time"

	"github.com/spf13/cobra"
	"golang.org/x/sync/errgroup"

	"spotter/bot"
	"spotter/bot/command"
	"spotter/bot/discord"
	"spotter/bot/telegram"
	"spotter/content"
)

// serve runs the configured platforms until ctx is done. When one of them cannot go on, the others
// end their work and the program ends with its error: a host notices a bot that is gone sooner than
// one that is half there.
func (p *program) serve(ctx context.Context) error {
	adapters, err := p.adapters()
	if err != nil {
		return err
	}
	h := bot.Logged(p.router, p.log, time.Now)
	g, ctx := errgroup.WithContext(ctx)
	for _, a := range adapters {
		g.Go(func() error { return a.Run(ctx, h) })
	}
	g.Go(func() error { p.sweep(ctx); return nil })
	g.Go(func() error { return p.scheduler(senders(adapters)).Run(ctx) })
	p.log.Info("started", "version", version())
	err = g.Wait()
	p.log.Info("stopped")
	return err
}

// adapters are the platforms for which there is a token.
func (p *program) adapters() (list []bot.Adapter, err error) {
	if p.cfg.Discord.Token != "" {
		d, err := newDiscord(p.cfg.Discord, p.router.Commands(), p.store, p.log)
		if err != nil {
			return nil, err
		}
		list = append(list, d)
	}
	if p.cfg.Telegram.Token != "" {
		t, err := newTelegram(p.cfg.Telegram, p.router.Commands(), p.deps.Library, p.store, p.log)
		if err != nil {
			return nil, err
		}
		list = append(list, t)
	}
	return list, nil
}

func newDiscord(c DiscordConfig, commands []*bot.Command, memory discord.Memory, log *slog.Logger) (*discord.Discord, error) {
	return discord.New(discord.Options{Token: c.Token, APIURL: c.APIURL, ShardID: c.ShardID, ShardCount: c.ShardCount,
		Guild: c.DevelopmentGuild, Commands: commands, Memory: memory, Log: log})
}

func newTelegram(c TelegramConfig, commands []*bot.Command, lib *content.Library, memory telegram.Memory, log *slog.Logger) (*telegram.Telegram, error) {
	o := telegram.Options{Token: c.Token, APIURL: c.APIURL, Commands: commands, Linked: command.Linked, Profiles: profiles, Memory: memory, Log: log}
	if lib != nil {
		o.Offers = command.Offers(lib)
	}
	return telegram.New(o)
}

// profiles are what the bot says of itself on Telegram, by language; so far in English alone.
var profiles = map[string]telegram.Profile{"": {
	Description: "Give me a work weight and I lay out a warm-up that your plates can load: /warmup deadlift 180.\n\n" +
		"Ask about technique, soreness, pain or rest in your own words, and you get a sourced answer.\n\n" +
		"Information, not medical advice. What I keep: /privacy",
	Short: "Warm-ups you can load, technique, and careful answers for lifters. Not medical advice.",
}}

// sweepEvery is how often what has had its time is deleted.
const sweepEvery = 24 * time.Hour

// sweep deletes what has had its time, now and every day.
func (p *program) sweep(ctx context.Context) {
	tick := time.NewTicker(sweepEvery)
	defer tick.Stop()
	for {
		n, err := p.store.Sweep(ctx, time.Now())
		switch {
		case ctx.Err() != nil:
			return
		case err != nil:
			p.log.Error("what has had its time could not be deleted", "error", err)
		case n > 0:
			p.log.Info("deleted servers that removed the bot", "count", n)
		}
		select {
		case <-tick.C:
		case <-ctx.Done():
			return
		}
	}
}

// invite prints the links that bring the bot to people, of every platform that is configured.
func invite(cmd *cobra.Command, s surroundings, f flags) error {
	cfg, err := loadConfig(f, s.getenv)
	if err != nil {
		return err
	}
	if !cfg.configured() {
		return fmt.Errorf("there is no token yet; set %s or %s, or discord.token or telegram.token in the configuration", discordToken, telegramToken)
	}
	ctx, cancel := context.WithTimeout(cmd.Context(), time.Minute)
	defer cancel()
	log := cfg.logger(s.stderr, true)
	return errors.Join(inviteDiscord(ctx, cfg.Discord, s.stdout, log), inviteTelegram(ctx, cfg.Telegram, s.stdout, log))
}

func inviteDiscord(ctx context.Context, c DiscordConfig, w io.Writer, log *slog.Logger) error {
	if c.Token == "" {
		return nil
	}
	d, err := newDiscord(c, nil, nil, log)
	if err != nil {
		return err
	}
	server, person, err := d.Invite(ctx)
	if err != nil {
		return err
	}
	fmt.Fprintf(w, "Add Spotter to a server:\n%s\n\nUse Spotter yourself, wherever you are:\n%s\n", server, person)
	return nil
}

func inviteTelegram(ctx context.Context, c TelegramConfig, w io.Writer, log *slog.Logger) error {
	if c.Token == "" {
		return nil
	}
	t, err := newTelegram(c, nil, nil, nil, log)
	if err != nil {
		return err
	}
	group, person, err := t.Invite(ctx)
	if err != nil {
		return err
	}
	fmt.Fprintf(w, "Add Spotter to a group on Telegram:\n%s\n\nTalk to Spotter alone on Telegram:\n%s\n", group, person)
	return nil
}
