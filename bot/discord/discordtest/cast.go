package discordtest

import (
	"time"
)

// User is a person, or the bot.
type User struct {
	ID, Name string
	Bot      bool
	Admin    bool // may do everything in every guild
}

// Mention is the text that names the user.
func (u *User) Mention() string { return "<@" + u.ID + ">" }

// Guild is a server, as people call it.
type Guild struct {
	ID, Name string
	Channel  *Channel // its text channel "general", the system channel
	Joined   time.Time

	foreign bool // the bot is not in it; an app may be installed by a user there
	gone    bool // the bot was removed
	outage  bool
}

// Channel is a text channel, or a private one.
type Channel struct {
	ID, Name string
	Guild    *Guild  // nil in private channels
	With     []*User // who is there besides the bot, in private channels

	apart bool // a private channel between people, without the bot
}

// kind is Discord's number for the type of channel.
func (c *Channel) kind() int {
	if c.Guild == nil {
		return 1
	}
	return 0
}

type cast struct {
	users    map[string]*User // by id
	names    map[string]*User
	guilds   []*Guild
	channels map[string]*Channel // by id
	dms      map[string]*Channel // by user id
}

func (s *Server) populate() {
	s.cast = cast{users: map[string]*User{s.BotID: s.bot}, names: map[string]*User{s.bot.Name: s.bot},
		channels: map[string]*Channel{}, dms: map[string]*Channel{}}
	s.Gym = s.newGuild("gym", time.Now().AddDate(-1, 0, 0))
	s.General = s.Gym.Channel
}

// User is the person of that name, who is in every guild.
func (s *Server) User(name string) *User { return s.person(name, false) }

// Admin is the person of that name, an administrator of every guild.
func (s *Server) Admin(name string) *User { return s.person(name, true) }

// Bot is the bot as a user.
func (s *Server) Bot() *User { return s.bot }

func (s *Server) person(name string, admin bool) *User {
	s.mu.Lock()
	defer s.mu.Unlock()
	if u := s.cast.names[name]; u != nil {
		return u
	}
	u := &User{ID: stable("user " + name), Name: name, Admin: admin}
	s.cast.names[name], s.cast.users[u.ID] = u, u
	return u
}

// newGuild makes a guild with its channel, without telling anybody.
func (s *Server) newGuild(name string, joined time.Time) *Guild {
	g := &Guild{ID: stable("guild " + name), Name: name, Joined: joined}
	s.cast.guilds = append(s.cast.guilds, g)
	g.Channel = s.newChannel(g, "general")
	return g
}

func (s *Server) newChannel(g *Guild, name string) *Channel {
	c := &Channel{ID: stable("channel " + g.Name + " " + name), Name: name, Guild: g}
	s.cast.channels[c.ID] = c
	return c
}

// AddGuild adds the bot to a new guild, or one it was removed from: GUILD_CREATE.
func (s *Server) AddGuild(name string, joined time.Time) *Guild {
	s.mu.Lock()
	defer s.mu.Unlock()
	g := s.guild(name)
	if g == nil {
		g = s.newGuild(name, joined)
	}
	g.Joined, g.gone, g.outage = joined, false, false
	s.dispatch("GUILD_CREATE", intentGuilds, g, s.guildCreate(g))
	return g
}

// ForeignGuild is a guild without the bot, where people have the app installed for themselves.
func (s *Server) ForeignGuild(name string) *Guild {
	s.mu.Lock()
	defer s.mu.Unlock()
	g := s.guild(name)
	if g == nil {
		g = s.newGuild(name, time.Time{})
		g.foreign = true
	}
	return g
}

// RemoveGuild removes the bot from a guild, or makes the guild unavailable: GUILD_DELETE.
func (s *Server) RemoveGuild(name string, unavailable bool) {
	s.t.Helper()
	s.mu.Lock()
	defer s.mu.Unlock()
	g := s.guild(name)
	if g == nil {
		s.t.Errorf("discord: no guild %s", name)
		return
	}
	event := map[string]any{"id": g.ID}
	if unavailable {
		event["unavailable"], g.outage = true, true
	} else {
		g.gone = true
	}
	s.dispatch("GUILD_DELETE", intentGuilds, g, event)
}

// AddChannel adds a text channel to a guild.
func (s *Server) AddChannel(g *Guild, name string) *Channel {
	s.mu.Lock()
	defer s.mu.Unlock()
	c := s.newChannel(g, name)
	s.dispatch("CHANNEL_CREATE", intentGuilds, g, c.wire())
	return c
}

func (s *Server) guild(name string) *Guild {
	for _, g := range s.cast.guilds {
		if g.Name == name {
			return g
		}
	}
	return nil
}

// DM is the private channel of a user and the bot.
func (s *Server) DM(u *User) *Channel {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.dm(u)
}

func (s *Server) dm(u *User) *Channel {
	c := s.cast.dms[u.ID]
	if c == nil {
		c = &Channel{ID: stable("dm " + u.Name), With: []*User{u}}
		s.cast.dms[u.ID], s.cast.channels[c.ID] = c, c
	}
	return c
}

// Between is the private channel of two people, where the bot is only as an installed app.
func (s *Server) Between(a, b *User) *Channel {
	s.mu.Lock()
	defer s.mu.Unlock()
	id := stable("between " + a.Name + " " + b.Name)
	c := s.cast.channels[id]
	if c == nil {
		c = &Channel{ID: id, With: []*User{a, b}, apart: true}
		s.cast.channels[id] = c
	}
	return c
}

// reachable says whether the bot may read and write in the channel.
func (c *Channel) reachable() bool {
	return !c.apart && (c.Guild == nil || !c.Guild.foreign && !c.Guild.gone)
}
