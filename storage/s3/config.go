package s3

import (
	"errors"
	"fmt"
	"net/url"
	"path"
	"strconv"
	"strings"
	"time"
)

// Config says which bucket to use and how to reach it. Its String shows no
// secret.
type Config struct {
	Bucket   string
	Prefix   string // of all keys, without slashes at its ends
	Region   string
	Endpoint string // URL without a path; "" for Amazon's of the region

	// AccessKeyID and SecretAccessKey sign the requests. Without them the
	// SDK's default chain is asked: environment, shared files, container and
	// instance roles.
	AccessKeyID     string
	SecretAccessKey string

	ForcePathStyle bool // the bucket in the path, not in the host name
	HTTP           HTTPOptions
}

// HTTPOptions are those of the HTTP client, s3db.js's httpClientOptions.
type HTTPOptions struct {
	KeepAlive   bool
	MaxSockets  int           // connections to the host; 0 is no limit
	IdleSockets int           // idle connections kept open
	Timeout     time.Duration // of one request, its body included; 0 is none
}

// DefaultHTTP is what ParseURL sets.
var DefaultHTTP = HTTPOptions{KeepAlive: true, MaxSockets: 128, IdleSockets: 64, Timeout: 30 * time.Second}

// IsURL reports whether ParseURL may be given rawURL.
func IsURL(rawURL string) bool {
	scheme, _, _ := strings.Cut(rawURL, ":")
	switch strings.ToLower(scheme) {
	case "s3", "http", "https":
		return true
	}
	return false
}

// errURL stands for every error of net/url: those quote the URL, secret
// included.
var errURL = errors.New("store URL cannot be read; in keys, secrets and names everything but letters and digits must be percent-encoded")

// ParseURL reads a connection string of s3db.js (format section 1):
//
//	s3://[KEY:SECRET@]BUCKET/prefix?region=R
//	http(s)://[KEY:SECRET@]HOST:PORT/BUCKET/prefix
//
// Query parameters override what the rest says: region, endpoint, bucket,
// keyPrefix, accessKeyId, secretAccessKey, forcePathStyle. Unlike s3db.js it
// takes forcePathStyle=false at its word, goes to the endpoint of the region,
// and refuses unknown parameters. Errors quote no part of rawURL.
func ParseURL(rawURL string) (Config, error) {
	u, err := url.Parse(rawURL)
	if err != nil || !IsURL(rawURL) {
		return Config{}, errURL
	}
	cfg := Config{Region: "us-east-1", HTTP: DefaultHTTP}
	cfg.AccessKeyID = u.User.Username()
	cfg.SecretAccessKey, _ = u.User.Password()
	cfg.locate(u)
	if err := cfg.override(u.RawQuery); err != nil {
		return Config{}, err
	}
	cfg.Prefix = strings.Trim(path.Join("/", cfg.Prefix), "/")
	cfg.Endpoint = strings.TrimRight(cfg.Endpoint, "/")
	return cfg, cfg.check()
}

// locate takes bucket, prefix and endpoint from the URL. The prefix stays
// percent-encoded, as in s3db.js.
func (c *Config) locate(u *url.URL) {
	rest := strings.TrimPrefix(u.EscapedPath(), "/")
	if u.Scheme == "s3" {
		c.Bucket, c.Prefix = u.Host, rest
	} else {
		c.Endpoint = u.Scheme + "://" + u.Host
		c.ForcePathStyle = true
		c.Bucket, c.Prefix, _ = strings.Cut(rest, "/")
		if name, err := url.PathUnescape(c.Bucket); err == nil {
			c.Bucket = name
		}
	}
	if c.Bucket == "" {
		c.Bucket = "s3db"
	}
}

func (c *Config) override(query string) error {
	values, err := url.ParseQuery(query)
	if err != nil {
		return errURL
	}
	settings := map[string]*string{
		"region": &c.Region, "endpoint": &c.Endpoint, "bucket": &c.Bucket, "keyPrefix": &c.Prefix,
		"accessKeyId": &c.AccessKeyID, "secretAccessKey": &c.SecretAccessKey,
	}
	for name := range values {
		if setting, ok := settings[name]; ok {
			*setting = values.Get(name)
		} else if name == "forcePathStyle" {
			c.ForcePathStyle, err = strconv.ParseBool(values.Get(name))
			if err != nil {
				return errors.New("store URL: forcePathStyle is true or false")
			}
		} else {
			return fmt.Errorf("store URL: unknown parameter %q", name)
		}
	}
	return nil
}

func (c *Config) check() error {
	if (c.AccessKeyID == "") != (c.SecretAccessKey == "") {
		return errors.New("store URL: access key and secret go together")
	}
	if c.Endpoint == "" {
		return nil
	}
	if u, err := url.Parse(c.Endpoint); err != nil || u.Host == "" || u.User != nil {
		return errors.New("store URL: endpoint is no URL of the form http(s)://HOST:PORT")
	}
	return nil
}

// String returns the URL without secrets.
func (c Config) String() string {
	if c.Endpoint == "" {
		return strings.TrimSuffix("s3://"+c.Bucket+"/"+c.Prefix, "/") + "?region=" + url.QueryEscape(c.Region)
	}
	return strings.TrimSuffix(c.Endpoint+"/"+c.Bucket+"/"+c.Prefix, "/")
}

// GoString keeps secrets out of %#v.
func (c Config) GoString() string { return "s3.Config{" + c.String() + "}" }
