package command

import (
	"context"
	"fmt"
	"strings"
	"time"

	"spotter/bot"
	"spotter/bot/strength"
	"spotter/store"
)

// settingNames maps what people type to the setting they mean.
var settingNames = map[string]string{
	"units": "units", "unit": "units",
	"bar": "bar", "barbell": "bar",
	"plates": "plates", "plate": "plates", "weights": "plates",
	"full": "full", "bumpers": "full", "bumper": "full",
	"zone": "zone", "timezone": "zone", "tz": "zone", "time": "zone", "clock": "zone",
	"reset": "reset", "default": "reset", "defaults": "reset",
}

// settingValues are usual values of the settings that have such.
var settingValues = map[string][]string{
	"units": {"kg", "lb"},
	"bar":   {"20 kg", "15 kg", "10 kg", "45 lb", "35 lb"},
	"full":  {"20 kg", "10 kg", "5 kg", "45 lb", "25 lb", "10 lb"},
}

// suggestSetting lists values for the setting that is named, or time zones.
func suggestSetting(typed string, given func(name string) string) []string {
	what := settingNames[given("what")]
	if values := settingValues[what]; values != nil {
		return bot.Suggest(typed, values, maxSuggested)
	}
	if what == "" || what == "zone" {
		return suggestZones(typed)
	}
	return nil
}

// settingsForm carries what one /settings needs.
type settingsForm struct {
	store *store.Store
	usual strength.Unit
	r     *bot.Request
}

// Settings makes /settings: units, bar, plates and time zone, shown and changed.
func Settings(st *store.Store, usual strength.Unit) *bot.Command {
	what := bot.NewParam(bot.Spec{Name: "what", Help: "units, bar, plates, full, zone or reset", Kind: bot.KindChoice,
		Choices: []string{"units", "bar", "plates", "full", "zone", "reset"}},
		func(words []string) (string, int, error) {
			if name := settingNames[strings.ToLower(words[0])]; name != "" {
				return name, 1, nil
			}
			return "", 0, nil
		}, nil)
	value := bot.Completed(bot.Rest("value", "what it shall be; left out, I ask"), suggestSetting)
	return &bot.Command{
		Name: "settings", Aliases: []string{"set", "setting"}, Group: groupYou, For: bot.OnlyAsker,
		Summary:  "Your units, bar, plates and time zone; /warmup uses them",
		Examples: []string{"/settings", "/settings units lb", "/settings bar 15kg", "/settings plates 20x4 10x2 5x2 2.5x2", "/settings zone Berlin"},
		Details: []string{"Plates: name the sizes you have. 20x4 means four 20s, two a side; without a count there are plenty.",
			"Full: the lightest plate of full size (45 cm) you pull from, if you have light bumper plates.",
			"Zone: a city, or the time your clock shows now, such as 18:40."},
		Args: []bot.Arg{what, value},
		Run: func(ctx context.Context, r *bot.Request) (*bot.Reply, error) {
			f := settingsForm{st, usual, r}
			name, _ := what.Of(r)
			v, given := value.Of(r)
			if name == "" && given {
				return f.unnamed(ctx, v)
			}
			return f.set(ctx, name, v)
		},
	}
}

// set changes one setting, asks for its value, or shows them all.
func (f settingsForm) set(ctx context.Context, name, value string) (*bot.Reply, error) {
	person, err := f.store.Person(ctx, account(f.r))
	if err != nil {
		return nil, err
	}
	s := person.Settings
	switch {
	case name == "":
		return f.show(s, ""), nil
	case name == "reset":
		return f.change(ctx, "Everything is back to the usual, units and time zone too.", func(s *store.Settings) { *s = store.Settings{} })
	case value == "":
		return f.ask(s, name), nil
	case name == "units":
		return f.units(ctx, value)
	case name == "bar":
		return f.bar(ctx, s, value)
	case name == "plates":
		return f.plates(ctx, s, value)
	case name == "full":
		return f.full(ctx, s, value)
	default:
		return f.zone(ctx, value)
	}
}

// unnamed takes a value without the name of its setting, where it tells by itself which it is.
func (f settingsForm) unnamed(ctx context.Context, v string) (*bot.Reply, error) {
	if _, ok := strength.ParseUnit(v); ok {
		return f.set(ctx, "units", v)
	}
	if _, exact := findZones(v, f.r.Now); exact {
		return f.set(ctx, "zone", v)
	}
	e := bot.Userf("I don't know a setting called %s. There are units, bar, plates, full, zone and reset.", bot.Quote(v))
	first, _, _ := strings.Cut(v, " ")
	for _, near := range bot.Nearest(first, []string{"units", "bar", "plates", "full", "zone", "reset"}, 2) {
		e.Offer(bot.Button{Label: bot.UpperFirst(near), Line: "/settings " + near})
	}
	return nil, e.Offer(bot.Button{Label: "All settings", Line: "/settings"})
}

