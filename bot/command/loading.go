package command

import (
	"cmp"
	"context"
	"errors"

	"spotter/bot"
	"spotter/bot/strength"
	"spotter/store"
)

// Plates makes /plates: what goes on each side of the bar for a weight.
func Plates(st *store.Store, usual strength.Unit) *bot.Command {
	weight := bot.Mass("weight", "the weight on the bar, such as 180 or 400 lb")
	return &bot.Command{
		Name: "plates", Aliases: []string{"load"}, Group: groupLift,
		Summary:  "Which plates make a weight",
		Examples: []string{"/plates 142.5", "/plates 315 lb"},
		Details:  []string{"With your own bar and plates, if you told me them with /settings."},
		Args:     []bot.Arg{weight},
		Run: func(ctx context.Context, r *bot.Request) (*bot.Reply, error) {
			m, ok := weight.Of(r)
			if !ok {
				reply := bot.Say("How heavy shall the bar be? For example `142.5` or `315 lb`.")
				reply.Expect = "/plates"
				return reply, nil
			}
			person, err := st.Person(ctx, account(r))
			if err != nil {
				return nil, err
			}
			m = m.Or(cmp.Or(person.Settings.Unit, usual))
			if err := m.Check(); err != nil {
				return nil, bot.MassError(m.String(), err)
			}
			return platesReply(m, gearFor(person.Settings, m.Unit()))
		},
	}
}

// platesReply shows the loading of a weight, or the nearest ones below and above.
func platesReply(m strength.Mass, g strength.Gear) (*bot.Reply, error) {
	l, err := g.Load(m)
	var odd *strength.NotLoadable
	switch {
	case errors.Is(err, strength.ErrBelowBar):
		return nil, belowBar(m, g)
	case errors.As(err, &odd):
		return oddReply(odd, g), nil
	case err != nil:
		return nil, err
	}
	reply := &bot.Reply{Replace: true, Share: "/plates " + compact(m),
		Blocks: []bot.Block{bot.Title(m.String() + " on the bar"), loadings(g, l)}}
	return reply, nil
}

// oddReply says that the plates do not make the weight, and what comes nearest.
func oddReply(odd *strength.NotLoadable, g strength.Gear) *bot.Reply {
	near := []strength.Loading{*odd.Below}
	if odd.Above != nil {
		near = append(near, *odd.Above)
	}
	return &bot.Reply{Replace: true, Blocks: []bot.Block{
		bot.Title(odd.Target.String() + " on the bar"),
		bot.Para(bot.T("Your plates don't make that exactly. This comes nearest:")),
		loadings(g, near...)}}
}

// loadings has a row for each loading.
func loadings(g strength.Gear, list ...strength.Loading) bot.Table {
	t := bot.Table{Caption: "Bar (" + g.Bar.String() + ")", Head: []string{"weight", "each side"}, Right: []bool{true, false}}
	for _, l := range list {
		t.Rows = append(t.Rows, []string{l.Total.String(), side(l)})
	}
	return t
}
