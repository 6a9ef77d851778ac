package functions

import (
	"github.com/s3dbsql/s3dbsql/types"
)

// contentFunctions are those of a record's binary content. The record is named
// by its table and its _id.
func contentFunctions() []Overload {
	const first = FirstOwnFunction + 30
	return []Overload{
		pure(first, "s3db.set_content", takes(types.RegClass, types.Text, types.Bytea), types.Void, scalar(setContent)).volatile(),
		pure(first+1, "s3db.set_content", takes(types.RegClass, types.Text, types.Bytea, types.Text), types.Void, scalar(setContent)).volatile(),
		pure(first+2, "s3db.content", takes(types.RegClass, types.Text), types.Bytea, scalar(content)).volatile(),
		pure(first+3, "s3db.has_content", takes(types.RegClass, types.Text), types.Bool, scalar(hasContent)).volatile(),
		pure(first+4, "s3db.delete_content", takes(types.RegClass, types.Text), types.Void, scalar(deleteContent)).volatile(),
	}
}

func setContent(env *Env, args []types.Value) (types.Value, error) {
	mimeType := ""
	if len(args) > 3 {
		mimeType = args[3].Text()
	}
	return types.NewText(""), env.Resources.SetContent(env.Ctx, types.OID(args[0].Int()), args[1].Text(), args[2].Text(), mimeType)
}

func content(env *Env, args []types.Value) (types.Value, error) {
	body, ok, err := env.Resources.Content(env.Ctx, types.OID(args[0].Int()), args[1].Text())
	if err != nil || !ok {
		return types.Null, err
	}
	return types.NewText(body), nil
}

func hasContent(env *Env, args []types.Value) (types.Value, error) {
	has, err := env.Resources.HasContent(env.Ctx, types.OID(args[0].Int()), args[1].Text())
	return types.NewBool(has), err
}

func deleteContent(env *Env, args []types.Value) (types.Value, error) {
	return types.NewText(""), env.Resources.DeleteContent(env.Ctx, types.OID(args[0].Int()), args[1].Text())
}
