import assert from "node:assert/strict";
import { test } from "node:test";

import { fromHex } from "./bytes.ts";
import { decodeCbor } from "./cbor.ts";

test("a payload's kinds of items are read", () => {
  assert.deepEqual(decodeCbor(fromHex("8501626869f6420a0b811818")), [1, "hi", null, Uint8Array.of(10, 11), [24]]);
});

test("what is not deterministic, not whole or of another kind is refused", () => {
  const wrong = {
    "a longer spelling of a small number": "1801",
    "an indefinite list": "9f01ff",
    "a text that ends too early": "626a",
    "something behind the item": "0101",
    "a negative number": "20",
    "a map": "a10102",
    "a list in a list in a list in a list in a list": "818181818181" + "01",
    "a text that is not UTF-8": "61ff",
    "a list longer than any payload": "9a00ffffff",
  };
  for (const [what, hex] of Object.entries(wrong)) assert.throws(() => decodeCbor(fromHex(hex)), what);
});