// change applies fn once and shows all settings under what was done.
func (f settingsForm) change(ctx context.Context, done string, fn func(*store.Settings)) (*bot.Reply, error) {
	p, err := f.store.Change(ctx, account(f.r), f.r.ID, f.r.Now, func(p *store.Person) error {
		fn(&p.Settings)
		return nil
	})
	if err != nil {
		return nil, err
	}
	return f.show(p.Settings, done), nil
}

func (f settingsForm) units(ctx context.Context, value string) (*bot.Reply, error) {
	u, ok := strength.ParseUnit(strings.TrimSpace(value))
	if !ok {
		return nil, bot.Userf("I know two units: kg and lb. I read %s.", bot.Quote(value)).
			Offer(bot.Button{Label: "kg", Line: "/settings units kg"}, bot.Button{Label: "lb", Line: "/settings units lb"})
	}
	return f.change(ctx, fmt.Sprintf("A weight without a unit is %s from now on.", u), func(s *store.Settings) { s.Unit = u })
}

// Limits of a bar: from the lightest technique bars to beyond the heaviest trap bars.
const (
	minBarKg, maxBarKg = 5, 50
	minBarLb, maxBarLb = 10, 110
)

func (f settingsForm) bar(ctx context.Context, s store.Settings, value string) (*bot.Reply, error) {
	bar, err := bot.ReadMass(value)
	if err != nil {
		return nil, err
	}
	bar = bar.Or(f.unit(s))
	if err := checkBar(bar); err != nil {
		return nil, err
	}
	return f.change(ctx, fmt.Sprintf("Your bar is %s.", bar), func(s *store.Settings) { s.Gear(bar.Unit()).Bar = bar })
}

// checkBar holds a bar to the limits.
func checkBar(bar strength.Mass) error {
	u := bar.Unit()
	lo, hi := strength.Milli(minBarKg*1000, u), strength.Milli(maxBarKg*1000, u)
	if u == strength.Pound {
		lo, hi = strength.Milli(minBarLb*1000, u), strength.Milli(maxBarLb*1000, u)
	}
	if bar.Cmp(lo) < 0 || bar.Cmp(hi) > 0 {
		return bot.Userf("A bar of %s? I take bars from %s to %s, such as `15kg`.", bar, lo, hi)
	}
	return nil
}

func (f settingsForm) full(ctx context.Context, s store.Settings, value string) (*bot.Reply, error) {
	full, err := bot.ReadMass(value)
	if err != nil {
		return nil, err
	}
	full = full.Or(f.unit(s))
	gear := s.Gear(full.Unit()).Over(strength.DefaultGear(full.Unit()))
	gear.Full = full
	if err := gear.Validate(); err != nil {
		return nil, bot.Userf("%s is no full-size plate. Try `/settings full 10kg`.", full)
	}
	return f.change(ctx, fmt.Sprintf("Pulls from the floor start with %s plates.", full), func(s *store.Settings) { s.Gear(full.Unit()).Full = full })
}

func (f settingsForm) plates(ctx context.Context, s store.Settings, value string) (*bot.Reply, error) {
	stacks, odd, err := readPlates(value, f.unit(s))
	if err != nil {
		return nil, err
	}
	u := stacks[0].Plate.Unit()
	done := "Noted your plates."
	if len(odd) > 0 {
		done = fmt.Sprintf("Noted your plates. One %s stays off the bar: plates go on in pairs.", and(odd))
	}
	return f.change(ctx, done, func(s *store.Settings) { s.Gear(u).Plates = stacks })
}

func (f settingsForm) zone(ctx context.Context, value string) (*bot.Reply, error) {
	zones, exact := findZones(value, f.r.Now)
	if exact {
		reply, err := f.change(ctx, "Time zone "+zones[0]+".", func(s *store.Settings) { s.Zone = zones[0] })
		if err != nil {
			return nil, err
		}
		return f.askTravel(ctx, reply, zones[0])
	}
	if len(zones) == 0 {
		e := bot.Userf("I found no time zone for %s. Give a city such as `/settings zone Berlin`, or the time your clock shows, such as `/settings zone 18:40`.", bot.Quote(value))
		e.Expect = "/settings zone"
		return nil, e
	}
	reply := bot.Say("Which of these is yours? If none is, give me a city nearby.")
	var buttons []bot.Button
	for _, z := range zones {
		buttons = append(buttons, bot.Button{Label: city(z), Line: "/settings zone " + z})
	}
	reply.Buttons = bot.Rows(3, buttons...)
	reply.Expect = "/settings zone"
	return reply, nil
}

