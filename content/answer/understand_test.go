package answer

import "testing"

// state says how the first match of a concept is read: "now", "denied", "past", "over", "supposed", or "" if there is none.
func state(e *finder, text, concept string) string {
	matches := e.understand(text).found[e.book.byName[concept]]
	if len(matches) == 0 {
		return ""
	}
	switch x := matches[0]; {
	case x.denied:
		return "denied"
	case x.past:
		return "past"
	case x.supposed:
		return "supposed"
	case x.over:
		return "over"
	}
	return "now"
}

func TestScope(t *testing.T) {
	e := engine(t)
	for _, c := range []struct{ text, concept, want string }{
		{"my leg is numb", "numb", "now"},
		{"no numbness", "numb", "denied"},
		{"no numbness, tingling or weakness", "tingle", "denied"},
		{"no numbness, tingling or weakness", "weak", "denied"},
		{"i dont have any fever or numbness", "numb", "denied"},
		{"without numbness", "numb", "denied"},
		{"never had numbness", "numb", "denied"},
		{"never had numbness like this", "numb", "now"},
		{"it isn't numb", "numb", "denied"},
		{"neither numbness nor weakness", "weak", "denied"},
		{"no pain but my leg is numb", "numb", "now"},
		{"no pain, my leg is numb", "numb", "now"},
		{"no pain and my leg is numb", "numb", "now"},
		{"no pain just numbness", "numb", "now"},
		{"no pain. numbness though", "numb", "now"},
		{"no, my leg is numb", "numb", "now"},
		{"no idea why my leg is numb", "numb", "now"},
		{"not sure why it went numb", "numb", "now"},
		{"cant sit without my foot going numb", "numb", "now"},
		{"didnt warm up and my leg went numb", "numb", "now"},
		{"no feeling in my leg", "numb", "now"},
		{"no loss of feeling in my leg", "numb", "denied"},
		{"i dont have chest pain", "chest-hurts", "denied"},
		{"my leg was numb years ago", "numb", "past"},
		{"back in 2015 my leg went numb", "numb", "past"},
		{"i used to get numbness", "numb", "past"},
		{"years ago i hurt my back, now my leg is numb", "numb", "now"},
		{"last year i hurt my back and since then my leg goes numb", "numb", "now"},
		{"had surgery last year, my leg is numb", "numb", "now"},
		{"my leg went numb but its all fine now", "numb", "over"},
		{"my leg went numb. all good now", "numb", "over"},
		{"what if my leg goes numb", "numb", "supposed"},
		{"what are the signs of numbness", "numb", "supposed"},
		{"can deadlifts cause numbness", "numb", "supposed"},
		{"can deadlifts cause numbness in my leg, i have it now", "numb", "supposed"},
		{"how do i know if my numbness is bad", "numb", "now"},
		{"what if its serious, my leg is numb", "numb", "now"},
		{"can deadlifts cause this? my leg is numb", "numb", "now"},
		{"numb leg - no", "numb", "denied"},
		{"numb leg: no, weak leg: yes", "numb", "denied"},
		{"my leg is numb. no, really", "numb", "now"},
		{"i am numb, no", "numb", "now"},
		{"the textbook says numbness is bad", "numb", "supposed"},
		{"saw an article and my leg is numb", "numb", "now"},
		{"why do they ask about numbness", "numb", "supposed"},
		{"in college my leg went numb", "numb", "past"},
		{"im in college, my leg is numb", "numb", "now"},
		{"my leg is tingely", "tingle", "now"},
		{"cant realy feel it", "unfelt", "now"},
	} {
		if got := state(e, c.text, c.concept); got != c.want {
			t.Errorf("%q: %s is %q, want %q", c.text, c.concept, got, c.want)
		}
	}
}

func TestHarmlessWordingHides(t *testing.T) {
	e := engine(t)
	for text, concept := range map[string]string{
		"almost passed out":            "faint",
		"my legs are jelly":            "weak",
		"my chest collapses":           "collapse",
		"stiff leg deadlift":           "leg",
		"tore a callus":                "pop-event",
		"pissed myself laughing":       "accident",
		"suicide grip":                 "self-harm-plain",
		"i cant feel my glutes firing": "unfelt",
		"my form collapses":            "collapse",
		"the power blacked out":        "faint",
		"suicide squad":                "self-harm-plain",
		"bar just missed my head":      "struck-head",
	} {
		if got := state(e, text, concept); got != "" {
			t.Errorf("%q: %s is %s, want nothing", text, concept, got)
		}
	}
}
