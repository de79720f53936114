package discordtest

import "maps"

// prepare makes the description such that the validator understands all of it, and that a misspelt
// field is found: what is not used here is left out, a const becomes an enum of one, and an object
// that lists its properties has no others, except those that are null.
func prepare(doc object) {
	paths := doc["paths"].(object)
	used := map[string]bool{}
	for _, r := range table {
		used[r.path] = true
	}
	maps.DeleteFunc(paths, func(path string, _ any) bool { return !used[path] })
	for _, item := range paths {
		for _, op := range item.(object) {
			if op, ok := op.(object); ok {
				op["responses"] = object{"200": object{"description": "ok"}}
			}
		}
	}
	schemas := doc["components"].(object)["schemas"].(object)
	delete(doc["components"].(object), "responses")
	amend(schemas)
	constants(schemas)
	seal(schemas)
}

// amend adds what Discord takes though its description does not say so: the documented nsfw and
// permissions as a string for commands, and what its oldest Go library always sends.
func amend(schemas object) {
	empty := object{"type": "string", "maxLength": 0.0}
	no := object{"type": "boolean", "enum": []any{false}}
	for name, extra := range map[string]object{
		"ApplicationCommandCreateRequest":                              {"nsfw": object{"type": "boolean"}, "default_member_permissions": permissionBits()},
		"ApplicationCommandUpdateRequest":                              {"nsfw": object{"type": "boolean"}, "default_member_permissions": permissionBits()},
		"ApplicationCommandPatchRequestPartial":                        {"nsfw": object{"type": "boolean"}, "default_member_permissions": permissionBits()},
		"IncomingWebhookUpdateForInteractionCallbackRequestPartial":    {"tts": no},
		"ModalInteractionCallbackRequestData":                          {"tts": no, "content": empty},
		"InteractionApplicationCommandAutocompleteCallbackStringData":  {"tts": no, "content": empty},
		"InteractionApplicationCommandAutocompleteCallbackIntegerData": {"tts": no, "content": empty},
		"InteractionApplicationCommandAutocompleteCallbackNumberData":  {"tts": no, "content": empty},
		"ApplicationCommandSubcommandOption":                           {"autocomplete": no},
		"ApplicationCommandSubcommandGroupOption":                      {"autocomplete": no},
		"ApplicationCommandBooleanOption":                              {"autocomplete": no},
		"ApplicationCommandUserOption":                                 {"autocomplete": no},
		"ApplicationCommandChannelOption":                              {"autocomplete": no},
		"ApplicationCommandRoleOption":                                 {"autocomplete": no},
		"ApplicationCommandMentionableOption":                          {"autocomplete": no},
		"ApplicationCommandAttachmentOption":                           {"autocomplete": no},
	} {
		if schema, ok := schemas[name].(object); ok {
			maps.Copy(schema["properties"].(object), extra)
		}
	}
}

// permissionBits is a set of permissions: a number, or the number as a string.
func permissionBits() object {
	return object{"type": []any{"integer", "string", "null"}, "minimum": 0.0, "pattern": "^[0-9]+$"}
}

// constants makes every const an enum of one, which the validator knows.
func constants(v any) {
	walk(v, func(o object) {
		if c, ok := o["const"]; ok {
			if _, property := c.(object); !property {
				delete(o, "const")
				o["enum"] = []any{c}
			}
		}
	})
}

// seal lets objects that list their properties have no others but null ones.
func seal(v any) {
	walk(v, func(o object) {
		properties, _ := o["properties"].(object)
		if _, said := o["additionalProperties"]; len(properties) > 0 && !said {
			o["additionalProperties"] = object{"type": "null"}
		}
	})
}

// walk visits every object in v.
func walk(v any, visit func(object)) {
	switch v := v.(type) {
	case object:
		visit(v)
		for _, inner := range v {
			walk(inner, visit)
		}
	case []any:
		for _, inner := range v {
			walk(inner, visit)
		}
	}
}
