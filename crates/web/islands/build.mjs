// Bundles the islands and the style, names each file after its content, and compresses it once, so that the server
// only hands bytes out. Writes dist/ and dist/names.json (source name to built name), which src/assets.rs embeds.
import { build } from "esbuild";
import { createHash } from "node:crypto";
import { mkdir, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";

const here = import.meta.dirname;
const dist = join(here, "dist");
const fresh = join(here, "dist.new");

const ENTRIES = {
  site: join(here, "src/site.ts"),
  space: join(here, "src/space.ts"),
  watch: join(here, "src/watch.ts"),
};
const STYLES = {
  site: join(here, "../assets/style/site.css"),
  watch: join(here, "../assets/style/watch.css"),
};
const PICTURES = ["mark.svg", "favicon.svg"];
const COMPRESSED = /\.(css|js|svg|txt)$/;

const shared = {
  absWorkingDir: here,
  bundle: true,
  minify: true,
  metafile: true,
  legalComments: "none",
  entryNames: "[name]-[hash]",
  chunkNames: "[name]-[hash]",
  assetNames: "[name]-[hash]",
  outdir: fresh,
  nodePaths: [join(here, "node_modules")],
  logLevel: "warning",
};

await rm(fresh, { recursive: true, force: true });
await mkdir(fresh, { recursive: true });

const scripts = await build({
  ...shared,
  entryPoints: ENTRIES,
  format: "esm",
  splitting: true,
  target: ["es2022", "chrome110", "firefox110", "safari16.4"],
});
const styles = await build({
  ...shared,
  entryPoints: STYLES,
  target: ["chrome110", "firefox110", "safari16.4"],
  loader: { ".woff2": "file" },
});
const pictures = await build({
  ...shared,
  entryPoints: PICTURES.map((name) => join(here, "../assets", name)),
  loader: { ".svg": "copy" },
});

// What we ship of others, with their licences, as those ask.
const notices = [];
for (const name of ["hls.js", "tus-js-client", "@fontsource/bricolage-grotesque"]) {
  const folder = join(here, "node_modules", name);
  const { version, license } = JSON.parse(await readFile(join(folder, "package.json"), "utf8"));
  const file = (await readdir(folder)).find((entry) => /^licen[cs]e/i.test(entry));
  const text = file ? await readFile(join(folder, file), "utf8") : "";
  notices.push(`${name} ${version} (${license})\n\n${text.trim()}\n`);
}
const licences = notices.join(`\n${"-".repeat(72)}\n\n`);
const licencesHash = createHash("sha256").update(licences).digest("hex").slice(0, 8).toUpperCase();
const names = { "licences.txt": `licences-${licencesHash}.txt` };
await writeFile(join(fresh, names["licences.txt"]), licences);

for (const { metafile } of [scripts, styles, pictures]) {
  for (const [path, output] of Object.entries(metafile.outputs)) {
    const built = basename(path);
    const source = built.replace(/-[A-Z0-9]{8}(?=\.)/, "");
    if (output.entryPoint || /\.(svg|woff2)$/.test(built)) names[source] = built;
  }
}
await writeFile(join(fresh, "names.json"), `${JSON.stringify(names, null, 2)}\n`);

for (const name of await readdir(fresh)) {
  if (!COMPRESSED.test(name)) continue;
  const bytes = await readFile(join(fresh, name));
  const params = { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length };
  await writeFile(join(fresh, `${name}.br`), brotliCompressSync(bytes, { params }));
  await writeFile(join(fresh, `${name}.gz`), gzipSync(bytes, { level: 9 }));
}

await rm(dist, { recursive: true, force: true });
await mkdir(dist);
for (const name of await readdir(fresh)) await writeFile(join(dist, name), await readFile(join(fresh, name)));
await rm(fresh, { recursive: true });
