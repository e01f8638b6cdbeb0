// 核验 -- does a receipt of the log hold? One file without dependencies, for all to read and run.
// An ES module for a page: import { checkReceipt, readKey, readJson, told } from "./verify.js".
// With Node: node verify.js receipt.json --key KEY [--earlier checkpoint.txt [--proof proof.json]]
// It is verify.py again, step by step. The browser's own cryptography is not asked: it is missing
// from pages that do not come over https, and knows no SM3.

const ENTRY_FORM = "plumbline/event/1\n";
const PROMISE_FORM = "plumbline/promise/1\n";
const COMMITMENT_FORM = "plumbline/commitment/1\n";
const WIDTH = 32; // bytes of a hash
const BASE64 = "(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?";
const SURROGATE = /\p{Surrogate}/u;
const TIME = "[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(?:Z|[+-][0-9]{2}:[0-9]{2})";

// What is said of each step when it holds and, with "!", when it does not; then by exit code.
const SAID = `
entry         记录写法正确。 The entry is written in the form of the log.
entry!        记录写法不正确。 The entry is not written in the form of the log.
opening       个人信息与存证一致。 The personal value is the one that was committed to.
opening!      个人信息与存证不一致。 The personal value is not the one that was committed to.
promise       日志承诺按时收入本记录。 The log has promised to take in this entry by the time given.
promise!      承诺无效。 The promise is void: not signed with the key, or for another entry.
checkpoint    检查点由该密钥签名。 The checkpoint is signed with the key.
checkpoint!   检查点不是由该密钥签名的。 The checkpoint is not signed with the key.
agreement     检查点与回执相符。 The checkpoint is of the log, and the size, that the receipt names.
agreement!    检查点与回执不符。 The checkpoint is not of the log, or the size, of the receipt.
inclusion     记录在日志中。 The entry is in the log.
inclusion!    记录不在日志中，或已被改动。 The entry is not in the log, or was changed.
growth        日志只有增加，没有改动。 The log has only grown.
growth!       不能证明日志只有增加。 It is not proved that the log has only grown.
contradiction! 两个检查点互相矛盾，日志被改写。 Two checkpoints contradict: the log was rewritten.
0             结论：成立。 Verdict: it holds.
1             结论：不成立。 Verdict: it does not hold.
2             结论：无法核验。 Verdict: it cannot be checked.
3             结论：承诺有效，期满请取回执。 Verdict: the promise holds; ask for the receipt later.
`;

/** Something has not the form it must have: where, what was found, what is allowed. */
export class Unreadable extends Error {
  constructor(place, found, allowed) {
    super(`${place}: found ${`${JSON.stringify(found)}`.slice(0, 80)}; allowed: ${allowed}`);
  }
}

const utf8 = (text) => new TextEncoder().encode(text);
const joined = (...parts) => Uint8Array.from(parts.flatMap((part) => [...part]));
const isSame = (one, other) => one.length === other.length && one.every((x, i) => x === other[i]);
const isObject = (value) => typeof value === "object" && value !== null && !Array.isArray(value);
const cut = (data, size) =>
  Array.from({ length: data.length / size }, (_, i) => data.slice(i * size, (i + 1) * size));
const hex = (bytes) => Array.from(bytes, (x) => x.toString(16).padStart(2, "0")).join("");
const number = (bytes) => BigInt(`0x${hex(bytes) || "0"}`);
const unhex = (text) => Uint8Array.from(cut(text, 2), (two) => parseInt(two, 16));
const bytes = (value, width) => unhex(value.toString(16).padStart(2 * width, "0"));
const base64 = (data) => btoa(String.fromCharCode(...data));
const unbase64 = (text) => Uint8Array.from(atob(text), (one) => one.charCodeAt(0));

