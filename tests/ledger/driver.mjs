// Calls functions of a module with arguments from standard input, for tests.
// In: a JSON list of [name, arguments]; bytes are {"bytes": Base64}. Out: a JSON list of results.
import { pathToFileURL } from "node:url";
import { readFileSync } from "node:fs";

const module = await import(pathToFileURL(process.argv[2]));

const into = (_, value) =>
  value !== null && typeof value === "object" && "bytes" in value
    ? new Uint8Array(Buffer.from(value.bytes, "base64"))
    : value;
const out = (_, value) =>
  value instanceof Uint8Array ? { bytes: Buffer.from(value).toString("base64") } : value;

// What the command does with the texts of its files, without a process for each.
function judge(receipt, key, earlier, proof) {
  try {
    const grown = proof && module.readJson(proof, "proof");
    const read = module.readJson(receipt, "receipt");
    return module.told(module.checkReceipt(read, module.readKey(key), earlier, grown || null));
  } catch (error) {
    return module.told([], error.message);
  }
}

function call([name, given]) {
  const named = given.map((one) =>
    typeof one === "string" && one.startsWith("hash:") ? module.HASHES[one.slice(5)] : one);
  try {
    return { result: name === "judge" ? judge(...named) : module[name](...named) };
  } catch (error) {
    return { error: error.message };
  }
}

const calls = JSON.parse(readFileSync(0, "utf8"), into);
process.stdout.write(JSON.stringify(calls.map(call), out));