// askTravel asks somebody whose clock has changed whether the reminders come along.
func (f settingsForm) askTravel(ctx context.Context, reply *bot.Reply, zone string) (*bot.Reply, error) {
	plan, err := f.store.Plan(ctx, account(f.r))
	if err != nil {
		return nil, err
	}
	if question := travelReply(&plan, zone); question != nil {
		reply.Blocks, reply.Buttons = append(reply.Blocks, question.Blocks...), question.Buttons
	}
	return reply, nil
}

// ask asks for the value of a setting.
func (f settingsForm) ask(s store.Settings, name string) *bot.Reply {
	choice := func(values ...string) (buttons []bot.Button) {
		for _, v := range values {
			buttons = append(buttons, bot.Button{Label: v, Line: "/settings " + name + " " + strings.ReplaceAll(v, " ", "")})
		}
		return buttons
	}
	var reply *bot.Reply
	pound := f.unit(s) == strength.Pound
	switch name {
	case "units":
		reply = bot.Say("kg or lb?")
		reply.Buttons = bot.Rows(2, choice("kg", "lb")...)
	case "bar":
		reply = bot.Say("How heavy is your bar? For example 20kg or 45 lb.")
		reply.Buttons = bot.Rows(3, choice("20 kg", "15 kg", "10 kg")...)
		if pound {
			reply.Buttons = bot.Rows(3, choice("45 lb", "35 lb", "33 lb")...)
		}
	case "plates":
		reply = bot.Say("Which plates do you have? For example 20x4 10x2 5x2 2.5x2 1.25x2: four 20s, two of each other. Leave the count out where there are plenty.")
	case "full":
		reply = bot.Say("What is the lightest full-size (45 cm) plate you have? For most gyms it is 20 kg or 45 lb.")
		reply.Buttons = bot.Rows(3, choice("20 kg", "10 kg", "5 kg")...)
		if pound {
			reply.Buttons = bot.Rows(3, choice("45 lb", "25 lb", "10 lb")...)
		}
	default:
		reply = bot.Say("What time does your clock show now? Or name a city in your time zone.")
	}
	reply.Expect = "/settings " + name
	return reply
}

// unit is the unit of a number without one.
func (f settingsForm) unit(s store.Settings) strength.Unit {
	if s.Unit != 0 {
		return s.Unit
	}
	return f.usual
}

// show lists the settings under what was done.
func (f settingsForm) show(s store.Settings, done string) *bot.Reply {
	reply := &bot.Reply{Replace: true, Blocks: []bot.Block{bot.Title("Your settings")}}
	if done != "" {
		reply.Blocks = append(reply.Blocks, bot.Para(bot.T("%s", done)))
	}
	var l bot.List
	add := func(name, value string) {
		l.Items = append(l.Items, bot.Text{{Text: name + ": ", Style: bot.Strong}, {Text: value}})
	}
	add("Units", unitText(s, f.usual))
	for _, u := range []strength.Unit{strength.Kilogram, strength.Pound} {
		if g := *s.Gear(u); !g.IsZero() || u == f.unit(s) && s.Gear(otherUnit(u)).IsZero() {
			addGear(add, g, u)
		}
	}
	add("Time zone", zoneText(s.Zone, f.r.Now))
	reply.Blocks = append(reply.Blocks, l)
	other := otherUnit(f.unit(s)).String()
	reply.Buttons = bot.Rows(3,
		bot.Button{Label: "Use " + other, Line: "/settings units " + other},
		bot.Button{Label: "Bar", Line: "/settings bar"}, bot.Button{Label: "Plates", Line: "/settings plates"},
		bot.Button{Label: "Full-size plate", Line: "/settings full"},
		bot.Button{Label: "Time zone", Line: "/settings zone"}, bot.Button{Label: "Reset", Line: "/settings reset"})
	return reply
}

func unitText(s store.Settings, usual strength.Unit) string {
	if s.Unit == 0 {
		return usual.String() + " (not chosen yet)"
	}
	return s.Unit.String()
}

func addGear(add func(name, value string), g store.Gear, u strength.Unit) {
	all := g.Over(strength.DefaultGear(u))
	add("Bar", all.Bar.String()+usualMark(g.Bar.Milli() == 0))
	add("Plates", platesText(all.Plates, u)+usualMark(len(g.Plates) == 0))
	add("Lightest full-size plate", all.Full.String()+usualMark(g.Full.Milli() == 0))
}

func usualMark(usual bool) string {
	if usual {
		return " (the usual)"
	}
	return ""
}

func zoneText(zone string, now time.Time) string {
	loc, err := time.LoadLocation(zone)
	if zone == "" || err != nil {
		return "not set"
	}
	return fmt.Sprintf("%s, %s now", zone, now.In(loc).Format("15:04"))
}
