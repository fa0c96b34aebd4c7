// Makes and checks the age vectors that come from other implementations.
//
//   node make_typage.mjs kit            writes age/cctv/     from the C2SP test kit
//   node make_typage.mjs files          writes age/typage/   with typage
//   node make_typage.mjs verify FOLDER  opens FOLDER/*.age with typage and compares with FOLDER/*.plain
//
// Needs the npm packages `age-encryption` (0.3.1 or later) and `cctv-age` in a folder that is not part of
// this repository; README.md beside this file says how. The tests read the results and need no Node.

import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { inflateSync } from "node:zlib";

const here = dirname(fileURLToPath(import.meta.url));
const packages = createRequire(join(process.cwd(), "package.json"));
const load = (name) => import(pathToFileURL(packages.resolve(name)));

const SIZES = [0, 1, 65_535, 65_536, 65_537, 200_000];

// The plaintext of every vector: byte number i is i modulo 251. A prime period, so that no two chunks are equal.
const pattern = (size) => Uint8Array.from({ length: size }, (_, i) => i % 251);
const sha256 = (bytes) => createHash("sha256").update(bytes).digest("hex");

function fresh(folder) {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
}

// Keeps the vectors with a hybrid identity, inflated where the kit had them deflated, without the armoured one.
async function kit() {
  const vectors = await load("cctv-age");
  const folder = join(here, "age", "cctv");
  fresh(folder);
  for (const [name, file] of Object.entries(vectors)) {
    const bytes = Buffer.from(file);
    const end = bytes.indexOf("\n\n");
    const lines = bytes.subarray(0, end).toString("latin1").split("\n");
    const hybrid = lines.some((line) => line.startsWith("identity: AGE-SECRET-KEY-PQ-1"));
    if (!hybrid || lines.includes("armored: yes")) continue;
    const deflated = lines.includes("compressed: zlib");
    const body = bytes.subarray(end + 2);
    const head = lines.filter((line) => line !== "compressed: zlib").join("\n") + "\n\n";
    writeFileSync(join(folder, name), Buffer.concat([Buffer.from(head, "latin1"), deflated ? inflateSync(body) : body]));
    console.log(name);
  }
}

async function files() {
  const age = await load("age-encryption");
  const folder = join(here, "age", "typage");
  fresh(folder);
  const keys = [];
  for (const name of ["first", "second", "stranger"]) {
    const identity = await age.generateHybridIdentity();
    const recipient = await age.identityToRecipient(identity);
    writeFileSync(join(folder, `${name}.identity`), identity + "\n");
    writeFileSync(join(folder, `${name}.recipient`), recipient + "\n");
    keys.push(recipient);
  }
  const [first, second] = keys;
  const index = [];
  const seal = async (name, size, recipients, opens) => {
    const encrypter = new age.Encrypter();
    recipients.forEach((recipient) => encrypter.addRecipient(recipient));
    const plain = pattern(size);
    writeFileSync(join(folder, `${name}.age`), await encrypter.encrypt(plain));
    index.push([name, size, sha256(plain), opens].join("\t"));
  };
  for (const size of SIZES) await seal(`to_first_${size}`, size, [first], "first");
  await seal("to_both_1000", 1_000, [first, second], "first,second");
  writeFileSync(join(folder, "index.tsv"), index.join("\n") + "\n");
  console.log(index.join("\n"));
}

async function verify(folder) {
  const age = await load("age-encryption");
  const identity = readFileSync(join(folder, "identity.txt"), "utf8").trim();
  const names = readdirSync(folder).filter((name) => name.endsWith(".age"));
  if (names.length === 0) throw new Error(`${folder} holds no .age file`);
  for (const name of names) {
    const decrypter = new age.Decrypter();
    decrypter.addIdentity(identity);
    const opened = await decrypter.decrypt(new Uint8Array(readFileSync(join(folder, name))));
    const plain = readFileSync(join(folder, name.replace(/\.age$/, ".plain")));
    if (!plain.equals(Buffer.from(opened))) throw new Error(`${name} opens to something else`);
    console.log(`${name}: ${opened.length} bytes, as expected`);
  }
}

const [task, folder] = process.argv.slice(2);
if (task === "kit") await kit();
else if (task === "files") await files();
else if (task === "verify" && folder) await verify(folder);
else {
  console.error("say one of: kit, files, verify FOLDER");
  process.exit(2);
}
