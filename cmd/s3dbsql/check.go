package main

import "context"

func check(ctx context.Context, e env, args []string) error { return errUsage }
func list(ctx context.Context, e env, args []string) error  { return errUsage }
