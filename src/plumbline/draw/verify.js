// 核验 -- was a draw done as announced? verify.py again, step by step, for a page and Node.js:
//     import { check } from "./verify.js";    or: node verify.js draw.json HASH [EARLIER.json ...]
// SHA-256 is written out: a draw asks for millions, and a page without https has none of its own.
const LISTS = { targets: 4, inspectors: 4, exclusions: 2, avoidances: 3 }; // parts of a line
const SEEDS = { dice: /^[1-6]+$/, digits: /^[0-9]+$/, hex: /^[0-9a-f]+$/ };
const PLAN = new RegExp((
  "^plumbline/draw/1\nname\tW\nagency\tW\nday\tW\nseed\t(dice|digits|hex)\t[2-9][0-9]\tW\n" +
  "team\t(0|[2-9]|1[0-9]|20)\nprevious\tW\n(weight\tW\t([1-9]|[1-5][0-9]|6[0-4])\n)+" +
  "(size\tW\t(0|[1-9][0-9]{0,8})\n)+targets\t").replaceAll("W", "[^\\t\\n]+"), "u");
const primes = [];
for (let n = 2; primes.length < 64; n++) if (primes.every((p) => n % p)) primes.push(n);
const bits = (roots) => Int32Array.from(roots, (x) => (x % 1) * 2 ** 32); // behind the point
const [START, K] = [bits(primes.slice(0, 8).map(Math.sqrt)), bits(primes.map(Math.cbrt))];
const [W, S, LAST] = [new Int32Array(64), new Int32Array(8), new DataView(new ArrayBuffer(64))];
const hex = (words) => Array.from(words, (x) => (x >>> 0).toString(16).padStart(8, "0")).join("");
const UTF8 = new TextEncoder();
const turn = (x, n) => (x >>> n) | (x << (32 - n));

/** SHA-256 of the first bytes of an array: eight numbers, which the next call overwrites. */
function digest(data, size) {
  S.set(START);
  for (let at = 0; at < size + 9; at += 64) {
    const view = at + 64 > size ? LAST : new DataView(data.buffer, data.byteOffset + at);
    if (view === LAST) {
      for (let i = 0; i < 64; i++) LAST.setUint8(i, at + i < size ? data[at + i] : 0);
      if (at <= size) LAST.setUint8(size - at, 128);
      if (at + 64 >= size + 9) LAST.setUint32(60, size * 8);
    }
    let a = S[0], b = S[1], c = S[2], d = S[3], e = S[4], f = S[5], g = S[6], h = S[7];
    for (let i = 0; i < 64; i++) {
      const x = W[(i + 1) & 15], y = W[(i + 14) & 15];
      W[i & 15] = i < 16 ? view.getInt32(4 * i) : W[i & 15] + W[(i + 9) & 15] +
        (turn(x, 7) ^ turn(x, 18) ^ (x >>> 3)) + (turn(y, 17) ^ turn(y, 19) ^ (y >>> 10));
      const one = (turn(e, 6) ^ turn(e, 11) ^ turn(e, 25)) + ((e & f) ^ (~e & g));
      const two = (turn(a, 2) ^ turn(a, 13) ^ turn(a, 22)) + ((a & b) ^ (a & c) ^ (b & c));
      const sum = (h + one + K[i] + W[i & 15]) | 0;
      h = g; g = f; f = e; e = (d + sum) | 0; d = c; c = b; b = a; a = (sum + two) | 0;
    }
    S[0] += a; S[1] += b; S[2] += c; S[3] += d; S[4] += e; S[5] += f; S[6] += g; S[7] += h;
  }
  return S;
}
const isSame = (x, y) => JSON.stringify(x) === JSON.stringify(y);

/** The SHA-256 of lines, each with its end. */
function hashed(lines) {
  const bytes = UTF8.encode(lines.map((one) => `${one}\n`).join(""));
  return hex(digest(bytes, bytes.length));
}

/** Each step and whether it holds; ask for no more after the first that does not. */
export function* check(record, published, earlier = []) {
  const names = ["announcement", ...Object.keys(LISTS), "result", "recusals"];
  const parts = [...names.map((name) => record[name]), [record, ...earlier].map((one) => one.seed)];
  const isText = (one) => typeof one === "string" && !/\p{Surrogate}/u.test(one);
  if (!parts.every((x) => Array.isArray(x) && x.every(isText))) throw new TypeError("no record");
  const [plan, ...rows] = parts.map((lines) => lines.map((one) => one.split("\t")));
  const [targets, , exclusions, , result, recusals] = rows;
  let isRight = PLAN.test(parts[0].join("\n"));
  yield ["announcement", isRight && hashed(parts[0]) === published];
  const fixed = new Map(plan.map((row) => [row[0], row.slice(1)]));
  const [weights, sizes] = ["weight", "size"].map((word) => new Map(
    plan.filter((row) => row[0] === word).map((row) => [row[1], Number(row[2])])));
  isRight = plan.length === weights.size + sizes.size + 11; // each other line stands there once
  isRight &&= Object.entries(LISTS).every(([name, width], at) =>
    isSame(fixed.get(name), [`${rows[at].length}`, hashed(parts[at + 1])]) &&
    rows[at].every((row) => row.length === width && !row.join("").includes("\n")));
  const ids = new Set(targets.map((row) => row[0]));
  isRight &&= targets.every((row) => sizes.has(row[1]) && weights.has(row[2]));
  isRight &&= ids.size === targets.length && !exclusions.some((row) => ids.has(row[0]));
  yield ["lists", isRight];
  const [[seed, ...used], [kind, length]] = [parts.at(-1), fixed.get("seed")];
  const repeated = ["-", ...earlier.map((one) => hashed(one.announcement))];
  isRight = SEEDS[kind].test(seed) && seed.length === Number(length) && !used.includes(seed);
  yield ["seed", isRight && repeated.includes(fixed.get("previous")[0])];
  const key = hashed(["plumbline/draw/1/seed", published, seed]).match(/../g)
    .map((one) => parseInt(one, 16));
  const found = drawn(targets, weights, sizes, key);
  isRight = found.length === [...sizes.values()].reduce((x, y) => x + y);
  yield ["targets", isRight && isSame(found, result.map((row) => row.slice(0, 3)))];
  yield ["inspectors", isSame(sent(rows, fixed, key, found), [result, recusals])];
}

