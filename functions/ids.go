package functions

import (
	"io"
	"time"

	"github.com/s3dbsql/s3dbsql/ids"
	"github.com/s3dbsql/s3dbsql/pgerr"
	"github.com/s3dbsql/s3dbsql/types"
)

// idFunctions draw ids, for DEFAULT: those of s3db.js, and the kinds of UUID
// that PostgreSQL 15 does not draw.
func idFunctions() []Overload {
	return []Overload{
		pure(FirstOwnFunction+10, "s3db.nanoid", nil, types.Text, scalar(nanoID)).volatile(),
		pure(FirstOwnFunction+11, "s3db.nanoid", takes(types.Int4), types.Text, scalar(nanoID)).volatile(),
		pure(FirstOwnFunction+12, "s3db.uuid_v1", nil, types.UUID, drawnUUID(ids.UUIDv1)).volatile(),
		pure(FirstOwnFunction+13, "s3db.uuid_v4", nil, types.UUID, scalar(randomUUID)).volatile(),
		pure(FirstOwnFunction+14, "s3db.uuid_v7", nil, types.UUID, drawnUUID(ids.UUIDv7)).volatile(),
		pure(FirstOwnFunction+16, "s3db.generate_password", nil, types.Text, scalar(generatePassword)).volatile(),
		pure(FirstOwnFunction+17, "s3db.generate_password", takes(types.Int4), types.Text, scalar(generatePassword)).volatile(),
		pure(FirstOwnFunction+15, "s3db.ulid", nil, types.Text, scalar(ulid)).volatile(),
	}
}

func nanoID(env *Env, args []types.Value) (types.Value, error) {
	size := int64(ids.DefaultSize)
	if len(args) > 0 {
		size = args[0].Int()
	}
	if size < 1 || size > ids.MaxSize {
		return types.Null, pgerr.Newf(pgerr.InvalidParameterValue, "the size of an id must be between 1 and %d", ids.MaxSize)
	}
	id, err := ids.NanoID(env.Random, int(size))
	return types.NewText(id), err
}

func ulid(env *Env, _ []types.Value) (types.Value, error) {
	id, err := ids.ULID(env.Random, env.Clock())
	return types.NewText(id), err
}

func randomUUID(env *Env, _ []types.Value) (types.Value, error) {
	u, err := ids.UUIDv4(env.Random)
	return types.NewText(string(u[:])), err
}

func drawnUUID(draw func(io.Reader, time.Time) (ids.UUID, error)) body {
	return scalar(func(env *Env, _ []types.Value) (types.Value, error) {
		u, err := draw(env.Random, env.Clock())
		return types.NewText(string(u[:])), err
	})
}

// generatePassword draws a password as s3db.js's generator does.
func generatePassword(env *Env, args []types.Value) (types.Value, error) {
	length := int64(ids.DefaultPasswordLength)
	if len(args) > 0 {
		length = args[0].Int()
	}
	if length < 1 || length > ids.MaxSize {
		return types.Null, pgerr.Newf(pgerr.InvalidParameterValue, "the length of a password must be between 1 and %d", ids.MaxSize)
	}
	password, err := ids.GeneratePassword(env.Random, int(length))
	return types.NewText(password), err
}
