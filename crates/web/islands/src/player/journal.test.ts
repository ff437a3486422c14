import assert from "node:assert/strict";
import { mock, type TestContext, test } from "node:test";

import { Journal, MEDIA_TYPE } from "./journal.ts";

const OBJECT = "cd".repeat(32);
const [HOME, OTHER] = ["00".repeat(8), "11".repeat(8)] as [string, string];
const REPORT = "https://home.example/v/x/report";
const PROOF = { object: OBJECT, start: 10, last: 19, expected: "aa".repeat(32), found: "bb".repeat(32) };

/** Reports go here; each is answered with the next status. */
function told(t: TestContext, ...statuses: number[]) {
  mock.timers.enable({ apis: ["setInterval", "Date"], now: 1_700_000_000_000 });
  t.after(() => mock.timers.reset());
  const sent: { url: string; init: RequestInit }[] = [];
  const journal = new Journal(REPORT, HOME, async (url, init) => {
    sent.push({ url, init });
    const status = statuses.shift() ?? 204;
    if (status === 0) throw new TypeError("no network");
    return { status };
  });
  return { journal, sent, bodies: () => sent.map(({ init }) => init.body) };
}

const line = (own: string) => `cdn="${OTHER}",e=rr,${own},ts=1700000000000,url="/o/${OBJECT}.mp4",v=2`;

test("what came is summed by member and object and told as lines of CMCD without a word about who watches", async (t) => {
  const { journal, sent, bodies } = told(t);
  journal.received(OTHER, OBJECT, 100);
  journal.received(OTHER, OBJECT, 20);
  journal.failed(OTHER, OBJECT);
  journal.altered(OTHER, PROOF);
  await journal.tell();
  const proof = `org.ecot-expected="${PROOF.expected}",org.ecot-found="${PROOF.found}",org.ecot-range="10-19"`;
  assert.deepEqual(bodies(), [`${line("org.ecot-b=120,org.ecot-f=1,org.ecot-n=2")}\n${line(proof)}`]);
  const [{ url, init }] = sent as [(typeof sent)[0]];
  assert.equal(url, REPORT);
  assert.deepEqual(init.headers, { "content-type": MEDIA_TYPE });
  assert.equal(init.credentials, "omit");
  await journal.tell();
  assert.equal(sent.length, 1, "nothing is told twice");
});

test("of what came from the home nothing is told: it counts that itself", async (t) => {
  const { journal, sent } = told(t);
  journal.received(HOME, OBJECT, 100);
  journal.failed(HOME, OBJECT);
  journal.altered(HOME, PROOF);
  await journal.tell();
  assert.deepEqual(sent, []);
});

test("what the home did not take is told again with what came since, and what it refused is not", async (t) => {
  const { journal, bodies } = told(t, 0, 503, 400);
  journal.received(OTHER, OBJECT, 100);
  await journal.tell();
  journal.received(OTHER, OBJECT, 1);
  await journal.tell();
  await journal.tell();
  await journal.tell();
  const sums = (bytes: number, answers: number) => line(`org.ecot-b=${bytes},org.ecot-f=0,org.ecot-n=${answers}`);
  assert.deepEqual(bodies(), [sums(100, 1), sums(101, 2), sums(101, 2)]);
});

test("a home that is silent for long is not told what it missed", async (t) => {
  const { journal, sent } = told(t, ...Array.from({ length: 30 }, () => 0));
  journal.received(OTHER, OBJECT, 100);
  for (let report = 0; report < 30; report += 1) await journal.tell();
  assert.equal(sent.length, 21);
});

test("it tells every half minute while it is on, and as the page goes", async (t) => {
  const { journal, sent } = told(t);
  journal.begin();
  journal.received(OTHER, OBJECT, 100);
  mock.timers.tick(30_000);
  journal.received(OTHER, OBJECT, 100);
  await journal.tell(true);
  journal.end();
  journal.received(OTHER, OBJECT, 100);
  mock.timers.tick(60_000);
  assert.deepEqual(sent.map(({ init }) => init.keepalive), [false, true]);
});
