// Writes golden.jsonl: what fastest-validator, with the settings of s3db.js 10,
// says of a table of rules and values. Run it where fastest-validator 1.19 is
// installed:
//
//	node .../validation/testdata/golden.mjs > .../validation/testdata/golden.jsonl
//
// A line has the attributes, the record, and the violations or the record as
// the rules convert it. {"$date": text} is a Date,
// {"$number": text} one of NaN, Infinity, -Infinity.
import { createRequire } from "node:module";

const Validator = createRequire(process.cwd() + "/")("fastest-validator");
const settings = {
  useNewCustomCheckerFunction: true,
  defaults: { string: { trim: true }, object: { strict: "remove" }, number: { convert: true } },
  aliases: {
    secret: { type: "string", messages: { stringMin: "This secret '{field}' field length must be at least {expected} long." } },
    secretAny: { type: "any" },
    secretNumber: { type: "number" },
    json: { type: "any" },
  },
};

const none = Symbol("none");
const texts = [none, null, "", " ", "a", "ab", "abc", "abcd", " abc ", "a b", "A-b_1", "12", "-3.5", "0x1f", "ff", "fff", "YWJj", "a\nb", "é", "😀", "😀😀", "\u00a0x\ufeff", "\u0085x", 5, true, [], {}];
const numbers = [none, null, 0, -0, 1, -1, 2.5, 5, 10, 11, 1e21, NaN, Infinity, "7", " 8 ", "", "x", "0x10", "0b11", "1e3", "1_000", "+5", ".5", "5.", ".", "Infinity", "0x", true, false, [], [4], [1, 2], {}, new Date(5)];
const lists = [none, null, [], ["a"], ["a", "b"], ["a", "a"], ["a", "b", "c"], [1], [1, "1"], [1, 1, 2, 2], [null], [[], []], ["  a "], "a", {}, 3];
const booleans = [none, null, true, false, 1, 0, "true", "false", "1", "on", "off", "yes", ""];
const emails = [none, null, "", "a@b.c", "a@b", "a b@c.d", "A@B.CO", " a@b.co ", "john.doe@example.com", "\"q\"@x.org", "x@[1.2.3.4]", "é@b.c", "a\u00a0@b.c", 5];
const urls = [none, null, "", "http://x", "https://x.y/z?q=1", "ftp://x", "http:// x", "HTTP://x", "http://", "see http://x", 5];
const uuids = [none, null, "", "10ba038e-48da-487b-96e8-8d3b99b6d18a", "10BA038E-48DA-487B-96E8-8D3B99B6D18A", "10ba038e-48da-187b-16e8-8d3b99b6d18a", "10ba038e-48da-487b-76e8-8d3b99b6d18a", "10ba038e-48da-687b-76e8-8d3b99b6d18a", "00000000-0000-0000-0000-000000000000", "10ba038e-48da-987b-96e8-8d3b99b6d18a", "x", 5];
const dates = [none, null, new Date("2024-02-29T12:34:56.789Z"), "2024-02-29", "2024-02-29T12:00:00Z", "1700000000000", 1700000000000, "x", "", true, [], {}];
const macs = ["01:C8:95:4B:65:FE", "01-c8-95-4b-65-fe", "01c8.954b.65fe", "01:c8:95:4b:65", "01c8954b65fe", "011:c8:95:4b:65:fe", 5];
const cards = ["4242424242424242", "4242-4242-4242-4242", "4242424242424241", "0", "", "79927398713", "abc", 5];
const amounts = ["1", "0", "", "-1.5", "1,000.25", "1,00", "1000", "12.345", ".5", "$1", "-$1", "$-1", "$", "1 $", "x"];
const anything = [none, null, "", "a", 0, 1, true, false, [], {}, [1], { a: 1 }];
const objects = [none, null, {}, { a: "x" }, { a: "x", b: 2 }, { a: 1, b: "y", c: 3 }, { "first-name": 5 }, [], "x", 1];

