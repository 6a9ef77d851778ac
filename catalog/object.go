package catalog

import "slices"

// Object is a JSON object that keeps the order of its members, because the
// order of attributes decides how records are laid out (format, section 3.1).
// A value is nil, bool, json.Number, string, []any or *Object.
type Object struct{ members []Member }

// Member is one member of an Object.
type Member struct {
	Key   string
	Value any
}

// NewObject makes an object of members with distinct keys.
func NewObject(members ...Member) *Object { return &Object{members: members} }

// Members returns the members in order. The caller must not change them.
func (o *Object) Members() []Member {
	if o == nil {
		return nil
	}
	return o.members
}

// Get returns the value of a key, nil if there is none.
func (o *Object) Get(key string) any {
	for _, m := range o.Members() {
		if m.Key == key {
			return m.Value
		}
	}
	return nil
}

// String returns the value of a key if it is a string, else "".
func (o *Object) String(key string) string {
	s, _ := o.Get(key).(string)
	return s
}

// Object returns the value of a key if it is an object, else nil.
func (o *Object) Object(key string) *Object {
	v, _ := o.Get(key).(*Object)
	return v
}

// Bool returns the value of a key if it is a boolean, else false.
func (o *Object) Bool(key string) bool {
	b, _ := o.Get(key).(bool)
	return b
}

// With returns a copy of o in which key has a value: in its old place, or at
// the end.
func (o *Object) With(key string, value any) *Object {
	members := slices.Clone(o.Members())
	for i := range members {
		if members[i].Key == key {
			members[i].Value = value
			return &Object{members}
		}
	}
	return &Object{append(members, Member{key, value})}
}

// Without returns a copy of o that lacks key.
func (o *Object) Without(key string) *Object {
	return &Object{slices.DeleteFunc(slices.Clone(o.Members()), func(m Member) bool { return m.Key == key })}
}
