package main

import (
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"path/filepath"
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
}

// Default is the configuration without a file.
func Default() Config {
	return Config{Data: filepath.Join(xdg.DataHome, "spotter", "spotter.db"), Units: "kg", LogLevel: "info"}
}

// loadConfig reads the file over the defaults, lets flags win, and validates.
func loadConfig(f flags) (Config, error) {
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
	return cfg, cfg.Validate()
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
	return errors.Join(errs...)
}

func (c Config) unit() strength.Unit {
	u, _ := strength.ParseUnit(c.Units)
	return u
}

// logger writes to w from the chosen level on. On the terminal, where the log would stand between
// the replies, it is only what has gone wrong, unless everything was asked for.
func (c Config) logger(w io.Writer, terminal bool) *slog.Logger {
	var level slog.Level
	if err := level.UnmarshalText([]byte(c.LogLevel)); err != nil {
		level = slog.LevelInfo
	}
	if terminal && level == slog.LevelInfo {
		level = slog.LevelWarn
	}
	return slog.New(slog.NewTextHandler(w, &slog.HandlerOptions{Level: level}))
}

// shortHome writes the home folder as ~, for help texts.
func shortHome(path string) string {
	if home, err := os.UserHomeDir(); err == nil && strings.HasPrefix(path, home+string(filepath.Separator)) {
		return "~" + strings.TrimPrefix(path, home)
	}
	return path
}