/** The first bits after the point of a root of the n-th prime, as SHA-2 takes its constants. */
function fractions(count, degree, bits) {
  const primes = [];
  for (let n = 2; primes.length < count; n++) if (primes.every((p) => n % p)) primes.push(n);
  return primes.map((prime) => {
    const wanted = BigInt(prime) << BigInt(bits * degree);
    let root = 0n;
    for (let bit = 1n << BigInt(bits + 5); bit; bit >>= 1n)
      if ((root | bit) ** BigInt(degree) <= wanted) root |= bit;
    return BigInt.asUintN(bits, root);
  });
}

/** SHA-256 and SHA-512 of FIPS 180-4: words of `bits` bits, and the distances of its turns. */
function sha2(bits, rounds, [s0, s1, e0, e1]) {
  const [k, start] = [fractions(rounds, 3, bits), fractions(8, 2, bits)];
  const word = (x) => BigInt.asUintN(bits, x);
  const turn = (x, by) => (x >> BigInt(by)) | word(x << BigInt(bits - by));
  const mixed = (x, [a, b, c]) => turn(x, a) ^ turn(x, b) ^ turn(x, c);
  const small = (x, [a, b, c]) => turn(x, a) ^ turn(x, b) ^ (x >> BigInt(c));
  return (data) => {
    let state = start;
    for (const block of blocks(data, bits * 2, bits / 4)) {
      const w = cut(block, bits / 8).map(number);
      for (let i = 16; i < rounds; i++)
        w.push(word(small(w[i - 2], e1) + w[i - 7] + small(w[i - 15], e0) + w[i - 16]));
      let [a, b, c, d, e, f, g, h] = state;
      for (let i = 0; i < rounds; i++) {
        const one = h + mixed(e, s1) + ((e & f) ^ (word(~e) & g)) + k[i] + w[i];
        const two = mixed(a, s0) + ((a & b) ^ (a & c) ^ (b & c));
        [a, b, c, d, e, f, g, h] = [word(one + two), a, b, c, word(d + one), e, f, g];
      }
      state = [a, b, c, d, e, f, g, h].map((x, i) => word(x + state[i]));
    }
    return joined(...state.map((x) => bytes(x, bits / 8)));
  };
}

/** The data in blocks of a size, after it one bit, noughts and its length in bits. */
function blocks(data, size, tail) {
  const fill = new Uint8Array((2 * size - 1 - tail - (data.length % size)) % size);
  return cut(joined(data, [0x80], fill, bytes(BigInt(8 * data.length), tail)), size);
}

export const sha256 = sha2(32, 64, [[2, 13, 22], [6, 11, 25], [7, 18, 3], [17, 19, 10]]);
export const sha512 = sha2(64, 80, [[28, 34, 39], [14, 18, 41], [1, 8, 7], [19, 61, 6]]);

/** SM3 of GB/T 32905-2016. */
export function sm3(data) {
  const turn = (x, by) => (x << by) | (x >>> (32 - by) % 32);
  const start = "7380166f 4914b2b9 172442d7 da8a0600 a96f30bc 163138aa e38dee4d b0fb0e4e";
  let state = start.split(" ").map((word) => parseInt(word, 16));
  for (const block of blocks(data, 64, 8)) {
    const w = cut(block, 4).map((word) => Number(number(word)) | 0);
    for (let j = 16; j < 68; j++) {
      const x = w[j - 16] ^ w[j - 9] ^ turn(w[j - 3], 15);
      w.push(x ^ turn(x, 15) ^ turn(x, 23) ^ turn(w[j - 13], 7) ^ w[j - 6]);
    }
    let [a, b, c, d, e, f, g, h] = state;
    for (let j = 0; j < 64; j++) {
      const constant = turn(j < 16 ? 0x79cc4519 : 0x7a879d8a, j % 32);
      const s = turn((turn(a, 12) + e + constant) | 0, 7);
      const left = j < 16 ? a ^ b ^ c : (a & b) | (a & c) | (b & c);
      const right = j < 16 ? e ^ f ^ g : (e & f) | (~e & g);
      const one = (left + d + (s ^ turn(a, 12)) + (w[j] ^ w[j + 4])) | 0;
      const two = (right + h + s + w[j]) | 0;
      [a, b, c, d] = [one, a, turn(b, 9), c];
      [e, f, g, h] = [two ^ turn(two, 9) ^ turn(two, 17), e, turn(f, 19), g];
    }
    state = [a, b, c, d, e, f, g, h].map((x, i) => x ^ state[i]);
  }
  return joined(...state.map((x) => bytes(BigInt(x >>> 0), 4)));
}

