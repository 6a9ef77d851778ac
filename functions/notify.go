package functions

import (
	"github.com/s3dbsql/s3dbsql/types"
)

// Notifier is the part of a session that sends and gets notifications.
type Notifier interface {
	// Notify sends a payload to a channel when the transaction commits; 22023
	// if one of them is too long or the channel is "".
	Notify(channel, payload string) error
	// ListeningChannels are those that the session listens to, in order.
	ListeningChannels() []string
}

// notifyFunctions send notifications (manual, NOTIFY). The queue, which is in
// memory, is never full.
func notifyFunctions() []Overload {
	return []Overload{
		pure(3036, "pg_notify", takes(types.Text, types.Text), types.Void, scalar(notify)).volatile().nullCall(),
		pure(3296, "pg_notification_queue_usage", nil, types.Float8, scalar(func(*Env, []types.Value) (types.Value, error) {
			return types.NewFloat(0), nil
		})).volatile(),
	}
}

func notify(env *Env, args []types.Value) (types.Value, error) {
	var texts [2]string
	for i, v := range args {
		if !v.IsNull() {
			texts[i] = v.Text()
		}
	}
	return types.NewText(""), env.Session.Notify(texts[0], texts[1])
}

// listeningSets is pg_listening_channels.
func listeningSets() []Set {
	return []Set{{
		OID: 3035, Name: "pg_listening_channels", Result: types.Text,
		Fn: func(env *Env, _ []types.Value, yield func(types.Value) error) error {
			for _, channel := range env.Session.ListeningChannels() {
				if err := yield(types.NewText(channel)); err != nil {
					return err
				}
			}
			return nil
		},
	}}
}
