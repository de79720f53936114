// Package discordtest is a Discord to test against: its REST interface and its gateway on one
// loopback server, behaving as the documentation says, with people who type, click and submit.
//
// [New] starts it. What people do ([Server.Slash], [Server.Click], [Server.Say], ...) goes to the bot
// over the gateway and returns a handle at once; what the bot does is read from the handle
// ([Interaction.Final]) or from the channels ([Server.Next], [Server.Await]). [Server.Fail] plays
// what goes wrong over REST, [Server.Drop] and its neighbours what goes wrong on the gateway.
//
// Every request is held to Discord's limits and, with SPEC_DIR set, to Discord's own OpenAPI
// description. What is wrong is refused as Discord refuses it, and fails the test at its end.
//
// It speaks v9 and v10, knows no Discord library, and no package of ours.
package discordtest