export const HASHES = { sha256, sm3 };
const P = 2n ** 255n - 19n;
const L = 2n ** 252n + 27742317777372353535851937790883648493n;
const within = (x) => ((x % P) + P) % P;
const D = within(-121665n * power(121666n, P - 2n));
const BASE = Uint8Array.from({ length: 32 }, (_, i) => (i ? 0x66 : 0x58));

function power(x, exponent) {
  let product = 1n;
  for (let n = exponent; n; n >>= 1n, x = (x * x) % P) if (n & 1n) product = (product * x) % P;
  return product;
}

/** Whether the signature over the message was made with the key to a public key (RFC 8032). */
export function ed25519(publicKey, message, signature) {
  const [point, base] = [decode(publicKey), decode(BASE)];
  const s = number(signature.slice(32).reverse());
  if (point === null || signature.length !== 64 || s >= L) return false;
  const h = number(sha512(joined(signature.slice(0, 32), publicKey, message)).reverse()) % L;
  const [x, y, z] = add(times(s, base), times(h, [-point[0], point[1], point[2], -point[3]]));
  const inverse = power(within(z), P - 2n);
  const encoded = within(y * inverse) | ((within(x * inverse) & 1n) << 255n);
  return isSame(bytes(encoded, 32).reverse(), signature.slice(0, 32));
}

function decode(encoded) {
  const all = number(encoded.slice().reverse());
  const [y, isOdd] = [BigInt.asUintN(255, all), all >> 255n];
  if (encoded.length !== 32 || y >= P) return null;
  const square = within((y * y - 1n) * power(within(D * y * y + 1n), P - 2n));
  let x = power(square, (P + 3n) / 8n);
  if (within(x * x - square)) x = (x * power(2n, (P - 1n) / 4n)) % P;
  if (within(x * x - square) || (x === 0n && isOdd)) return null;
  if ((x & 1n) !== isOdd) x = P - x;
  return [x, y, 1n, (x * y) % P];
}

function add(p, q) {
  const [a, b] = [((p[1] - p[0]) * (q[1] - q[0])) % P, ((p[1] + p[0]) * (q[1] + q[0])) % P];
  const [c, d] = [(2n * p[3] * q[3] * D) % P, (2n * p[2] * q[2]) % P];
  const [e, f, g, h] = [b - a, d - c, d + c, b + a];
  return [(e * f) % P, (g * h) % P, (f * g) % P, (e * h) % P];
}

function times(factor, point) {
  let product = [0n, 1n, 1n, 0n];
  for (let n = factor; n; n >>= 1n, point = add(point, point))
    if (n & 1n) product = add(product, point);
  return product;
}

/** JSON in its one spelling (RFC 8785), whole numbers only. Throws Unreadable. */
export function canonical(value) {
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  if (isObject(value)) {
    const keys = Object.keys(value).sort(); // by UTF-16, as RFC 8785 asks
    return `{${keys.map((key) => `${canonical(key)}:${canonical(value[key])}`).join(",")}}`;
  }
  const isPlain = Number.isSafeInteger(value) || value === null || typeof value === "boolean";
  if (isPlain || (isText(value) && !SURROGATE.test(value))) return JSON.stringify(value);
  throw new Unreadable("JSON", value, "JSON with whole numbers up to 2^53-1 and valid Unicode");
}

