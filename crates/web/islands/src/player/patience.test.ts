import assert from "node:assert/strict";
import { mock, type TestContext, test } from "node:test";

import { Patience } from "./patience.ts";

/** A video that has `readyState`, and what a viewer is told and done for who waits for it. */
function waited(t: TestContext, readyState: number, begins = true) {
  mock.timers.enable({ apis: ["setTimeout"] });
  t.after(() => mock.timers.reset());
  const video = Object.assign(new EventTarget(), { readyState, paused: false });
  const done: string[] = [];
  const say = (what: string) => () => void done.push(what);
  const renew = () => {
    if (begins) done.push("begun anew");
    return begins;
  };
  const words = { away: say("told"), unsay: say("unsaid"), hurry: say("hurried"), reload: say("reloaded"), renew };
  const patience = new Patience(video as unknown as HTMLVideoElement, words);
  const pass = (seconds: number) => {
    for (let left = seconds * 10; left > 0; left -= 1) mock.timers.tick(100);
  };
  return { video, patience, done, pass, happens: (event: string) => video.dispatchEvent(new Event(event)) };
}

test("a wait that nothing ends is told after ten seconds, and what is waited for begun anew each minute", (t) => {
  const { done, pass, happens } = waited(t, 0);
  happens("play");
  pass(9);
  assert.deepEqual(done, []);
  pass(2);
  assert.deepEqual(done, ["told"]);
  pass(50);
  assert.deepEqual(done, ["told", "begun anew"]);
  pass(60);
  assert.deepEqual(done, ["told", "begun anew", "told", "begun anew"]);
});

test("what comes slowly is not begun anew, nor what has come or is paused", (t) => {
  const { video, done, pass, happens } = waited(t, 2);
  happens("waiting");
  pass(55);
  video.readyState = 4;
  pass(1);
  video.readyState = 2;
  pass(55);
  assert.deepEqual(done, ["told"]);
  happens("pause");
  pass(600);
  assert.deepEqual(done, ["told", "unsaid"]);
});

test("while nobody answers nothing is begun anew, and when somebody does the minute begins again", (t) => {
  const { patience, done, pass, happens } = waited(t, 0);
  happens("play");
  pass(30);
  patience.away();
  pass(300);
  happens("waiting");
  pass(300);
  assert.deepEqual(done, ["told", "told", "told"], "of the long wait, of the silence, and of a wait in it");
  patience.back();
  pass(59);
  assert.deepEqual(done, ["told", "told", "told", "unsaid"]);
  pass(2);
  assert.deepEqual(done, ["told", "told", "told", "unsaid", "begun anew"]);
});

test("of what may not be there yet a viewer is told once, and nothing is begun anew", (t) => {
  const { done, pass, happens } = waited(t, 0, false);
  happens("waiting");
  pass(600);
  assert.deepEqual(done, ["told"]);
});

test("a player that has ended begins nothing", (t) => {
  const { patience, done, pass, happens } = waited(t, 0);
  happens("play");
  patience.end();
  pass(600);
  assert.deepEqual(done, []);
});