const cases = [
  [texts, ["string", "string|optional", "string|required", "string|nullable", "string|optional|nullable", "string|min:2", "string|max:2", "string|min:2|max:3",
    "string|length:3", "string|empty:false", "string|no-empty", "string|empty", "string|empty:true|min:3", "string|trim:false|length:3", "string|no-trim",
    "string|alpha", "string|numeric", "string|alphanum", "string|alphadash", "string|hex", "string|base64", "string|singleLine",
    "string|pattern:^a.c$", "string|pattern:^[a-z]+$", "string|pattern:^[A-Z]+$|patternFlags:i", "string|pattern:\\d", "string|pattern:^\\s", "string|pattern:^.$|trim:false",
    "string|pattern:\\u0061", "string|pattern:^[^]$", "string|contains:b", "string|contains:5", "string|convert", "string|convert|min:2", "string|lowercase", "string|uppercase",
    "string|padStart:5|padChar:*", "string|padEnd:4", "string|trimLeft|trim:false", "string|trimRight|trim:false", "string|default:xyz", "string|default:5", "string|default:xyz|nullable",
    "string|label:Name", " string | min : 2 ", "secret", "secret|min:3", "secret|optional", "secretAny", "json", "any", "any|optional", "string[]"]],
  [numbers, ["number", "number|optional", "number|min:1", "number|max:10", "number|min:1|max:10", "number|integer", "number|integer:true", "number|positive", "number|negative",
    "number|equal:5", "number|notEqual:5", "number|convert:false", "number|no-convert|min:2", "number|integer|positive|optional", "number|default:3", "number|decimal:true", "number|min:0.5", "secretNumber", "number[]", "number|label:Count|min:3"]],
  [lists, ["array", "array|optional", "array|empty:false", "array|no-empty", "array|min:1", "array|max:2", "array|length:2", "array|contains:a", "array|contains:1", "array|unique",
    "array|items:string", "array|items:string|unique", "array|items:number", "array|items:number|min:2", "array|items:string|optional", "array|convert", "array|convert|items:string", "string[]", "string[]|min:2", "tuple", "tuple|empty:false"]],
  [booleans, ["boolean", "boolean|optional", "boolean|convert", "boolean|convert:true|optional", "boolean|default:true", "boolean|default:false"]],
  [emails, ["email", "email|optional", "email|mode:precise", "email|normalize", "email|normalize|mode:precise", "email|min:6", "email|max:6", "email|empty:true", "email|unique"]],
  [urls, ["url", "url|optional", "url|empty:true"]],
  [uuids, ["uuid", "uuid|version:4", "uuid|version:1", "uuid|optional"]],
  [dates, ["date", "date|optional", "date|convert", "date|convert:true|optional"]],
  [macs, ["mac", "mac|optional"]],
  [cards, ["luhn"]],
  [amounts, ["currency", "currency|currencySymbol:$", "currency|currencySymbol:$|symbolOptional"]],
  [anything, ["any", "equal|value:1", "equal|value:a", "equal|value:1|strict", "equal|value:true", "equal|strict|value:a", "forbidden", "forbidden|remove", "function", "object", "object|optional", "object|minProps:1", "object|maxProps:0",
    "record", "record|optional", "record|value:number",
    { type: "enum", values: ["a", 1] }, { type: "enum", values: ["a", "b"], optional: true }, { type: "string", enum: ["a", "b"] }, { type: "array", enum: [1, 2] },
    ["string", "number"], ["boolean", "object|optional"], ["string|optional", "array|optional"], ["number|min:5|no-convert", "string|min:2"],
    { type: "tuple", items: ["number", "string|min:2"] }, { type: "array", items: { type: "number", min: 2, optional: true } }]],
  [objects, [{ type: "object", props: { a: "string", b: "number|optional" }, strict: false }, { type: "object", props: { a: "string" }, strict: true }, { type: "object", props: { a: "string" } },
    { type: "object", properties: { a: "string|min:2", b: "number" }, optional: true, strict: false }, { type: "object", props: { "first-name": "string" }, strict: false },
    { type: "object", props: { a: "any" }, minProps: 2, maxProps: 2 }, { type: "object", props: { a: "string", b: { type: "object", props: { c: "string" } } }, strict: false },
    { type: "record", key: "string|alpha|max:1", value: "number|positive" }, { $$type: "object|optional", a: "string|min:2" }, { $$type: "object", a: "string", b: { $$type: "object", c: "string" } }]],
];

const records = [
  [{ password: "string|min:3", confirm: "equal|field:password" }, [{ password: "abc", confirm: "abc" }, { password: " abc ", confirm: "abc" }, { password: "abc", confirm: "x" }, { password: "ab" }, { confirm: "x" }]],
  [{ confirm: "equal|field:n|strict", n: "number" }, [{ n: 5, confirm: 5 }, { n: 5, confirm: "5" }, { n: "5", confirm: 5 }]],
  [{ a: "string", b: "number", c: "email" }, [{}, { a: 1, b: "x", c: "y" }, { a: " q ", b: "4", c: "z@y.x", extra: 1 }]],
  [{ list: "array|items:string", other: { type: "array", items: { type: "object", props: { x: "number" } } } }, [{ list: [1, "a", null], other: [{ x: 1 }, { x: "y" }, {}, 5] }]],
  [{ o: { type: "object", props: { "a-b": "string", c: "string" } } }, [{ o: {} }, { o: { "a-b": 1 } }]],
];

function written(v) {
  if (v instanceof Date) return { $date: v.toISOString() };
  if (typeof v === "number" && !Number.isFinite(v)) return { $number: String(v) };
  if (Array.isArray(v)) return v.map(written);
  if (v && typeof v === "object") return Object.fromEntries(Object.entries(v).map(([k, m]) => [k, written(m)]));
  return v;
}

function judge(attributes, record) {
  const line = { attributes, record: written(record) };
  const clone = structuredClone(record);
  try {
    const check = new Validator(settings).compile(structuredClone({ $$strict: false, ...attributes }));
    const verdict = check(clone);
    if (verdict === true) line.converted = written(clone);
    else line.violations = verdict.map(({ type, field, message }) => ({ type, field, message }));
  } catch (e) {
    line.refused = true;
  }
  console.log(JSON.stringify(line));
}

for (const [values, rules] of cases)
  for (const rule of rules) for (const value of values) judge({ v: rule }, value === none ? {} : { v: value });
for (const [attributes, list] of records) for (const record of list) judge(attributes, record);
for (const rule of ["nosuch", "string|enum:a", "enum|values:a", "enum", "string|pattern:(", "tuple|items:string", "string|min:x", "multi", "string|pattern:5"]) judge({ v: rule }, { v: "a" });
