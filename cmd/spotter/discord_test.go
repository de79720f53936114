package main

import (
	"bytes"
	"context"
	"image/png"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"spotter/bot/discord/discordtest"
)

// binary builds the program, once for all tests.
var binary = sync.OnceValues(func() (string, error) {
	dir, err := os.MkdirTemp("", "spotter-test")
	if err != nil {
		return "", err
	}
	path := filepath.Join(dir, "spotter")
	out, err := exec.Command("go", "build", "-o", path, ".").CombinedOutput()
	if err != nil {
		return "", &exec.Error{Name: string(out), Err: err}
	}
	return path, nil
})

// process is the built program at work on a platform.
type process struct {
	*testing.T
	cmd    *exec.Cmd
	stderr *bytes.Buffer
}

// launch starts the built program with a configuration and variables of the environment.
func launch(t *testing.T, config string, env ...string) *process {
	t.Helper()
	path, err := binary()
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "spotter.toml")
	if err := os.WriteFile(file, []byte(config), 0o600); err != nil {
		t.Fatal(err)
	}
	p := &process{T: t, cmd: exec.Command(path, "-config", file), stderr: &bytes.Buffer{}}
	p.cmd.Stderr = p.stderr
	p.cmd.Env = append(os.Environ(), env...)
	if err := p.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = p.cmd.Process.Kill() }) // it has ended, unless the test failed before
	return p
}

// end asks the process to stop, and holds that it does so cleanly within ten seconds, with no secret
// in its log.
func (p *process) end(secrets ...string) {
	p.Helper()
	begun := time.Now()
	if err := p.cmd.Process.Signal(syscall.SIGTERM); err != nil {
		p.Fatal(err)
	}
	if err := p.cmd.Wait(); err != nil {
		p.Errorf("it ended with %v:\n%s", err, p.stderr)
	}
	if took := time.Since(begun); took > 10*time.Second {
		p.Errorf("stopping took %v", took)
	}
	for _, secret := range secrets {
		if strings.Contains(p.stderr.String(), secret) {
			p.Errorf("%q stands in the log:\n%s", secret, p.stderr)
		}
	}
}

