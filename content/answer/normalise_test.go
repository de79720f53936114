package answer

import (
	"strings"
	"testing"
	"time"
)

func words(tokens []token) string {
	var out []string
	for _, t := range tokens {
		out = append(out, t.text)
	}
	return strings.Join(out, " ")
}

func TestNormalise(t *testing.T) {
	l := engine(t).words
	for _, c := range []struct{ text, want string }{
		{"My BACK Hurts", "my back hurts"},
		{"can't", "cant"}, {"can’t", "cant"}, {"cannot", "cant"}, {"can not", "cant"}, {"couldn't", "cant"}, {"unable to", "cant"},
		{"I'm ill, I'll rest", "i am ill i will rest"},
		{"the coach's bar", "the coach bar"},
		{"soooo sore", "so sore"}, {"killlling me", "killing me"},
		{"dead lift", "deadlift"}, {"dead-lift", "deadlift"}, {"DL", "deadlift"}, {"deads", "deadlift"},
		{"lowerback", "lower back"}, {"backpain", "back pain"}, {"shoulderpain", "shoulder pain"},
		{"b4 deads idk", "before deadlift i dont know"},
		{"can not, i'm i'm i'm dead lift unable to idk", "cant i am i am i am deadlift cant i dont know"},
		{"délicat ＢＡＣＫ", "delicat back"},
		{"b\u200backs\u202e", "backs"},
		{"numb\u0000ness", "numb ness"},
		{"102.5kg x 5", "102.5kg x 5"},
		{"ngl my back hurts", "my back hurts"},
		{"", ""}, {"   \n\t ", ""}, {"\xff\xfe", ""}, {"''' '", ""},
	} {
		if got := words(l.normalise(c.text)); got != c.want {
			t.Errorf("%q: %q, want %q", c.text, got, c.want)
		}
	}
}

func TestPlainWordsStayAsTheyAre(t *testing.T) {
	for _, word := range []string{"back", "5x5", "aaa", "180kg"} {
		if tokens := split(fold(word)); !isPlainWord(word) || len(tokens) != 1 || tokens[0].text != word {
			t.Errorf("%q: plain is %v, read as %q", word, isPlainWord(word), words(tokens))
		}
	}
	for _, word := range []string{"", "aaaa", "Back", "don't", "l5-s1", "dolor é", strings.Repeat("ab", maxWord)} {
		if isPlainWord(word) {
			t.Errorf("%q is taken for plain", word)
		}
	}
}

func TestSpellingIsCorrected(t *testing.T) {
	l := engine(t).words
	for typed, meant := range map[string]string{
		"shuolder": "shoulder", "tinglng": "tingling", "hamstrng": "hamstring", "numbnes": "numb", "deadlfits": "deadlift", "bladdder": "bladder",
		"brething": "breathing", "sorness": "sore", "bakc": "back", "umbness": "numb",
	} {
		tok := l.normalise(typed)[0]
		found := tok.stem == stem(meant)
		for _, s := range tok.other {
			found = found || s == stem(meant)
		}
		if !found {
			t.Errorf("%s: %q %q, want %s among them", typed, tok.stem, tok.other, meant)
		}
	}
}

func TestOrdinaryWordsAreNotCorrected(t *testing.T) {
	l := engine(t).words
	for _, word := range strings.Fields("chess beach batch number thumb paint point faint weeks weekly cheese neat heard front lunch confession profession bladder tingling chest numb") {
		if tok := l.normalise(word)[0]; len(tok.other) > 0 {
			t.Errorf("%s is read as %q", word, tok.other)
		}
	}
}

func TestLongTextsAreCheap(t *testing.T) {
	e := engine(t)
	const alarm = "i passed out mid deadlift"
	for name, text := range map[string]string{
		"spaces":     strings.Repeat(" ", 1e6),
		"letters":    strings.Repeat("a", 1e6),
		"words":      strings.Repeat("qwrtz numbnes chets ", 1000),
		"denials":    strings.Repeat("no or ", 2000),
		"signs":      strings.Repeat("no numb leg ", 1500),
		"invalid":    strings.Repeat("\xff\xc3\x28", 1e5),
		"marks":      "a" + strings.Repeat("\u0301", 1e5),
		"characters": strings.Repeat("my back hurts a bit. ", 476),
	} {
		start := time.Now()
		e.Ask(text)
		// Generous, so that a busy machine passes; what is quadratic takes seconds.
		if took := time.Since(start); took > time.Second {
			t.Errorf("%s: %v", name, took)
		}
		if !e.Alarm(alarm+"\n"+text) || !e.Alarm(text+"\n"+alarm) {
			t.Errorf("%s: the alarm beside it is lost", name)
		}
	}
}
