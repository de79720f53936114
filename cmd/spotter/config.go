package main

import (
	"errors"
	"fmt"
	"log/slog"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"github.com/adrg/xdg"
	"github.com/pelletier/go-toml/v2"

	"spotter/bot/strength"
)

// Config is what an admin can choose. config.example.toml shows every key with its default.
type Config struct {
	// Data is the database file. Empty means the system's place for data of programs.
	Data string `toml:"data"`
	// Units is "kg" or "lb": the unit of a weight typed without one by somebody who chose none.
	Units string `toml:"units"`
	// LogLevel is "debug", "info", "warn" or "error".
	LogLevel string `toml:"log_level"`
	// Safety is what is added to the words said in an emergency.
	Safety SafetyConfig `toml:"safety"`
	// Content is where more pages lie.
	Content ContentConfig `toml:"content"`
	// Discord is the bot on Discord; it runs there when there is a token.
	Discord DiscordConfig `toml:"discord"`
	// Telegram is the bot on Telegram; it runs there when there is a token.
	Telegram TelegramConfig `toml:"telegram"`
}

// DiscordConfig is what an admin can choose about Discord.
type DiscordConfig struct {
	// Token is the bot's token; the environment variable SPOTTER_DISCORD_TOKEN wins over it.
	Token string `toml:"token"`
	// TokenFile is a file with nothing but the token in it.
	TokenFile string `toml:"token_file"`
	// APIURL stands for https://discord.com: a proxy, or a test server.
	APIURL string `toml:"api_url"`
	// ShardID and ShardCount split many servers over several programs.
	ShardID    int `toml:"shard_id"`
	ShardCount int `toml:"shard_count"`
	// DevelopmentGuild is the id of a server in which alone the commands are registered.
	DevelopmentGuild string `toml:"development_guild"`
}

// TelegramConfig is what an admin can choose about Telegram.
type TelegramConfig struct {
	// Token is the bot's token; the environment variable SPOTTER_TELEGRAM_TOKEN wins over it.
	Token string `toml:"token"`
	// TokenFile is a file with nothing but the token in it.
	TokenFile string `toml:"token_file"`
	// APIURL stands for https://api.telegram.org: a Bot API server of one's own, or a test server.
	APIURL string `toml:"api_url"`
}

// The environment variables that hold the tokens.
const (
	discordToken  = "SPOTTER_DISCORD_TOKEN"
	telegramToken = "SPOTTER_TELEGRAM_TOKEN"
)

// Default is the configuration without a file.
func Default() Config {
	return Config{Data: filepath.Join(xdg.DataHome, "spotter", "spotter.db"), Units: "kg", LogLevel: "info",
		Discord: DiscordConfig{APIURL: "https://discord.com", ShardCount: 1}, Telegram: TelegramConfig{APIURL: "https://api.telegram.org"}}
}

// loadConfig reads the file over the defaults, lets flags and the environment win, reads the files
// that hold secrets, and validates.
func loadConfig(f flags, getenv func(string) string) (Config, error) {
	cfg := Default()
	if f.config != "" {
		raw, err := os.ReadFile(f.config)
		if err != nil {
			return cfg, fmt.Errorf("cannot read the configuration: %w", err)
		}
		if err := cfg.decode(f.config, raw); err != nil {
			return cfg, err
		}
	}
	if cfg.Data == "" {
		cfg.Data = Default().Data
	}
	if f.data != "" {
		cfg.Data = f.data
	}
	err := errors.Join(readSecret(&cfg.Discord.Token, cfg.Discord.TokenFile, getenv(discordToken), "discord"),
		readSecret(&cfg.Telegram.Token, cfg.Telegram.TokenFile, getenv(telegramToken), "telegram"))
	return cfg, errors.Join(err, cfg.Validate())
}

// readSecret makes token what the environment says, or what stands in the file.
func readSecret(token *string, file, fromEnvironment, table string) error {
	switch {
	case fromEnvironment != "":
		*token = strings.TrimSpace(fromEnvironment)
	case file != "" && *token != "":
		return fmt.Errorf("%s.token and %s.token_file are both set; keep one", table, table)
	case file != "":
		raw, err := os.ReadFile(file)
		if err != nil {
			return fmt.Errorf("%s.token_file: %w", table, err)
		}
		if *token = strings.TrimSpace(string(raw)); *token == "" {
			return fmt.Errorf("%s.token_file: %s is empty", table, file)
		}
	}
	return nil
}

