import assert from "node:assert/strict";
import { test } from "node:test";

import { refusedBy, refusedEarly, standsUnknown } from "./refusal.ts";

test("what cannot be a video is refused before a byte leaves", () => {
  const file = (name: string, type: string, size = 1000) => ({ name, type, size });
  assert.equal(refusedEarly(file("a.mp4", "video/mp4"), 2000), null);
  assert.equal(refusedEarly(file("a.mp4", "video/mp4", 3000), 2000), "too-large");
  assert.equal(refusedEarly(file("a.pdf", "application/pdf"), 2000), "not-a-video");
  assert.equal(refusedEarly(file("a.jpg", "image/jpeg"), 2000), "not-a-video");
  assert.equal(refusedEarly(file("a.mp4", "", 0), 2000), "not-a-video");
  assert.equal(refusedEarly(file("00001.MTS", "text/vnd.trolltech.linguist"), 2000), null);
  assert.equal(refusedEarly(file("strange", ""), 2000), null);
});

test("a refusal is told apart from a lost connection", () => {
  assert.equal(refusedBy(0, ""), null);
  assert.equal(refusedBy(423, ""), null);
  assert.equal(refusedBy(503, ""), null);
  assert.deepEqual(refusedBy(413, '{"code":"over-quota","message":"No room."}'), { message: "No room.", label: "refused" });
  assert.deepEqual(refusedBy(401, "<html>"), { message: null, label: "signed-out" });
});

test("an upload is begun anew only when the server says that it is gone", () => {
  for (const status of [301, 401, 403, 412, 429, 500, 502, 503, 504]) assert.ok(standsUnknown(status), `${status}`);
  for (const status of [200, 204, 404, 410, 423]) assert.ok(!standsUnknown(status), `${status}`);
});
