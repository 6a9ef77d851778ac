package s3

import (
	"fmt"
	"strings"
	"testing"
)

func TestParseURL(t *testing.T) {
	http := DefaultHTTP
	tests := []struct {
		url  string
		want Config
	}{
		{"s3://KEY:SE%2FCRET@Bucket/p/q?region=eu-west-1", Config{
			Bucket: "Bucket", Prefix: "p/q", Region: "eu-west-1", AccessKeyID: "KEY", SecretAccessKey: "SE/CRET"}},
		{"s3://bucket", Config{Bucket: "bucket", Region: "us-east-1"}},
		{"s3://bucket/a%20b/", Config{Bucket: "bucket", Prefix: "a%20b", Region: "us-east-1"}},
		{"http://KEY:SECRET@localhost:9000/bucket/p//q/", Config{
			Bucket: "bucket", Prefix: "p/q", Region: "us-east-1", Endpoint: "http://localhost:9000",
			AccessKeyID: "KEY", SecretAccessKey: "SECRET", ForcePathStyle: true}},
		{"https://play.example.com", Config{
			Bucket: "s3db", Region: "us-east-1", Endpoint: "https://play.example.com", ForcePathStyle: true}},
		{"s3://b?endpoint=http://127.0.0.1:1/&accessKeyId=K&secretAccessKey=S&keyPrefix=x&bucket=c&forcePathStyle=true", Config{
			Bucket: "c", Prefix: "x", Region: "us-east-1", Endpoint: "http://127.0.0.1:1",
			AccessKeyID: "K", SecretAccessKey: "S", ForcePathStyle: true}},
		{"http://h:1/b?forcePathStyle=false", Config{Bucket: "b", Region: "us-east-1", Endpoint: "http://h:1"}},
	}
	for _, test := range tests {
		test.want.HTTP = http
		got, err := ParseURL(test.url)
		if err != nil {
			t.Errorf("%s: %v", test.url, err)
		} else if got != test.want {
			t.Errorf("%s:\n got %#v\nwant %#v", test.url, got, test.want)
		}
	}
}

func TestParseURLErrorsKeepSecrets(t *testing.T) {
	for _, url := range []string{
		"s3://KEY:hush/hush@bucket", "s3://KEY:%zz-hush@bucket", "http://KEY:hush@h:port/b", "ftp://KEY:hush@h/b",
		"s3://KEY:hush@b?region=%zz", "s3://KEY:hush@b?regoin=x", "s3://b?secretAccessKey=hush",
		"s3://KEY:hush@b?endpoint=http://K:hush@h", "s3://KEY:hush@b?forcePathStyle=maybe", "",
	} {
		_, err := ParseURL(url)
		if err == nil {
			t.Errorf("%q is taken", url)
		} else if strings.Contains(err.Error(), "hush") {
			t.Errorf("%q: the error shows the secret: %v", url, err)
		}
	}
}

func TestConfigPrintsNoSecret(t *testing.T) {
	cfg, err := ParseURL("http://KEY:hush@localhost:9000/bucket/p")
	if err != nil {
		t.Fatal(err)
	}
	for _, text := range []string{fmt.Sprint(cfg), fmt.Sprintf("%+v", cfg), fmt.Sprintf("%#v", &cfg)} {
		if strings.Contains(text, "hush") || !strings.Contains(text, "http://localhost:9000/bucket/p") {
			t.Errorf("printed as %s", text)
		}
	}
}

func FuzzParseURL(f *testing.F) {
	f.Add("s3://KEY:SECRET@bucket/p?region=r")
	f.Add("https://h:1/b/p/q?forcePathStyle=true")
	f.Fuzz(func(t *testing.T, url string) {
		cfg, err := ParseURL(url)
		if err == nil && (cfg.Bucket == "" && !strings.Contains(url, "bucket") || strings.HasPrefix(cfg.Prefix, "/")) {
			t.Errorf("%q gives %#v", url, cfg)
		}
	})
}
