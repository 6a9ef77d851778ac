package engine

import "testing"

// TestRules shows that the simulation notices when a safeguard is missing:
// with each one off some seed goes wrong. A check that cannot fail shows
// nothing.
func TestRules(t *testing.T) {
	cases := []struct {
		name   string
		off    func(*rules)
		faults faults
	}{
		{"412 may be our own success", func(r *rules) { r.ownBatch = false }, faults{lost: 20, twice: 20}},
		{"same bytes until the number is occupied", func(r *rules) { r.resend = false }, faults{slow: 30, lost: 10}},
		{"keeper's writes expire", func(r *rules) { r.expiry = false }, faults{slow: 30, kill: 8}},
		{"a proof of the head grows old", func(r *rules) { r.staleProof, r.boundary = false, false }, faults{pause: 12, kill: 3}},
		{"a point read that finds nothing looks again", func(r *rules) { r.absent = false }, faults{slow: 2}},
		{"a portion of a scan looks again", func(r *rules) { r.portion = false }, faults{slow: 2}},
		{"floors", func(r *rules) { r.floors = false }, faults{}},
		{"entries stay while a snapshot needs them", func(r *rules) { r.pins = false }, faults{}},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			for seed := range int64(400) {
				r := allRules()
				c.off(r)
				if v := simulate(t, seed, c.faults, r, false); len(v) > 0 {
					t.Logf("seed %d: %s", seed, v[0])
					return
				}
			}
			t.Error("no seed noticed that the rule is off")
		})
	}
}