// decode reads TOML strictly over c: unknown keys and wrong types are errors with line and column.
func (c *Config) decode(file string, raw []byte) error {
	err := toml.NewDecoder(strings.NewReader(string(raw))).DisallowUnknownFields().Decode(c)
	var strict *toml.StrictMissingError
	var wrong *toml.DecodeError
	switch {
	case errors.As(err, &strict):
		var errs []error
		for _, e := range strict.Errors {
			line, column := e.Position()
			errs = append(errs, fmt.Errorf("%s:%d:%d: there is no key %q; config.example.toml shows them all", file, line, column, strings.Join(e.Key(), ".")))
		}
		return errors.Join(errs...)
	case errors.As(err, &wrong):
		line, column := wrong.Position()
		return fmt.Errorf("%s:%d:%d: %s", file, line, column, strings.TrimPrefix(wrong.Error(), "toml: "))
	case err != nil:
		return fmt.Errorf("%s: %w", file, err)
	}
	return nil
}

// Validate lists every problem of the configuration.
func (c Config) Validate() error {
	var errs []error
	if c.Units != "kg" && c.Units != "lb" {
		errs = append(errs, fmt.Errorf("units is %q; it can be \"kg\" or \"lb\"", c.Units))
	}
	if err := new(slog.Level).UnmarshalText([]byte(c.LogLevel)); err != nil {
		errs = append(errs, fmt.Errorf("log_level is %q; it can be \"debug\", \"info\", \"warn\" or \"error\"", c.LogLevel))
	}
	errs = append(errs, c.Safety.validate())
	return errors.Join(slices.Concat(errs, c.Discord.problems(), c.Telegram.problems())...)
}

// snowflake is how Discord writes an id.
var snowflake = regexp.MustCompile(`^\d{15,20}$`)

// tokenForm is what a secret may hold: nothing that would break a header or an address.
var tokenForm = regexp.MustCompile(`^[A-Za-z0-9._:-]*$`)

func (d DiscordConfig) problems() (errs []error) {
	bad := func(format string, args ...any) { errs = append(errs, fmt.Errorf("discord."+format, args...)) }
	if !tokenForm.MatchString(d.Token) {
		bad("token holds characters that no token has; copy it again, without \"Bot\" in front")
	}
	if !isAddress(d.APIURL) {
		bad("api_url is %q; it must be an address such as https://discord.com", d.APIURL)
	}
	if d.ShardCount < 1 {
		bad("shard_count is %d; it must be at least 1", d.ShardCount)
	} else if d.ShardID < 0 || d.ShardID >= d.ShardCount {
		bad("shard_id is %d; with a shard_count of %d it goes from 0 to %d", d.ShardID, d.ShardCount, d.ShardCount-1)
	}
	if d.DevelopmentGuild != "" && !snowflake.MatchString(d.DevelopmentGuild) {
		bad("development_guild is %q; it must be a server's id, which is a long number", d.DevelopmentGuild)
	}
	return errs
}

// telegramForm is what a token of Telegram's looks like.
var telegramForm = regexp.MustCompile(`^(?:\d+:[A-Za-z0-9_-]+)?$`)

func (c TelegramConfig) problems() (errs []error) {
	if !telegramForm.MatchString(c.Token) {
		errs = append(errs, errors.New("telegram.token is none; @BotFather gives it as a number, a colon, and letters"))
	}
	if !isAddress(c.APIURL) {
		errs = append(errs, fmt.Errorf("telegram.api_url is %q; it must be an address such as https://api.telegram.org", c.APIURL))
	}
	return errs
}

// isAddress tells whether s is an address of the web.
func isAddress(s string) bool {
	u, err := url.Parse(s)
	return err == nil && u.Host != "" && (u.Scheme == "http" || u.Scheme == "https")
}

// configured tells whether there is a platform to run on.
func (c Config) configured() bool { return c.Discord.Token != "" || c.Telegram.Token != "" }

func (c Config) unit() strength.Unit {
	u, _ := strength.ParseUnit(c.Units)
	return u
}

// shortHome writes the home folder as ~, for help texts.
func shortHome(path string) string {
	if home, err := os.UserHomeDir(); err == nil && strings.HasPrefix(path, home+string(filepath.Separator)) {
		return "~" + strings.TrimPrefix(path, home)
	}
	return path
}
