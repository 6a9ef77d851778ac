package wire

import (
	"context"
	"encoding/binary"
	"errors"
	"io"
	"net"
	"time"

	"github.com/jackc/pgproto3/v2"

	"github.com/s3dbsql/s3dbsql/pgerr"
	"github.com/s3dbsql/s3dbsql/session"
)

// The codes that stand where a protocol version does in a start-up packet.
const (
	codeCancel = 1234<<16 | 5678
	codeSSL    = 1234<<16 | 5679
	codeGSS    = 1234<<16 | 5680

	protocolMajor   = 3
	protocolVersion = protocolMajor << 16 // 3.0, the newest we speak
)

// login goes from the accepted connection to the first ReadyForQuery within
// LoginTimeout. A client that is too slow is left without a word.
func (c *conn) login(ctx context.Context) error {
	if err := c.net.SetDeadline(c.server.options.Now().Add(c.server.options.LoginTimeout)); err != nil {
		return err
	}
	if c.stopping.Load() {
		return fatal(ErrShutdown)
	}
	body, err := c.negotiate()
	if err != nil {
		return err
	}
	if err := c.open(ctx, body); err != nil {
		return err
	}
	if err := c.net.SetDeadline(time.Time{}); err != nil {
		return err
	}
	return c.sendReady()
}

// negotiate declines encryption, for which a client may ask once for each kind,
// and returns the StartupMessage. A CancelRequest ends with io.EOF.
func (c *conn) negotiate() ([]byte, error) {
	asked := map[uint32]bool{}
	for {
		body, err := c.in.startup()
		if err != nil {
			return nil, err
		}
		code := binary.BigEndian.Uint32(body)
		switch {
		case code == codeCancel:
			c.server.cancelRequest(body[4:])
			return nil, io.EOF
		case code != codeSSL && code != codeGSS || asked[code]:
			return body, nil
		}
		asked[code] = true
		if err := c.decline(code); err != nil {
			return nil, err
		}
	}
}

// decline answers a request for encryption. Data sent before the answer is
// what a man in the middle would add.
func (c *conn) decline(code uint32) error {
	stuffed := c.in.w > c.in.r
	c.out.bytes = append(c.out.bytes, 'N')
	if err := c.out.flush(); err != nil || !stuffed {
		return err
	}
	request := map[uint32]string{codeSSL: "SSL", codeGSS: "GSSAPI encryption"}[code]
	return fatal(pgerr.Newf(pgerr.ProtocolViolation, "received unencrypted data after %s request", request).
		WithDetail("This could be either a client-software bug or evidence of an attempted man-in-the-middle attack."))
}

// open checks who connects, opens the session and sends what a client needs
// before its first query.
func (c *conn) open(ctx context.Context, body []byte) error {
	packet, err := parseStartup(body)
	if old := (oldProtocolError{}); errors.As(err, &old) {
		return c.refuseOldProtocol(old)
	}
	if err != nil {
		return fatal(c.public(ctx, err))
	}
	if err := c.admit(packet.start); err != nil {
		return err
	}
	packet.start.ProcessID = c.process
	packet.start.RemoteAddr = c.net.RemoteAddr().String()
	c.sendNegotiateVersion(packet)
	c.out.send(&pgproto3.AuthenticationOk{})
	if err := c.openSession(packet.start); err != nil {
		return err
	}
	for _, p := range c.session.Parameters() {
		c.out.send(&pgproto3.ParameterStatus{Name: p.Name, Value: p.Value})
	}
	c.out.send(&pgproto3.BackendKeyData{ProcessID: uint32(c.process), SecretKey: binary.BigEndian.Uint32(c.key[:])})
	return nil
}

func (c *conn) openSession(start session.Startup) error {
	ctx, cancel := context.WithTimeoutCause(c.statement.begin(), c.server.options.LoginTimeout, errLoginTimeout)
	defer cancel()
	defer c.statement.end()
	opened, err := c.server.opener.Open(ctx, start)
	if err != nil {
		return fatal(c.public(ctx, err))
	}
	c.session = opened
	return nil
}

// admit takes a place for the client. Whoever connects from this machine is
// trusted; there is no login for others yet.
func (c *conn) admit(start session.Startup) error {
	ok, err := c.server.backends.add(c)
	if err != nil {
		return err
	}
	if !ok {
		c.server.metrics.Refused.Add(1)
		return fatal(pgerr.New(pgerr.TooManyConnections, "sorry, too many clients already"))
	}
	c.server.metrics.Active.Add(1)
	if addr, isTCP := c.net.RemoteAddr().(*net.TCPAddr); isTCP && !addr.IP.IsLoopback() {
		return fatal(pgerr.Newf(pgerr.InvalidAuthorizationSpecification,
			"no pg_hba.conf entry for host %q, user %q, database %q, no encryption",
			addr.IP, start.User, start.Database))
	}
	return nil
}

// sendNegotiateVersion tells a client that asked for more than 3.0 what it
// gets: the newest version and the options not understood.
func (c *conn) sendNegotiateVersion(p startupPacket) {
	if p.minor == 0 && len(p.unknown) == 0 {
		return
	}
	dst := binary.BigEndian.AppendUint32(c.out.begin('v'), protocolVersion)
	dst = binary.BigEndian.AppendUint32(dst, uint32(len(p.unknown)))
	for _, name := range p.unknown {
		dst = append(append(dst, name...), 0)
	}
	c.out.end(dst)
}

// refuseOldProtocol answers in the form that protocol 2 had for errors.
func (c *conn) refuseOldProtocol(e oldProtocolError) error {
	c.out.bytes = append(c.out.bytes, "EFATAL:  "+e.Error()+"\n\x00"...)
	return errors.Join(c.out.flush(), e)
}
