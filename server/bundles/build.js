// Builds the bundles into server/static/vendor with their licences and hashes: npm ci && node build.js
import { build } from "esbuild";
import { createHash } from "node:crypto";
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const out = join(here, "..", "static", "vendor");
const tests = join(here, "..", "..", "tests", "server", "vendor");
mkdirSync(out, { recursive: true });
mkdirSync(tests, { recursive: true });

const used = new Set();
for (const name of ["editor", "network"]) {
  const result = await build({
    entryPoints: [join(here, `${name}.js`)], outfile: join(out, `${name}.js`), absWorkingDir: here,
    bundle: true, minify: true, format: "esm", target: "es2021", legalComments: "none", metafile: true,
  });
  for (const input of Object.keys(result.metafile.inputs)) {
    const match = input.match(/node_modules\/((?:@[^/]+\/)?[^/]+)\//);
    if (match) used.add(match[1]);
  }
}

function licence(name) {
  const folder = join(here, "node_modules", name);
  const about = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  const file = readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry));
  const text = file ? readFileSync(join(folder, file), "utf8").trim() : "";
  return `## ${name} ${about.version} (${about.license})\n\n${text}\n`;
}
writeFileSync(join(out, "LICENSES.md"), "# Licences of what is bundled here\n\n" + [...used].sort().map(licence).join("\n"));

copyFileSync(join(here, "node_modules", "axe-core", "axe.min.js"), join(tests, "axe.min.js"));
for (const file of ["LICENSE", "LICENSE-3RD-PARTY.txt"]) {
  const source = join(here, "node_modules", "axe-core", file);
  if (existsSync(source)) copyFileSync(source, join(tests, file));
}

const hash = (path) => createHash("sha256").update(readFileSync(path)).digest("hex");
for (const folder of [out, tests]) {
  const files = readdirSync(folder).filter((name) => name !== "SHA256SUMS").sort();
  writeFileSync(join(folder, "SHA256SUMS"), files.map((name) => `${hash(join(folder, name))}  ${name}\n`).join(""));
}
