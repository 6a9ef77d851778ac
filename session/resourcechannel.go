package session

import (
	"strings"

	"github.com/s3dbsql/s3dbsql/catalog"
	"github.com/s3dbsql/s3dbsql/engine"
)

// The channel s3db.<resource> has the events of a resource: every change of a
// row that was committed, by whichever server. s3db.* has those of all.
const (
	resourcePrefix = "s3db."
	allResources   = resourcePrefix + "*"
)

func ofResource(channel string) bool { return strings.HasPrefix(channel, resourcePrefix) }

// changed sends the event of a row to those who listen.
func (c *Channels) changed(change *engine.Change) {
	channel := channelName(resourcePrefix + change.Resource().Name)
	one, all := c.heard(channel), c.heard(allResources)
	if !one && !all {
		return
	}
	payload := eventOf(change)
	if one {
		c.send(Notification{Channel: channel, Payload: payload})
	}
	if all {
		c.send(Notification{Channel: allResources, Payload: payload})
	}
}

// eventOf writes a change as JSON, secrets masked. What makes it too long for
// a payload is left out, which truncated says.
func eventOf(change *engine.Change) string {
	o := catalog.NewObject(
		catalog.Member{Key: "event", Value: kindOf(change)}, catalog.Member{Key: "resource", Value: change.Resource().Name},
		catalog.Member{Key: "id", Value: change.ID},
	)
	before, err := change.Masked(change.Before)
	after, err2 := change.Masked(change.After)
	if err != nil || err2 != nil {
		return text(o.With("truncated", true))
	}
	data := after
	if data == nil {
		data = before
	}
	states := o.With("data", data)
	if before != nil {
		states = states.With("$before", before).With("$after", orNull(after))
	}
	for _, o := range []*catalog.Object{states, o.With("data", data).With("truncated", true)} {
		if payload := text(o); len(payload) < maxPayload {
			return payload
		}
	}
	return text(o.With("truncated", true))
}

func text(o *catalog.Object) string { return string(catalog.AppendJSON(nil, o, "")) }

// orNull is an object, or what JSON writes as null.
func orNull(o *catalog.Object) any {
	if o == nil {
		return nil
	}
	return o
}

func kindOf(c *engine.Change) string {
	switch {
	case c.Before == nil:
		return "insert"
	case c.After == nil:
		return "delete"
	}
	return "update"
}
