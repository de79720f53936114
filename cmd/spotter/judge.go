package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"strings"

	"spotter/content"
	"spotter/content/answer"
)

// maxPages is how many pages a judgement names.
const maxPages = 3

// maxLine is the longest question that is read, in bytes: more than any platform lets through.
const maxLine = 1 << 20

// judgement is what is made of one question, said in a channel where Spotter reads along.
type judgement struct {
	Question string   `json:"q"`
	Outcome  string   `json:"outcome"`
	Topics   []string `json:"topics"` // best first; empty or meta/... where no page answers
	Urgency  string   `json:"urgency"`
	Lift     *string  `json:"lift"`
}

// judge asks one question. Thanks and greetings need no reply in a channel.
func judge(answers *answer.Engine, question string) judgement {
	r := answers.Ask(question)
	j := judgement{Question: question, Outcome: r.Outcome.String(), Topics: []string{}, Urgency: r.Urgency.String()}
	if r.Meta == answer.ChitChat {
		j.Outcome = answer.Silent.String()
	}
	if r.Meta != "" {
		j.Topics = append(j.Topics, r.Meta)
	}
	if r.Topic != nil {
		j.Topics = append(j.Topics, r.Topic.ID)
	}
	if r.Outcome == answer.Answer || r.Outcome == answer.Escalate || r.Outcome == answer.Clarify {
		j.Topics = addPages(j.Topics, r.Nearest)
	}
	if r.Lift != "" {
		j.Lift = &r.Lift
	}
	return j
}

func addPages(ids []string, pages []*content.Topic) []string {
	for _, t := range pages {
		if len(ids) < maxPages {
			ids = append(ids, t.ID)
		}
	}
	return ids
}

// askJSON reads a question a line and writes its judgement as an object a line.
func askJSON(s surroundings, f flags) error {
	known, err := configured(s, f)
	if err != nil {
		return err
	}
	out := bufio.NewWriter(s.stdout)
	enc := json.NewEncoder(out)
	enc.SetEscapeHTML(false)
	err = eachLine(s.stdin, func(_ int, line string) error { return enc.Encode(judge(known.answers, line)) })
	if flushed := out.Flush(); err == nil {
		err = flushed
	}
	return err
}

// eachLine gives every line that is not empty to do, with its number, until do fails.
func eachLine(r io.Reader, do func(number int, line string) error) error {
	lines := bufio.NewScanner(r)
	lines.Buffer(nil, maxLine)
	number := 0
	for lines.Scan() {
		number++
		if strings.TrimSpace(lines.Text()) == "" {
			continue
		}
		if err := do(number, lines.Text()); err != nil {
			return err
		}
	}
	if err := lines.Err(); err != nil {
		return fmt.Errorf("line %d: %w", number+1, err)
	}
	return nil
}
