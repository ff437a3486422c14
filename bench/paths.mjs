// Where things are.
import { join, resolve } from "node:path";

export const ROOT = resolve(import.meta.dirname, "..");
/** What cargo built. */
export const TARGET = resolve(ROOT, process.env.CARGO_TARGET_DIR ?? "target");
/** This build of the program, or another one to compare with. */
export const ECOT = process.env.ECOT_BIN ?? join(TARGET, "release/ecot");
