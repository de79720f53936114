package main

import (
	"context"
	"fmt"
	"log/slog"
	"time"

	"github.com/spf13/cobra"
	"golang.org/x/sync/errgroup"

	"spotter/bot"
	"spotter/bot/discord"
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

func (p *program) adapters() ([]bot.Adapter, error) {
	d, err := newDiscord(p.cfg.Discord, p.router.Commands(), p.store, p.log)
	if err != nil {
		return nil, err
	}
	return []bot.Adapter{d}, nil
}

func newDiscord(c DiscordConfig, commands []*bot.Command, memory discord.Memory, log *slog.Logger) (*discord.Discord, error) {
	return discord.New(discord.Options{Token: c.Token, APIURL: c.APIURL, ShardID: c.ShardID, ShardCount: c.ShardCount,
		Guild: c.DevelopmentGuild, Commands: commands, Memory: memory, Log: log})
}

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

// invite prints the links that bring the bot to people.
func invite(cmd *cobra.Command, s surroundings, f flags) error {
	cfg, err := loadConfig(f, s.getenv)
	if err != nil {
		return err
	}
	if cfg.Discord.Token == "" {
		return fmt.Errorf("there is no Discord token yet; set %s, or discord.token in the configuration", discordToken)
	}
	d, err := newDiscord(cfg.Discord, nil, nil, cfg.logger(s.stderr, true))
	if err != nil {
		return err
	}
	ctx, cancel := context.WithTimeout(cmd.Context(), time.Minute)
	defer cancel()
	server, person, err := d.Invite(ctx)
	if err != nil {
		return err
	}
	fmt.Fprintf(s.stdout, "Add Spotter to a server:\n%s\n\nUse Spotter yourself, wherever you are:\n%s\n", server, person)
	return nil
}