/** The targets that the seed gives with ticket and number, by stratum and ticket. */
function drawn(targets, weights, sizes, key) {
  const text = new Uint8Array(34 + 3 * targets.reduce((max, [id]) => Math.max(max, id.length), 0));
  text.set([...key, "T".charCodeAt(0)]);
  const strata = new Map([...sizes.keys()].map((name) => [name, []]));
  const tickets = (id, risk, see) => {
    const size = 34 + UTF8.encodeInto(id, text.subarray(34)).written;
    for (text[33] = 1; text[33] <= weights.get(risk); text[33]++) see(digest(text, size));
  };
  for (const [id, stratum, risk] of targets) {
    let least = Infinity; // of the first 52 bits, which a number holds exactly
    tickets(id, risk, (x) => { least = Math.min(least, (x[0] >>> 0) * 2 ** 20 + (x[1] >>> 12)); });
    strata.get(stratum).push([least, id, risk]);
  }
  return [...strata].flatMap(([name, all]) => {
    const last = Float64Array.from(all, (one) => one[0]).sort()[sizes.get(name) - 1] ?? -1;
    const near = all.filter((one) => one[0] <= last).map(([, id, risk]) => {
      const own = [];
      tickets(id, risk, (x) => own.push(hex(x)));
      const least = own.reduce((x, y) => (y < x ? y : x));
      return [id, least, `${own.indexOf(least) + 1}`];
    });
    return near.sort((x, y) => (x[1] < y[1] ? -1 : 1)).slice(0, sizes.get(name));
  });
}

/** The result with who goes to each target, and the recusals with who goes instead. */
function sent([targets, inspectors, , avoidances, , recusals], fixed, key, found) {
  const teams = new Map(found.map((row) => [row[0], []]));
  const needed = new Map(targets.filter((row) => teams.has(row[0])).map((row) => [row[0], row[3]]));
  const away = new Set(avoidances.map((row) => `${row[0]}\t${row[1]}`));
  const give = (one, times) => { // a card, which says how often this one was sent
    const text = [...key, ...UTF8.encode(`I${times}\t${one.id}`)];
    return Object.assign(one, { times, value: hex(digest(text, text.length)) });
  };
  const people = inspectors.filter((row) => row[2] >= fixed.get("day")[0])
    .map(([id, , , able]) => give({ id, able: ["", ...able.split(",")] }, 0));
  const able = new Map([...needed.values()].map((field) => [field, null]));
  for (const x of able.keys()) able.set(x, people.filter((one) => one.able.includes(x)));
  const isLess = (x, y) => x.times < y.times || (x.times === y.times && x.value < y.value);
  const deal = (target) => {
    const isFree = ({ id }) => !away.has(`${target}\t${id}`) && !teams.get(target).includes(id);
    const first = able.get(needed.get(target))
      .reduce((best, one) => ((!best || isLess(one, best)) && isFree(one) ? one : best), null);
    return give(first, first.times + 1).id; // where nobody is left, this is an error
  };
  for (const [id, team] of teams) while (team.length < +fixed.get("team")[0]) team.push(deal(id));
  const replaced = recusals.map(([target, inspector, reason]) => {
    const [team, place] = [teams.get(target), teams.get(target).indexOf(inspector)];
    if (place < 0 || reason === undefined) throw new RangeError(`${inspector} was not to go`);
    away.add(`${target}\t${inspector}`);
    team[place] = deal(target);
    return [target, inspector, reason, team[place]];
  });
  return [found.map((row) => [...row, teams.get(row[0]).join(",")]), replaced];
}

if (globalThis.process?.argv[1]?.match(/verify\.m?js$/)) {
  process.on("uncaughtException", (fault) => { console.log(fault.message); process.exit(2); });
  const [{ readFileSync }, [, , file, hash, ...earlier]] = [await import("node:fs"), process.argv];
  const read = (name) => JSON.parse(readFileSync(name, "utf8").replace(/^\ufeff/, ""));
  for (const [step, holds] of check(read(file), hash, earlier.map(read))) {
    console.log(holds ? "√" : "×", step);
    if (!holds) process.exit(1);
  }
}
