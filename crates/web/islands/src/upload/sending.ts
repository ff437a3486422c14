/** One upload by tus: sends, pauses, goes on, cancels, and then follows the video. */

import { DetailedError, type HttpRequest, type HttpResponse, Upload } from "tus-js-client";

import { percent, size } from "../figures.ts";
import { fill } from "../page.ts";
import type { Status } from "../player/config.ts";
import type { UploadConfig } from "./config.ts";
import { followVideo } from "./follow.ts";
import type { Memory } from "./kept.ts";
import { refusedBy, standsUnknown } from "./refusal.ts";
import type { Deed, Row } from "./row.ts";
import { Stall } from "./stall.ts";
import type { Turns } from "./turns.ts";

/** Bytes in one request: a lost connection costs at most this much again on servers that keep whole requests only. */
const CHUNK_BYTES = 32 * 1024 * 1024;
/** Waits before the tries after a failure, in milliseconds: about an hour in all; after the last the user is asked. */
const RETRIES_MS = [0, 1000, 3000, 5000, 10_000, 20_000, 30_000, ...Array<number>(60).fill(60_000)];
/** Fewest milliseconds between two notes of how far it is. */
const NOTE_MS = 2000;

/** What all uploads of a page share. */
export interface Desk {
  config: UploadConfig;
  memory: Memory;
  turns: Turns;
  /** Tells screen readers what has changed. */
  news: (text: string) => void;
}

/** The server did not say where the upload stands. tus-js-client would begin anew; as an error it tries again. */
class Unanswered extends Error {
  readonly response: HttpResponse;

  constructor(response: HttpResponse) {
    super(`where the upload stands was answered with ${response.getStatus()}`);
    this.response = response;
  }
}

export class Sending {
  private readonly file: File;
  private readonly desk: Desk;
  private readonly row: Row;
  private readonly mark: string;
  private readonly upload: Upload;
  private video: string | null = null;
  private notedAt = 0;
  private sentBytes = 0;
  /** Whether it waits for the next try. */
  private lost = false;
  private readonly stall = new Stall(() => void this.tryAgain());
  private endTurn = () => {};

  /** `mark` is the file's fingerprint. */
  constructor(file: File, mark: string, keepOriginal: boolean, row: Row, desk: Desk) {
    this.file = file;
    this.mark = mark;
    this.row = row;
    this.desk = desk;
    this.upload = new Upload(file, {
      endpoint: desk.config.endpoint,
      chunkSize: CHUNK_BYTES,
      retryDelays: RETRIES_MS,
      metadata: { filename: file.name, filetype: file.type, ...(keepOriginal ? { keep_original: "yes" } : {}) },
      headers: { "X-Ecot-Csrf": desk.config.csrf },
      fingerprint: async () => mark,
      urlStorage: desk.memory.forTus(),
      storeFingerprintForResuming: true,
      removeFingerprintOnSuccess: true,
      onBeforeRequest: () => this.stall.moved(),
      onProgress: (sent, total) => this.progressed(sent, total ?? file.size),
      onAfterResponse: (request, response) => this.answered(request, response),
      onShouldRetry: (error) => this.retries(error),
      onError: (error) => this.failed(error),
      onSuccess: () => this.sent(),
    });
    addEventListener("online", () => void this.tryNow());
  }

  private word(key: string, values: Readonly<Record<string, string>> = {}): string {
    return fill(this.desk.config.labels, key, values);
  }

  private tell(text: string): void {
    this.desk.news(`${this.file.name}: ${text}`);
  }

  /** Goes on where an earlier upload of the same file stopped, or begins; when it is its turn. */
  async start(): Promise<void> {
    const [earlier] = await this.upload.findPreviousUploads();
    if (earlier) this.upload.resumeFromPreviousUpload(earlier);
    this.row.fail("");
    this.row.show(this.word("queued"), this.share());
    this.row.offer(this.deed("cancel", () => void this.cancel()));
    this.endTurn = this.desk.turns.take(() => this.begin());
  }

  private begin(): void {
    this.row.show(this.word("checking"), this.share());
    this.row.offer(this.deed("pause", () => void this.pauseSending()), this.deed("cancel", () => void this.cancel()));
    this.upload.start();
    this.tell(this.word("sending"));
  }

  private deed(label: string, does: () => void, first = false): Deed {
    return { label: this.word(label), first, does };
  }

  /** Does not wait any longer for the next try: the network is back. */
  private async tryNow(): Promise<void> {
    if (this.lost) await this.tryAgain();
  }

  /** Goes on from what the member has by now. */
  private async tryAgain(): Promise<void> {
    await this.stop();
    this.row.show(this.word("retrying"), this.share());
    this.upload.start();
  }

