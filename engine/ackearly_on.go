//go:build ackearly

package engine

const ackEarly = true
