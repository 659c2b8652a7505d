// Builds what browsers fetch: one style sheet, the behaviours and the typeface.
// Usage: node assets.mjs [--watch]

import { copyFile, mkdir, rm, writeFile } from "node:fs/promises";
import { gzipSync } from "node:zlib";
import { build, context } from "esbuild";

const source = "athar/ui/static/ui";
const outdir = `${source}/dist`;

// Whole files of a typeface, for what is drawn on the server: pictures, printed pages.
const letters = "node_modules/@expo-google-fonts/ibm-plex-sans-arabic";
const drawn = ["400Regular", "600SemiBold"];

const options = {
  entryPoints: [`${source}/js/main.js`, `${source}/css/main.css`, `${source}/css/maplibre.css`],
  outdir,
  bundle: true,
  splitting: true,
  format: "esm",
  minify: true,
  metafile: true,
  legalComments: "linked",
  target: ["chrome120", "firefox121", "safari16.4"],
  entryNames: "[name]",
  chunkNames: "[name]-[hash]",
  assetNames: "[name]",
  loader: { ".woff2": "file" },
  logLevel: "warning",
};

await rm(outdir, { recursive: true, force: true });

if (process.argv.includes("--watch")) {
  await (await context({ ...options, logLevel: "info" })).watch();
} else {
  const { outputFiles } = await build({ ...options, write: false });
  await mkdir(outdir, { recursive: true });
  for (const { path, contents } of outputFiles) {
    const name = path.slice(path.indexOf(outdir) + outdir.length + 1);
    await writeFile(path, contents);
    console.log(`${name.padEnd(48)} ${kilobytes(gzipSync(contents).length)} gz`);
  }
  // the map library starts its worker from a file of its own
  await copyFile("node_modules/maplibre-gl/dist/maplibre-gl-worker.mjs", `${outdir}/maplibre-gl-worker.mjs`);
  await mkdir(`${outdir}/letters`, { recursive: true });
  for (const weight of drawn) {
    const name = `IBMPlexSansArabic_${weight}.ttf`;
    await copyFile(`${letters}/${weight}/${name}`, `${outdir}/letters/${name}`);
  }
}

function kilobytes(bytes) {
  return `${(bytes / 1024).toFixed(1).padStart(6)} KB`;
}