/** The commitment to a value under a salt of 16 to 255 bytes, with the name of its hash. */
export function commitment(name, value, salt) {
  const data = joined(utf8(COMMITMENT_FORM), [salt.length], salt, utf8(canonical(value)));
  return `${name}:${base64(HASHES[name](data))}`;
}

// For each hash on the path to the root: does it stand left of the node at `here` in its row?
function sides(here, last) {
  const found = [];
  const rise = () => ([here, last] = [Math.floor(here / 2), Math.floor(last / 2)]);
  while (last) {
    found.push(here % 2 === 1 || here === last);
    while (found.at(-1) && here && here % 2 === 0) rise(); // the last of an odd row rises as it is
    rise();
  }
  return found;
}

/** The root that a proof leads to from a leaf's hash (RFC 9162, 2.1.3.2); null if it cannot. */
export function inclusionRoot(digest, index, size, leaf, proof) {
  const left = index >= 0 && index < size ? sides(index, size - 1) : null;
  const isWide = [leaf, ...proof].every((one) => one.length === WIDTH);
  if (left?.length !== proof.length || !isWide) return null;
  const climb = (root, one, i) => digest(left[i] ? joined([1], one, root) : joined([1], root, one));
  return proof.reduce(climb, leaf);
}

/** Whether a log of one [size, root] grew into another (RFC 9162, 2.1.4.2); sizes from 1 on. */
export function isConsistent(digest, first, second, proof) {
  let [here, last] = [first[0] - 1, second[0] - 1];
  if (!(here >= 0 && here < last))
    return here === last && here >= 0 && isSame(first[1], second[1]) && proof.length === 0;
  for (; here % 2 === 1; last = Math.floor(last / 2)) here = (here - 1) / 2;
  const path = here > 0 ? [...proof] : [first[1], ...proof]; // 0 where the first size is 2^k
  const left = sides(here, last);
  if (path.length !== left.length + 1 || path.some((one) => one.length !== WIDTH)) return false;
  let [before, after] = [path[0], path[0]];
  path.slice(1).forEach((one, i) => {
    before = left[i] ? digest(joined([1], one, before)) : before;
    after = digest(left[i] ? joined([1], one, after) : joined([1], after, one));
  });
  return isSame(before, first[1]) && isSame(after, second[1]);
}

/** The bytes that Base64 stands for, of one of the widths. Throws Unreadable. */
function readBase64(text, place, least = WIDTH, most = least) {
  const data = isText(text) && new RegExp(`^${BASE64}$`).test(text) ? unbase64(text) : [];
  if (data.length < least || data.length > most || base64(data) !== text)
    throw new Unreadable(place, text, `Base64 of ${least} bytes`);
  return data;
}

/** A verifier key, `name+id+key`: the name and id of its signatures, and 32 bytes. */
export function readKey(text) {
  const [, name, id, encoded] = /^([^\s+]+)\+([^+]*)\+([^]*)$/.exec(text.trim()) ?? [];
  const data = readBase64(encoded, "key", WIDTH + 1);
  const made = sha256(joined(utf8(`${name}\n`), data)).slice(0, 4);
  if (SURROGATE.test(name) || data[0] !== 1 || hex(made) !== id)
    throw new Unreadable("key", text, "name+id+key, of Ed25519, with the id of this name and key");
  return { name, id: made, public: data.slice(1) };
}

/** The text of a signed note if the key has signed it, else null. Throws Unreadable. */
export function openNote(note, key) {
  const end = note.lastIndexOf("\n\n");
  const [text, lines] = [note.slice(0, end + 1), note.slice(end + 2)];
  if (end < 0 || !lines.endsWith("\n") || /[\0-\x09\x0b-\x1f]/.test(note) || SURROGATE.test(note))
    throw new Unreadable("note", note, "text, an empty line, lines of signatures");
  const signatures = [];
  for (const line of lines.slice(0, -1).split("\n")) {
    const found = new RegExp(`^— ([^\\s+]+) (${BASE64})$`).exec(line);
    if (found === null) throw new Unreadable("note", line, "— name signature");
    const data = unbase64(found[2]);
    if (found[1] === key.name && isSame(data.slice(0, 4), key.id))
      signatures.push(ed25519(key.public, utf8(text), data.slice(4)));
  }
  return signatures.length > 0 && signatures.every(Boolean) ? text : null;
}

