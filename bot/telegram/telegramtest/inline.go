package telegramtest

import (
	"encoding/json"
	"time"
)

func answerInlineQuery(s *Server, c *call) (any, error) {
	a, err := inlineAnswer(c)
	if err != nil {
		return nil, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	iq, ok := s.queries[c.values["inline_query_id"]].(*InlineQuery)
	if !ok || !iq.open(time.Now()) {
		return nil, refused(tooOld)
	}
	iq.answer, iq.answered = a, true
	close(iq.done)
	return true, nil
}

func inlineAnswer(c *call) (InlineAnswer, error) {
	a := InlineAnswer{IsPersonal: c.yes("is_personal"), NextOffset: c.values["next_offset"]}
	var err error
	if a.CacheTime, err = c.integer("cache_time", 300); err != nil {
		return a, err
	}
	if len(a.NextOffset) > 64 {
		return a, wrong("next_offset has %d bytes, more than 64", len(a.NextOffset))
	}
	if given, err := c.object("button", &a.Button); err != nil {
		return a, err
	} else if given && !startParameter.MatchString(a.Button.StartParameter) {
		return a, wrong("START_PARAM_INVALID: %q", a.Button.StartParameter)
	}
	var results []json.RawMessage
	if _, err := c.object("results", &results); err != nil {
		return a, err
	}
	if len(results) > 50 {
		return a, wrong("RESULTS_TOO_MUCH: %d results, more than 50", len(results))
	}
	seen := map[string]bool{}
	for _, raw := range results {
		r, err := inlineResult(raw)
		if err != nil {
			return a, err
		}
		if seen[r.ID] {
			return a, wrong("RESULT_ID_DUPLICATE: %q", r.ID)
		}
		seen[r.ID] = true
		a.Results = append(a.Results, r)
	}
	return a, nil
}

func inlineResult(raw json.RawMessage) (InlineResult, error) {
	r := InlineResult{JSON: raw}
	if err := json.Unmarshal(raw, &r); err != nil {
		return r, wrong("can't parse inline query result: %v", err)
	}
	if len(r.ID) < 1 || len(r.ID) > 64 {
		return r, wrong("RESULT_ID_INVALID: %q has %d bytes, not 1-64", r.ID, len(r.ID))
	}
	if r.Type == "article" && r.Title == "" {
		return r, wrong("ARTICLE_TITLE_EMPTY")
	}
	if err := checkKeyboard(r.Markup); err != nil {
		return r, err
	}
	var err error
	switch {
	case r.Content.Text != "":
		r.Text, r.Entities, err = formatted(r.Content.Text, r.Content.Mode, r.Content.Entities)
		if err == nil {
			err = checkText(r.Text)
		}
	case r.Type == "article":
		return r, wrong("can't parse inline query result: an article needs the message it sends")
	default:
		r.Text, r.Entities, err = formatted(r.Caption, r.Mode, r.CaptionEntities)
		if err == nil {
			err = checkCaption(r.Text)
		}
	}
	return r, err
}