// TestDiscord is an evening on Discord with the built program: commands, completion, buttons, mentions,
// private messages, a picture, a lost connection, a restart, and the end.
func TestDiscord(t *testing.T) {
	s := discordtest.New(t, discordtest.Options{})
	config := "data = '" + filepath.Join(t.TempDir(), "spotter.db") + "'\n[discord]\napi_url = '" + s.URL + "'\n"
	run := func() *process { return launch(t, config, discordToken+"="+s.Token) }
	want := func(m *discordtest.Message, texts ...string) {
		t.Helper()
		for _, text := range texts {
			if !strings.Contains(m.Text(), text) {
				t.Errorf("shown is %q, want %q in it", m.Text(), text)
			}
		}
	}
	ready := func(sessions int) {
		t.Helper()
		ctx, cancel := context.WithTimeout(t.Context(), 20*time.Second)
		defer cancel()
		if err := s.AwaitGateway(ctx, func(g discordtest.GatewayCounts) bool { return g.Identifies >= sessions && g.Connected > 0 }); err != nil {
			t.Fatal(err)
		}
	}
	p := run()
	ready(1)
	s.AwaitCommand("warmup")
	ana := s.User("ana")

	ladder := s.Slash(ana, s.General, "warmup", discordtest.Opt("lift", "deadlift"), discordtest.Opt("weight", "180")).Final()
	want(ladder, "Warm-up for deadlift 180 kg", "165 kg", "25 25 20 2.5")
	choices := s.Autocomplete(ana, s.General, "warmup", "lift", "rom").Wait().Choices
	if len(choices) == 0 || choices[0].Name != "Romanian deadlift" {
		t.Errorf("the completions are %+v", choices)
	}
	zones := s.Autocomplete(ana, s.General, "settings", "value", "Munich", discordtest.Opt("what", "zone")).Wait().Choices
	if len(zones) != 1 || zones[0].Value != "Europe/Berlin" {
		t.Errorf("the zones are %+v", zones)
	}
	fewer := s.Click(ana, ladder, "Fewer sets").Final()
	want(fewer, "Warm-up for deadlift 180 kg")
	if fewer.ID != ladder.ID || !slices.Contains(fewer.Labels(), "All sets") {
		t.Errorf("the pressed button did not change the message in its place: %q", fewer.Labels())
	}
	drawn := s.Click(ana, fewer, "Picture").Final()
	if len(drawn.Files) != 1 || !strings.Contains(drawn.Files[0].Description, "25 25 20 2.5") {
		t.Errorf("the picture is %+v", drawn.Files)
	} else if _, err := png.Decode(bytes.NewReader(drawn.Files[0].Bytes)); err != nil {
		t.Error(err)
	}

	s.Say(ana, s.General, s.Bot().Mention()+" why does my back hurt")
	public := s.Next(s.General)
	want(public, "Why does my back hurt?", "Sources:")
	private := s.Click(s.User("bo"), public, "Privately").Final()
	if private.VisibleTo != s.User("bo") {
		t.Error("going on privately is not private")
	}
	s.Say(ana, s.General, s.Bot().Mention()+" i can't feel anything when i wipe since that set")
	danger := s.Next(s.General)
	want(danger, "Please get emergency care now")
	if len(danger.Labels()) != 0 || len(danger.Embeds) != 0 {
		t.Errorf("an emergency comes with %q and %d embeds", danger.Labels(), len(danger.Embeds))
	}
	s.Say(ana, s.DM(ana), "/settings units lb")
	want(s.Next(s.DM(ana)), "A weight without a unit is lb from now on")
	hidden := s.Slash(ana, s.General, "settings").Final()
	want(hidden, "**Units:** lb")
	if hidden.VisibleTo != ana {
		t.Error("settings are shown to everybody")
	}

	s.Drop()
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Second)
	defer cancel()
	if err := s.AwaitGateway(ctx, func(g discordtest.GatewayCounts) bool { return g.Resumed == 1 }); err != nil {
		t.Fatal(err)
	}
	want(s.Slash(ana, s.General, "form", discordtest.Opt("lift", "deadlift")).Final(), "Setup")
	p.end(s.Token, "why does my back hurt", ana.ID)

	p = run()
	ready(2)
	want(s.Click(ana, s.Latest(ladder), "Back to the sets").Final(), "Warm-up for deadlift 180 kg")
	if puts, _ := s.Registrations(); puts != 1 {
		t.Errorf("the commands were registered %d times though nothing had changed", puts)
	}
	p.end(s.Token)
}

// TestDiscordRefusals starts the program where it cannot work, and reads what it says.
func TestDiscordRefusals(t *testing.T) {
	s, p := discordtest.New(t, discordtest.Options{}), started{t, t.TempDir()}
	base, api := p.base("discord"), "api_url = '"+s.URL+"'\n"
	p.refuse("wrong.token",
		refusal{"wrong token", base + api + "token = 'MTIzNDU2Nzg5.wrong.token'", "Discord does not accept the token"},
		refusal{"both", base + api + "token = 'a'\ntoken_file = 'b'", "discord.token and discord.token_file are both set"},
		refusal{"no file", base + api + "token_file = '" + filepath.Join(p.dir, "none") + "'", "discord.token_file"},
		refusal{"empty file", base + api + "token_file = '" + p.file("empty", "\n") + "'", "is empty"},
		refusal{"odd token", base + api + "token = 'Bot a b'", "token holds characters that no token has"},
		refusal{"address", base + "api_url = 'discord'", "api_url is \"discord\""},
		refusal{"shards", base + api + "shard_id = 2\nshard_count = 2", "shard_id is 2"},
		refusal{"guild", base + api + "development_guild = 'gym'", "development_guild is \"gym\""},
	)
	out, err := p.run("good", base+api+"token_file = '"+p.file("token", s.Token+"\n")+"'", "invite")
	if err != nil || strings.Count(out, "https://discord.com/oauth2/authorize?client_id="+s.AppID) != 2 {
		t.Errorf("invite: %v: %s", err, out)
	}
}
