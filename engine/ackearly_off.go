//go:build !ackearly

package engine

// ackEarly acknowledges commits before their entry is written. It is wrong on
// purpose: the build tag ackearly exists so that the crash test can be seen
// to fail.
const ackEarly = false
