/** Why a file is not sent, decided before a byte leaves, and what the server's refusals say. */

/** The least a file must be to hold a picture or a sound. */
const SMALLEST_BYTES = 16;
const NO_VIDEO = /^(image|text|font)\/|^application\/(pdf|zip|json|x-|vnd\.(oasis|openxml|ms-))/;
const VIDEO_NAMES = /\.(mp4|m4v|mov|mkv|webm|avi|mts|m2ts|ts|mpe?g|3gp|ogv|ogg|opus|mp3|m4a|aac|flac|wav|wmv|flv)$/i;

/** The label of what is wrong with a file, or null. The server looks at the bytes; this only saves waiting. */
export function refusedEarly(
  file: { name: string; size: number; type: string },
  limit: number,
): "too-large" | "not-a-video" | null {
  if (file.size > limit) return "too-large";
  if (file.size < SMALLEST_BYTES) return "not-a-video";
  return NO_VIDEO.test(file.type) && !VIDEO_NAMES.test(file.name) ? "not-a-video" : null;
}

export interface Refused {
  /** The server's sentence, in the page's language, if it gave one. */
  message: string | null;
  /** The label to show otherwise. */
  label: "signed-out" | "refused";
}

/** What a refusing answer of the server says; null if the connection failed and trying again helps. */
export function refusedBy(status: number, body: string): Refused | null {
  if (status === 0 || status === 409 || status === 423 || status === 429 || status >= 500) return null;
  let message: string | null = null;
  try {
    const answer = JSON.parse(body) as { message?: unknown };
    if (typeof answer.message === "string") message = answer.message;
  } catch {
    // Not JSON: the label says it.
  }
  return { message, label: status === 401 || status === 403 ? "signed-out" : "refused" };
}

/** Whether an answer to HEAD leaves open where the upload stands: all but "so far", "gone" and "locked" do. */
export function standsUnknown(status: number): boolean {
  return status >= 300 && status !== 404 && status !== 410 && status !== 423;
}
