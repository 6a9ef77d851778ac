package engine

import "testing"

func TestZZ(t *testing.T) {
	for i, f := range []faults{{}, {pause: 12, kill: 3}, {slow: 30, kill: 8}, {lost: 20, twice: 20}, roughWeather} {
		for seed := range int64(400) {
			if v := simulate(t, seed, f, allRules(), false); len(v) > 0 {
				t.Errorf("faults %d seed %d: %s", i, seed, v[0])
			}
		}
	}
}
