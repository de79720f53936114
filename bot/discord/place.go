package discord

import "spotter/bot"

// place is where a reply will stand.
type place struct {
	alone  bool   // nobody but the user reads the chat
	hidden bool   // the message is seen by the user alone
	owner  string // whose request it answers
}

// shared tells whether others read along.
func (p place) shared() bool { return !p.alone && !p.hidden }

// view is the reply as it stands there, and the buttons of ours that belong to it.
func (p place) view(r *bot.Reply) (*bot.Reply, []extra) {
	r = r.In(p.shared())
	var extras []extra
	add := func(label string, kind byte, line string) {
		if line != "" {
			extras = append(extras, extra{label, press{kind: kind, line: line}})
		}
	}
	if r.Expect != "" && !p.alone {
		add("Type it", pressType, r.Expect)
	}
	switch {
	case p.shared():
		add("Privately", pressAside, r.Aside)
	case p.hidden && !p.alone:
		add("Share here", pressShare, r.Share)
	}
	return r, extras
}

// set renders the reply as it stands there.
func (p place) set(r *bot.Reply) []part {
	view, extras := p.view(r)
	return render(view, p.owner, extras)
}

// sealed stands, where a reply that only its asker may see would be read by others, in its place.
func sealed(r *bot.Request) *bot.Reply {
	reply := bot.Say("That one is for you alone.")
	if r.Command != nil {
		reply.Aside = "/" + r.Command.Name
	}
	return reply
}
