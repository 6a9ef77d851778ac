package config

import (
	"os"
	"path/filepath"
	"testing"
)

func TestReadPassphrase(t *testing.T) {
	for text, want := range map[string]string{"a b\n": "a b", "a\r\n": "a", " é ": " é ", "a\n\n": "a\n"} {
		s := Defaults()
		s.PassphraseFile = filepath.Join(t.TempDir(), "p")
		if err := os.WriteFile(s.PassphraseFile, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		if err := s.ReadPassphrase(); err != nil || s.Passphrase != want {
			t.Errorf("%q gives %q, %v", text, s.Passphrase, err)
		}
		if err := os.WriteFile(s.PassphraseFile, []byte("\n"), 0o600); err != nil {
			t.Fatal(err)
		}
		if s.ReadPassphrase() == nil {
			t.Error("an empty file is taken for a passphrase")
		}
	}
	s := Defaults()
	if err := s.ReadPassphrase(); err != nil || s.Passphrase != "secret" {
		t.Errorf("without a file: %q, %v", s.Passphrase, err)
	}
	s.PassphraseFile = "/nowhere"
	if s.ReadPassphrase() == nil {
		t.Error("a file that is not there is read")
	}
}
