package types

import "strings"

// zoneAbbreviations are the abbreviations that PostgreSQL's default set
// (timezone_abbreviations = 'Default') knows, by minutes east of Greenwich.
var zoneAbbreviations = func() map[string]int64 {
	m := make(map[string]int64)
	for minutes, names := range map[int64]string{
		-600: "hst taht",
		-570: "mart",
		-540: "akst gamt",
		-480: "akdt pst",
		-420: "mst pdt",
		-360: "cst galt mdt",
		-300: "act cdt cot est pet",
		-240: "amt ast bot edt",
		-210: "nft nst",
		-180: "adt bra brt clst gft pmst pyst uyt wgt",
		-150: "ndt",
		-120: "brst fnt pmdt uyst wgst",
		-60:  "azot egt fnst",
		0:    "azost egst gmt uct ut utc wet z zulu",
		60:   "bst cet met mez wat wetdst",
		120:  "bdst cest cetdst eet ist mest mesz metdst sast",
		180:  "eat eest eetdst fet idt",
		210:  "irt",
		240:  "msd mut ret sct",
		270:  "aft",
		300:  "must mvt pkt tft tjt uzt",
		345:  "npt",
		360:  "almt bdt btt kgst pkst uzst xjt yekst",
		390:  "mmt",
		420:  "almst cxt ict wast",
		480:  "awst bnt bort cct hkt myt pht wadt",
		525:  "acwst",
		540:  "awsst jayt jst kst pwt ulast wdt",
		570:  "acst cast",
		600:  "aest chut ddut kdt ligt mpt pgt trut yapt",
		630:  "acdt acsst cadt lhst sadt",
		660:  "aedt aesst pont vut",
		720:  "fjt gilt mht nzst nzt tvt wakt wft",
		765:  "chast",
		780:  "fjst nzdt tot",
		825:  "chadt",
	} {
		for _, name := range strings.Fields(names) {
			m[name] = minutes * 60
		}
	}
	return m
}()

// placeAbbreviations are those whose offset changed with the clocks of a place.
var placeAbbreviations = func() map[string]string {
	m := make(map[string]string)
	for place, names := range map[string]string{
		"America/Argentina/Buenos_Aires": "art arst",
		"America/Santiago":               "clt",
		"America/Guyana":                 "gyt",
		"America/Asuncion":               "pyt",
		"America/Caracas":                "vet",
		"Antarctica/Davis":               "davt",
		"Antarctica/Mawson":              "mawt",
		"Asia/Yerevan":                   "amst",
		"Asia/Anadyr":                    "anast anat",
		"Asia/Baku":                      "azst azt",
		"Asia/Tbilisi":                   "gest get",
		"Asia/Irkutsk":                   "irkst irkt",
		"Asia/Bishkek":                   "kgt",
		"Asia/Krasnoyarsk":               "krast krat",
		"Asia/Colombo":                   "lkt",
		"Asia/Magadan":                   "magst magt",
		"Asia/Novosibirsk":               "novst novt",
		"Asia/Omsk":                      "omsst omst",
		"Asia/Kamchatka":                 "petst pett",
		"Asia/Singapore":                 "sgt",
		"Asia/Ashgabat":                  "tmt",
		"Asia/Ulaanbaatar":               "ulat",
		"Asia/Vladivostok":               "vlast vlat",
		"Asia/Yakutsk":                   "yakst yakt",
		"Asia/Yekaterinburg":             "yekt",
		"Atlantic/Stanley":               "fkst fkt",
		"Australia/Lord_Howe":            "lhdt",
		"Europe/Moscow":                  "msk",
		"Europe/Volgograd":               "volt",
		"Indian/Chagos":                  "iot",
		"Pacific/Rarotonga":              "ckt",
		"Pacific/Easter":                 "easst east",
		"Pacific/Kosrae":                 "kost",
		"Pacific/Kiritimati":             "lint",
		"Pacific/Niue":                   "nut",
		"Pacific/Fakaofo":                "tkt",
	} {
		for _, name := range strings.Fields(names) {
			m[name] = place
		}
	}
	return m
}()
