package functions

import (
	"strings"

	"github.com/s3dbsql/s3dbsql/types"
)

// AdvisoryKey is what an advisory lock is on: a bigint, or a pair of integers,
// which are never the same key.
type AdvisoryKey struct {
	High, Low uint32
	Pair      bool
}

// AdvisoryMode is how an advisory lock is held.
type AdvisoryMode struct {
	Shared      bool
	Transaction bool // until the transaction ends, else the session
}

// advisoryFunctions take and give up advisory locks (manual, 9.27.10).
func advisoryFunctions() []Overload {
	var list []Overload
	for _, f := range []struct {
		name        string
		whole, pair types.OID
	}{
		{"pg_advisory_lock", 2880, 2886}, {"pg_advisory_lock_shared", 2881, 2887},
		{"pg_advisory_xact_lock", 3089, 3093}, {"pg_advisory_xact_lock_shared", 3090, 3094},
		{"pg_try_advisory_lock", 2882, 2888}, {"pg_try_advisory_lock_shared", 2883, 2889},
		{"pg_try_advisory_xact_lock", 3091, 3095}, {"pg_try_advisory_xact_lock_shared", 3092, 3096},
		{"pg_advisory_unlock", 2884, 2890}, {"pg_advisory_unlock_shared", 2885, 2891},
	} {
		result, run := types.Void, lockAdvisory(f.name)
		switch {
		case strings.Contains(f.name, "unlock"):
			result, run = types.Bool, unlockAdvisory(strings.HasSuffix(f.name, "shared"))
		case strings.HasPrefix(f.name, "pg_try"):
			result = types.Bool
		}
		list = append(list,
			pure(f.whole, f.name, takes(types.Int8), result, scalar(run)).volatile(),
			pure(f.pair, f.name, takes(types.Int4, types.Int4), result, scalar(run)).volatile())
	}
	return append(list, pure(2892, "pg_advisory_unlock_all", nil, types.Void, scalar(func(env *Env, _ []types.Value) (types.Value, error) {
		env.Session.UnlockAllAdvisory()
		return types.NewText(""), nil
	})).volatile())
}

func advisoryKey(args []types.Value) AdvisoryKey {
	if len(args) == 2 {
		return AdvisoryKey{uint32(args[0].Int()), uint32(args[1].Int()), true}
	}
	key := args[0].Int()
	return AdvisoryKey{High: uint32(key >> 32), Low: uint32(key)}
}

// lockAdvisory makes a function that takes a lock; its name says how.
func lockAdvisory(name string) Scalar {
	mode := AdvisoryMode{Shared: strings.HasSuffix(name, "shared"), Transaction: strings.Contains(name, "xact")}
	try := strings.HasPrefix(name, "pg_try")
	return func(env *Env, args []types.Value) (types.Value, error) {
		locked, err := env.Session.LockAdvisory(env.Ctx, advisoryKey(args), mode, try)
		if err != nil || try {
			return types.NewBool(locked), err
		}
		return types.NewText(""), nil
	}
}

func unlockAdvisory(shared bool) Scalar {
	return func(env *Env, args []types.Value) (types.Value, error) {
		held, err := env.Session.UnlockAdvisory(advisoryKey(args), shared)
		return types.NewBool(held), err
	}
}
