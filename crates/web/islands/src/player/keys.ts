/** Which key does what in the player. */

export type Action =
  | { does: "play" | "mute" | "full" | "help" }
  | { does: "seek"; seconds: number }
  | { does: "share"; of: number }
  | { does: "volume"; by: number };

interface Pressed {
  key: string;
  ctrlKey: boolean;
  metaKey: boolean;
  altKey: boolean;
}

const STEP_S = 5;
const JUMP_S = 10;
const VOLUME_STEP = 0.05;

const ACTIONS = new Map<string, Action>([
  [" ", { does: "play" }],
  ["k", { does: "play" }],
  ["arrowleft", { does: "seek", seconds: -STEP_S }],
  ["arrowright", { does: "seek", seconds: STEP_S }],
  ["j", { does: "seek", seconds: -JUMP_S }],
  ["l", { does: "seek", seconds: JUMP_S }],
  ["arrowup", { does: "volume", by: VOLUME_STEP }],
  ["arrowdown", { does: "volume", by: -VOLUME_STEP }],
  ["m", { does: "mute" }],
  ["f", { does: "full" }],
  ["?", { does: "help" }],
]);

/**
 * The action of a key press, or null. `on` says what has the focus: a button keeps the space bar for itself, a slider of
 * the volume keeps the arrows, and where text is typed or chosen every key belongs to that.
 */
export function actionOf(pressed: Pressed, on: "typing" | "button" | "volume" | "other"): Action | null {
  if (pressed.ctrlKey || pressed.metaKey || pressed.altKey || on === "typing") return null;
  const key = pressed.key.toLowerCase();
  if (on === "button" && key === " ") return null;
  if (on === "volume" && key.startsWith("arrow")) return null;
  if (/^[0-9]$/.test(key)) return { does: "share", of: Number(key) / 10 };
  return ACTIONS.get(key) ?? null;
}
