package wire

import (
	"context"

	"github.com/jackc/pgproto3/v2"

	"github.com/s3dbsql/s3dbsql/pgerr"
	"github.com/s3dbsql/s3dbsql/session"
	"github.com/s3dbsql/s3dbsql/types"
)

func (c *conn) parse(ctx context.Context, body []byte) error {
	var m pgproto3.Parse
	if err := m.Decode(body); err != nil {
		return err
	}
	var params []types.OID
	for _, oid := range m.ParameterOIDs {
		params = append(params, types.OID(oid))
	}
	if err := c.session.Parse(ctx, m.Name, m.Query, params); err != nil {
		return err
	}
	c.out.send(&pgproto3.ParseComplete{})
	return nil
}

func (c *conn) bind(ctx context.Context, body []byte) error {
	var m pgproto3.Bind
	if err := m.Decode(body); err != nil {
		return err
	}
	if err := checkParameters(&m); err != nil {
		return err
	}
	if err := checkFormats(m.ResultFormatCodes); err != nil {
		return err
	}
	err := c.session.Bind(ctx, m.DestinationPortal, m.PreparedStatement, m.ParameterFormatCodes, m.Parameters)
	if err != nil {
		return err
	}
	if err := c.checkResultFormats(ctx, &m); err != nil {
		return err
	}
	c.formats[m.DestinationPortal] = m.ResultFormatCodes
	c.out.send(&pgproto3.BindComplete{})
	return nil
}

// checkParameters checks format codes, and that texts are UTF-8.
func checkParameters(m *pgproto3.Bind) error {
	if err := checkFormats(m.ParameterFormatCodes); err != nil {
		return err
	}
	for i, p := range m.Parameters {
		if format(m.ParameterFormatCodes, i) != formatText {
			continue
		}
		if err := pgerr.CheckBytes(p); err != nil {
			return err
		}
	}
	return nil
}

// checkResultFormats compares the number of formats with that of columns; none
// and one fit any number.
func (c *conn) checkResultFormats(ctx context.Context, m *pgproto3.Bind) error {
	formats := len(m.ResultFormatCodes)
	if formats <= 1 {
		return nil
	}
	fields, err := c.session.DescribePortal(ctx, m.DestinationPortal)
	if err != nil {
		return err
	}
	if fields != nil && len(fields) != formats {
		return pgerr.Newf(pgerr.ProtocolViolation,
			"bind message has %d result formats but query has %d columns", formats, len(fields))
	}
	return nil
}

func (c *conn) describe(ctx context.Context, body []byte) error {
	var m pgproto3.Describe
	if err := m.Decode(body); err != nil {
		return err
	}
	if m.ObjectType == 'S' {
		return c.describeStatement(ctx, m.Name)
	}
	fields, err := c.session.DescribePortal(ctx, m.Name)
	if err != nil {
		return err
	}
	c.describeFields(fields, c.formats[m.Name])
	return nil
}

// describeStatement sends the parameters first. The formats of the result are
// not known before Bind and said to be text.
func (c *conn) describeStatement(ctx context.Context, name string) error {
	params, fields, err := c.session.DescribeStatement(ctx, name)
	if err != nil {
		return err
	}
	oids := make([]uint32, len(params))
	for i, p := range params {
		oids[i] = uint32(p)
	}
	c.out.send(&pgproto3.ParameterDescription{ParameterOIDs: oids})
	c.describeFields(fields, nil)
	return nil
}

func (c *conn) describeFields(fields []session.Field, formats []int16) {
	if fields == nil {
		c.out.send(&pgproto3.NoData{})
		return
	}
	c.out.rowDescription(fields, formats)
}

func (c *conn) execute(ctx context.Context, body []byte) error {
	var m pgproto3.Execute
	if err := m.Decode(body); err != nil {
		return err
	}
	c.rows.reset(ctx, c.formats[m.Portal], true)
	return c.session.Execute(ctx, m.Portal, max(0, int(int32(m.MaxRows))), &c.rows)
}

func (c *conn) close(body []byte) error {
	var m pgproto3.Close
	if err := m.Decode(body); err != nil {
		return err
	}
	err := c.closeTarget(&m)
	if err == nil {
		c.out.send(&pgproto3.CloseComplete{})
	}
	return err
}

func (c *conn) closeTarget(m *pgproto3.Close) error {
	if m.ObjectType == 'S' {
		return c.session.CloseStatement(m.Name)
	}
	delete(c.formats, m.Name)
	return c.session.ClosePortal(m.Name)
}
