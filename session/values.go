package session

import (
	"maps"
	"regexp"
	"slices"
	"strings"

	"github.com/s3dbsql/s3dbsql/pgerr"
)

// Vars are the values of one session: what SET changed over the defaults.
// Custom settings (names with a dot) come into being when they are set.
type Vars struct {
	values  map[string]string // by lower-case name
	resets  map[string]string // what RESET goes back to, where it is not the default
	saved   []savedVar        // undone by ROLLBACK, newest last
	local   []savedVar        // SET LOCAL, undone at the end of the transaction
	changed bool              // since the styles were made
	news    bool              // since the client was told
}

type savedVar struct {
	name  string
	value string
	had   bool
}

func newVars() *Vars {
	return &Vars{values: map[string]string{}, resets: map[string]string{}, changed: true}
}

// Get returns the value of a setting as SHOW prints it.
func (v *Vars) Get(name string) (string, error) {
	key := strings.ToLower(name)
	if value, ok := v.values[key]; ok {
		return value, nil
	}
	if value, ok := v.reset(key); ok {
		return value, nil
	}
	return "", unknownSetting(name)
}

// reset is the value that RESET gives a setting.
func (v *Vars) reset(key string) (string, bool) {
	if value, ok := v.resets[key]; ok {
		return value, true
	}
	if s := settingsByName[key]; s != nil {
		return s.Default, true
	}
	return "", false
}

// on reports whether a Boolean setting is on.
func (v *Vars) on(name string) bool {
	value, _ := v.Get(name)
	return value == "on"
}

// Set changes a setting; local ends with the transaction.
func (v *Vars) Set(name, value string, local bool) error {
	canonical, err := v.canonical(name, value)
	if err == nil {
		v.put(strings.ToLower(name), canonical, local)
	}
	return err
}

// canonical checks a new value for a setting and writes it as SHOW prints it.
func (v *Vars) canonical(name, value string) (string, error) {
	s := settingsByName[strings.ToLower(name)]
	switch {
	case s == nil && !strings.Contains(name, "."):
		return "", unknownSetting(name)
	case s == nil:
		return value, checkCustomName(name)
	case s.ReadOnly:
		return "", pgerr.Newf(pgerr.CantChangeRuntimeParam, "parameter %q cannot be changed", s.Name)
	case strings.EqualFold(name, "DateStyle"):
		now, _ := v.Get(name)
		return checkDateStyle(value, now)
	}
	return s.Canonical(value)
}

// Reset returns a setting to what the session began with.
func (v *Vars) Reset(name string) error {
	key := strings.ToLower(name)
	s := settingsByName[key]
	_, custom := v.values[key]
	switch {
	case s == nil && !custom && strings.Contains(name, ".") && checkCustomName(name) != nil:
		return checkCustomName(name)
	case s == nil && !custom:
		return unknownSetting(name)
	case s != nil && s.ReadOnly:
		return pgerr.Newf(pgerr.CantChangeRuntimeParam, "parameter %q cannot be changed", s.Name)
	}
	value, _ := v.reset(key)
	v.put(key, value, false)
	return nil
}

// ResetAll returns every setting to what the session began with.
func (v *Vars) ResetAll() {
	for _, key := range slices.Sorted(maps.Keys(v.values)) {
		if s := settingsByName[key]; s == nil || !s.ReadOnly && !transactional[key] {
			value, _ := v.reset(key)
			v.put(key, value, false)
		}
	}
}

// preset sets what the session begins with, read-only settings included.
func (v *Vars) preset(name, value string) { v.resets[strings.ToLower(name)] = value }

// put changes a value. A SET takes the place of an earlier SET LOCAL.
func (v *Vars) put(key, value string, local bool) {
	old, had := v.values[key]
	saved := savedVar{key, old, had}
	v.changed, v.news = true, true
	v.values[key] = value
	if local {
		v.local = append(v.local, saved)
		return
	}
	if i := slices.IndexFunc(v.local, func(s savedVar) bool { return s.name == key }); i >= 0 {
		saved = v.local[i]
		v.local = slices.DeleteFunc(v.local, func(s savedVar) bool { return s.name == key })
	}
	v.saved = append(v.saved, saved)
}

// transactional are the settings that each transaction has for itself.
var transactional = map[string]bool{
	"transaction_isolation": true, "transaction_read_only": true, "transaction_deferrable": true,
}

// begin gives a transaction the default modes.
func (v *Vars) begin() {
	for key := range transactional {
		if value, _ := v.Get("default_" + key); value != settingsByName[key].Default {
			v.put(key, value, true)
		}
	}
}

// endTransaction undoes SET LOCAL, and every SET if the transaction failed.
func (v *Vars) endTransaction(committed bool) {
	v.undo(v.local)
	if !committed {
		v.undo(v.saved)
	}
	v.local, v.saved = v.local[:0], v.saved[:0]
}

func (v *Vars) undo(changes []savedVar) {
	for _, c := range slices.Backward(changes) {
		v.changed, v.news = true, true
		if c.had {
			v.values[c.name] = c.value
		} else {
			delete(v.values, c.name)
		}
	}
}

// reported says whether anything changed since it was last asked.
func (v *Vars) reported() bool {
	news := v.news
	v.news = false
	return news
}

// names returns the names of all settings, custom ones included, in order.
func (v *Vars) names() []string {
	all := map[string]bool{}
	for _, s := range Settings {
		all[s.Name] = true
	}
	for key := range v.values {
		if settingsByName[key] == nil {
			all[key] = true
		}
	}
	return slices.SortedFunc(maps.Keys(all), func(a, b string) int {
		return strings.Compare(strings.ToLower(a), strings.ToLower(b))
	})
}

// customName is a name of a setting that clients make: identifiers with dots.
var customName = regexp.MustCompile(`^[\pL_][\pL\d_$]*(\.[\pL_][\pL\d_$]*)+$`)

func checkCustomName(name string) error {
	if customName.MatchString(name) {
		return nil
	}
	return pgerr.Newf(pgerr.InvalidName, "invalid configuration parameter name %q", name).
		WithDetail("Custom parameter names must be two or more simple identifiers separated by dots.")
}

func unknownSetting(name string) error {
	return pgerr.Newf(pgerr.UndefinedObject, "unrecognized configuration parameter %q", name)
}
