// WCAG 2.2 AA by axe.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";

const AXE = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const LEVELS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/** Fails with the rule, the element and the reason of each violation on the page. */
export async function accessible(page, name) {
  await page.evaluate(AXE);
  const found = await page.evaluate((values) => window.axe.run(document, { runOnly: { type: "tag", values } }), LEVELS);
  const told = found.violations.flatMap((violation) =>
    violation.nodes.map((node) => `${name}: ${violation.id}: ${node.target}: ${node.failureSummary.replaceAll("\n", " ")}`),
  );
  assert.deepEqual(told, []);
}