/** The checkpoint that the text of a note is. Throws Unreadable. */
export function readCheckpoint(text) {
  const line = "([^\\n]+)\\n";
  const more = `(?:hash ${line})?(?:time (${TIME})\\n)?(?:${line})*`;
  const found = new RegExp(`^${line}(0|[1-9][0-9]{0,15})\\n${line}${more}$`).exec(text);
  const [, origin, size, root, hash = "sha256", time = ""] = found ?? [];
  if (found === null || !Number.isSafeInteger(Number(size)) || !Object.hasOwn(HASHES, hash))
    throw new Unreadable("checkpoint", text, "lines of origin, size, root, hash, time");
  return { origin, size: Number(size), root: readBase64(root, "checkpoint"), hash, time };
}

/** Whether a log only grew between two checkpoints; proof null will do for one size or 0. */
export function growth(one, other, proof) {
  const [first, second] = one.size <= other.size ? [one, other] : [other, one];
  const sizes = `${first.size}, ${second.size}`;
  const isEqual = isSame(first.root, second.root);
  if (first.size === second.size) return [isEqual ? "growth" : "contradiction", isEqual, sizes];
  if (first.size === 0) return ["growth", isSame(first.root, HASHES[first.hash]([])), sizes];
  if (!isObject(proof) || proof.first !== first.size || proof.second !== second.size)
    throw new Unreadable("proof", proof, `a proof from ${first.size} to ${second.size}`);
  const [before, after] = [first, second].map((head) => [head.size, head.root]);
  return ["growth", isConsistent(HASHES[one.hash], before, after, readPath(proof)), sizes];
}

/** Check a receipt or a promise up to the first step that does not hold. Throws Unreadable. */
export function checkReceipt(receipt, key, earlier = "", proof = null) {
  const found = [];
  for (const step of steps(receipt, key, earlier, proof)) if (found.push(step) && !step[1]) break;
  return found;
}

function* steps(receipt, key, earlier, proof) {
  const named = ["plumbline", "hash", "origin", "entry"];
  const [kind, name, origin, entry] = named.map((one) => field(receipt, one, "text"));
  const isKnown = ["receipt", "promise"].includes(kind) && Object.hasOwn(HASHES, name);
  if (!isKnown || field(receipt, "version", "a whole number") !== 1)
    throw new Unreadable("plumbline", kind, "receipt or promise, version 1, hash sha256 or sm3");
  const value = readJson(entry.includes("\n") ? entry.slice(entry.indexOf("\n") + 1) : "", "entry");
  yield ["entry", entry === ENTRY_FORM + canonical(value), ""];
  const leaf = HASHES[name](joined([0], utf8(entry)));
  for (const [pointer, opening] of Object.entries(field(receipt, "openings", "object"))) {
    const salt = readBase64(field(opening, "salt", "text"), pointer, 16, 255);
    const made = { $commitment: commitment(name, opening.value ?? null, salt) };
    yield ["opening", canonical(at(value, pointer)) === canonical(made), pointer];
  }
  if (kind === "promise" || Object.hasOwn(receipt, "promise")) {
    const head = `${PROMISE_FORM}${origin}\n${name} ${base64(leaf)}\nby `;
    const text = openNote(field(receipt, "promise", "text"), key) ?? "";
    const isMade = text.startsWith(head) && new RegExp(`^${TIME}\n$`).test(text.slice(head.length));
    yield ["promise", isMade, text.slice(head.length, -1)];
  }
  if (kind === "promise") return;
  const seen = [];
  for (const note of [field(receipt, "checkpoint", "text"), ...(earlier ? [earlier] : [])]) {
    const text = openNote(note, key);
    yield ["checkpoint", text !== null, seen.length > 0 ? "--earlier" : ""];
    const one = readCheckpoint(text);
    const isSized = seen.length > 0 || one.size === field(receipt, "size", "a whole number");
    const holds = one.origin === origin && one.hash === name && isSized;
    yield ["agreement", holds, [one.origin, one.size, ...(one.time ? [one.time] : [])].join(", ")];
    seen.push(one);
  }
  const index = field(receipt, "index", "a whole number");
  const root = inclusionRoot(HASHES[name], index, seen[0].size, leaf, readPath(receipt));
  yield ["inclusion", root !== null && isSame(root, seen[0].root), String(index)];
  if (earlier) yield growth(seen[0], seen[1], proof);
}

