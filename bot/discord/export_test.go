package discord

// ForgetChannels makes the adapter ask anew for private channels.
func (d *Discord) ForgetChannels() { d.channels = newChannelCache() }
