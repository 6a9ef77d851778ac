package config

import "flag"

// Defaults returns the settings that nobody has changed.
func Defaults() *Settings {
	s := &Settings{}
	s.Flags(flag.NewFlagSet("", flag.ContinueOnError))
	return s
}
