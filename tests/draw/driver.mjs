// Checks records with verify.js, for tests. In: a JSON list of [record, published, earlier], on
// standard input. Out: a JSON list of steps, with "error" last where one could not be taken.
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

const { check } = await import(pathToFileURL(process.argv[2]));

function steps([record, published, earlier]) {
  const found = [];
  try {
    for (const step of check(record, published, earlier)) {
      found.push(step);
      if (!step[1]) break;
    }
  } catch {
    found.push("error");
  }
  return found;
}

process.stdout.write(JSON.stringify(JSON.parse(readFileSync(0, "utf8")).map(steps)));