const isWhole = (value) => Number.isSafeInteger(value) && value >= 0;
const isText = (value) => typeof value === "string";
const KINDS = { text: isText, object: isObject, list: Array.isArray, "a whole number": isWhole };
const readPath = (value) => field(value, "proof", "list").map((one) => readBase64(one, "proof"));

function field(value, name, kind) {
  const found = isObject(value) && Object.hasOwn(value, name) ? value[name] : null;
  if (!KINDS[kind](found)) throw new Unreadable(name, found, kind);
  canonical(found);
  return found;
}

// What a JSON pointer (RFC 6901) points to; null if nothing is there.
function at(value, pointer) {
  for (const part of pointer.split("/").slice(1)) {
    const name = part.replaceAll("~1", "/").replaceAll("~0", "~");
    const inside = typeof value === "object" ? { ...value } : {};
    value = Object.hasOwn(inside, name) ? inside[name] : null;
  }
  return value;
}

/** JSON without fractions and exponents. Throws Unreadable. */
export function readJson(text, place) {
  try {
    const isFraction = /[0-9][.eE]/.test(text.replace(/"(?:[^"\\]|\\.)*"/g, ""));
    if (!isFraction) return JSON.parse(text);
  } catch {} // what is wrong is told below
  throw new Unreadable(place, text, "JSON with whole numbers");
}

/** Exit code and what is told, from the steps and from what could not be read. */
export function told(found, fault = "") {
  const say = (code) => new RegExp(`^${code} +(.*)$`, "m").exec(SAID)[1];
  const lines = found.map(([code, holds, about]) =>
    `${holds ? "√" : "×"} ${say(holds ? code : `${code}!`)} ${about}`.trimEnd());
  const isProved = found.some(([code]) => code === "inclusion");
  const code = fault ? 2 : found.some((step) => !step[1]) ? 1 : isProved ? 0 : 3;
  return [code, [...lines, ...(fault ? [fault] : []), say(code)].join("\n")];
}

/** What `node verify.js` does: check what the command line names, tell it, give the exit code. */
async function main(given) {
  const { readFileSync } = await import("node:fs");
  const read = (name) => readFileSync(name, "utf8").replace(/^\ufeff/, "").replace(/\r\n?/g, "\n");
  const after = (name) => (given.includes(name) ? given[given.indexOf(name) + 1] : "");
  let [found, fault] = [[], ""];
  try {
    const files = [given[0], after("--earlier"), after("--proof")];
    const [receipt, earlier, proof] = files.map((one) => one && read(one));
    const key = readKey(after("--key").includes("+") ? after("--key") : read(after("--key")));
    const grown = proof ? readJson(proof, "proof") : null;
    found = checkReceipt(readJson(receipt, "receipt"), key, earlier, grown);
  } catch (error) { fault = error.message; }
  const [code, text] = told(found, fault);
  process.stdout.write(`${text}\n`, () => process.exit(code));
}

if (globalThis.process?.argv?.[1]?.match(/verify\.m?js$/)) await main(process.argv.slice(2));