  /** Whatever is under way or waited for. */
  private async stop(): Promise<void> {
    this.lost = false;
    this.stall.end();
    await this.upload.abort();
  }

  private async pauseSending(): Promise<void> {
    await this.stop();
    this.rest();
  }

  /** Stands still until the user says that it goes on. */
  private rest(): void {
    this.lost = false;
    this.row.show(this.word("paused"), this.share());
    this.row.offer(this.deed("resume", () => void this.start(), true), this.deed("cancel", () => void this.cancel()));
    this.tell(this.word("paused"));
    this.endTurn();
  }

  private async cancel(): Promise<void> {
    if (!confirm(this.word("cancel-confirm", { name: this.file.name }))) return;
    await this.stop();
    this.desk.memory.forget(this.mark);
    this.row.remove();
    this.endTurn();
    const { url } = this.upload;
    if (!url) return;
    // The member may still hold what was under way: nobody waits for it, and what it never hears of expires there.
    const headers = { "X-Ecot-Csrf": this.desk.config.csrf };
    await Upload.terminate(url, { headers, retryDelays: RETRIES_MS }).catch(() => undefined);
  }

  private share(): number {
    return this.file.size > 0 ? this.sentBytes / this.file.size : 0;
  }

  private progressed(sent: number, total: number): void {
    this.sentBytes = sent;
    this.lost = false;
    this.stall.moved();
    const { lang } = this.desk.config;
    const words = this.word("progress", { sent: size(sent, lang), size: size(total, lang) });
    this.row.show(`${this.word("sending")} · ${words}`, this.share());
    if (!this.upload.url || performance.now() - this.notedAt < NOTE_MS) return;
    this.notedAt = performance.now();
    const { name, size: bytes } = this.file;
    this.desk.memory.keep({ fingerprint: this.mark, url: this.upload.url, name, size: bytes, sent, at: Date.now() });
  }

  private answered(request: HttpRequest, response: HttpResponse): void {
    this.stall.end();
    this.video = response.getHeader("Ecot-Video") ?? this.video;
    if (request.getMethod() === "HEAD" && standsUnknown(response.getStatus())) throw new Unanswered(response);
  }

  private retries(error: DetailedError): boolean {
    this.stall.end();
    this.lost = refusedBy(answerOf(error)?.getStatus() ?? 0, "") === null;
    if (this.lost) this.row.show(this.word("retrying"), this.share());
    return this.lost;
  }

  private failed(error: Error): void {
    this.stall.end();
    const response = answerOf(error);
    const refused = refusedBy(response?.getStatus() ?? 0, response?.getBody() ?? "");
    if (!refused) {
      this.rest();
      return;
    }
    const text = refused.message ?? this.word(refused.label);
    this.row.show(this.word("failed"), this.share());
    this.row.fail(text);
    this.tell(text);
    // A refusal to say where it stands does not mean that it is gone.
    const gone = error instanceof DetailedError && error.originalResponse !== null;
    if (gone && refused.label !== "signed-out") this.desk.memory.forget(this.mark);
    this.row.offer(this.deed("dismiss", () => this.row.remove()));
    this.endTurn();
  }

  private sent(): void {
    this.row.show(this.word("done"), 1);
    this.row.offer();
    this.tell(this.word("done"));
    this.endTurn();
    const id = this.video;
    if (!id) return;
    this.offerVideo(id, false);
    let before = "";
    followVideo(id, (status) => {
      this.showStatus(id, status);
      if (status.state !== before) this.tell(this.stateWords(status));
      before = status.state;
    });
  }

  private stateWords(status: Status): string {
    return this.word(status.state === "uploading" ? "checking" : status.state, {
      percent: percent((status.permille ?? 0) / 1000, this.desk.config.lang),
    });
  }

  private showStatus(id: string, status: Status): void {
    const share = status.state === "processing" || status.state === "playable" ? (status.permille ?? 0) / 1000 : null;
    this.row.show(this.stateWords(status), share);
    if (status.state === "failed") {
      this.row.fail(this.word(status.reason ? `failure-${status.reason}` : "failed"));
    }
    this.offerVideo(id, status.state === "playable" || status.state === "ready");
  }

  private offerVideo(id: string, watchable: boolean): void {
    const to = (path: string) => () => location.assign(path);
    const watch = { label: this.word("watch"), first: true, does: to(`/v/${id}`) };
    const settings = { label: this.word("settings"), does: to(`/space/videos/${id}`) };
    this.row.offer(...(watchable ? [watch] : []), settings);
  }
}

/** The answer that an error is about, if there was one. */
function answerOf(error: Error): HttpResponse | null {
  if (!(error instanceof DetailedError)) return null;
  return error.causingError instanceof Unanswered ? error.causingError.response : error.originalResponse;
}
