package command

import (
	"spotter/bot"
	"spotter/bot/chart"
	"spotter/bot/strength"
)

// pictureReply shows the loaded bar of each set.
func (w warmupRequest) pictureReply(l strength.Ladder) (*bot.Reply, error) {
	sets := make([]chart.BarSet, 0, len(l.Sets)+1)
	n := 1
	for i, s := range l.Sets {
		sets = append(sets, chart.BarSet{Label: setLabel(n, s.Count), Weight: s.Loading.Total.String(), Reps: itoa(s.Reps),
			Rest: w.rest(s.Rest, i == len(l.Sets)-1), Side: plates(s.Loading)})
		n += s.Count
	}
	if l.Work != nil {
		sets = append(sets, chart.BarSet{Label: "work", Weight: l.Work.Total.String(), Reps: w.repsCell(), Work: true, Side: plates(*l.Work)})
	}
	title := bot.UpperFirst(w.title())
	png, err := chart.Bars(title, sets)
	if err != nil {
		return nil, err
	}
	reply := &bot.Reply{
		Replace: true,
		Blocks:  []bot.Block{bot.Title("Warm-up for " + w.title()), bot.Image{Name: "bars.png", Alt: chart.BarsAlt(title, sets), PNG: png}},
		Buttons: bot.Rows(2, bot.Button{Label: "Back to the sets", Line: w.line()}, bot.Button{Label: "My bar and plates", Line: "/settings"}),
	}
	if line := w.line() + " picture"; len(line) <= bot.MaxButtonLine {
		reply.Share = line
	}
	return reply, nil
}

// plates are the plates of one side, as they are drawn.
func plates(l strength.Loading) []chart.Plate {
	side := make([]chart.Plate, 0, len(l.Side))
	for _, p := range l.Side {
		side = append(side, chart.Plate{Label: p.Number(), Milli: p.Milli(), Pound: p.Unit() == strength.Pound})
	}
	return side
}

// setLabel numbers a set, or several that are the same.
func setLabel(n, count int) string {
	if count > 1 {
		return itoa(n) + "-" + itoa(n+count-1)
	}
	return itoa(n)
}
