package functions

import (
	"context"
	"fmt"

	"github.com/s3dbsql/s3dbsql/pgerr"
	"github.com/s3dbsql/s3dbsql/types"
)

// fakeSession knows one relation, accounts, and one sequence.
type fakeSession struct {
	settings map[string]string
	value    int64
}

func (*fakeSession) User() string         { return "ada" }
func (*fakeSession) Database() string     { return "ledger" }
func (*fakeSession) SearchPath() []string { return []string{"ada", "public"} }
func (*fakeSession) ProcessID() int32     { return 4711 }

func (s *fakeSession) Setting(name string) (string, bool) {
	value, ok := s.settings[name]
	return value, ok
}

func (s *fakeSession) SetSetting(name, value string, _ bool) error {
	s.settings[name] = value
	return nil
}

func (s *fakeSession) NextValue(_ context.Context, sequence string) (int64, error) {
	s.value++
	return s.CurrentValue(sequence)
}

func (s *fakeSession) CurrentValue(sequence string) (int64, error) {
	if sequence != "16500" {
		return 0, pgerr.Newf(pgerr.WrongObjectType, "\"%s\" is not a sequence", sequence)
	}
	return s.value, nil
}

func (s *fakeSession) SetValue(_ context.Context, _ string, value int64, called bool) error {
	s.value = value
	if !called {
		s.value--
	}
	return nil
}

func (*fakeSession) SequenceState(context.Context, string) (int64, bool, error) { return 7, true, nil }

func (s *fakeSession) LastValue() (int64, error) { return s.value, nil }

func (*fakeSession) LockAdvisory(context.Context, AdvisoryKey, AdvisoryMode, bool) (bool, error) {
	return true, nil
}

func (*fakeSession) UnlockAdvisory(key AdvisoryKey, shared bool) (bool, error) {
	return key == AdvisoryKey{Low: 1} && !shared, nil
}

func (*fakeSession) UnlockAllAdvisory() {}

func (*fakeSession) Notify(string, string) error { return nil }

func (*fakeSession) ListeningChannels() []string { return []string{"a", "b"} }

func (*fakeSession) Relation(name string) (types.OID, bool) { return 16400, name == "accounts" }

func (*fakeSession) Describe(what string, oid types.OID, column int) (string, bool) {
	if what == "size" {
		return "8192", oid == 16400
	}
	return fmt.Sprintf("%s of %d.%d", what, oid, column), oid == 16400
}

func (*fakeSession) Updatable(relation types.OID) (columns map[int16]bool, deletable bool) {
	if relation != 16400 {
		return nil, false
	}
	return map[int16]bool{2: true}, true
}

func (*fakeSession) Cancel(processID int32) bool { return processID == 4711 }
