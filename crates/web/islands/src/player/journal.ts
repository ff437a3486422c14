/**
 * What came from whom, in sums, told to the home now and then: the home's own count of what others carry for it. In the form
 * of CMCD version 2, event mode (CTA-5004-B): one line for each member and object. Nothing in it says who watches or from
 * where, and nothing of it is kept in this browser.
 */

/** Between two reports, in milliseconds. */
const REPORT_MS = 30_000;
/** Most sums; what is more is not told. */
const SUMS_LIMIT = 64;
/** Most alterations in one report. */
const ALTERED_LIMIT = 8;
/** Reports that may fail one after the other, before what they would have told is given up. */
const FAILED_LIMIT = 20;
export const MEDIA_TYPE = "application/cmcd";
const TOO_MANY = 429;

interface Sum {
  bytes: number;
  answers: number;
  failures: number;
}

/** A range of an object that did not have its hash. */
export interface Alteration {
  object: string;
  start: number;
  /** The last byte. */
  last: number;
  expected: string | null;
  found: string;
}

type Send = (url: string, init: RequestInit) => Promise<{ status: number }>;

export class Journal {
  private readonly url: string;
  private readonly home: string;
  private readonly send: Send;
  private sums = new Map<string, Sum>();
  private alterations: string[] = [];
  private unheard = 0;
  private timer: ReturnType<typeof setInterval> | undefined;

  /** Tells `url`; of what came from the home itself, which counts that as the carrier, nothing. */
  constructor(url: string, home: string, send: Send = (url, init) => fetch(url, init)) {
    [this.url, this.home, this.send] = [url, home, send];
  }

  /** Tells from now on. */
  begin(): void {
    this.timer ??= setInterval(() => void this.tell(), REPORT_MS);
  }

  end(): void {
    clearInterval(this.timer);
    this.timer = undefined;
  }

  received(pathway: string, object: string, bytes: number): void {
    this.add(pathway, object, { bytes, answers: 1, failures: 0 });
  }

  failed(pathway: string, object: string): void {
    this.add(pathway, object, { bytes: 0, answers: 0, failures: 1 });
  }

  altered(pathway: string, { object, start, last, expected, found }: Alteration): void {
    if (pathway === this.home || expected === null || this.alterations.length >= ALTERED_LIMIT) return;
    const proof = `org.ecot-expected="${expected}",org.ecot-found="${found}",org.ecot-range="${start}-${last}"`;
    this.alterations.push(line(pathway, object, proof));
  }

  private add(pathway: string, object: string, more: Sum): void {
    if (pathway === this.home) return;
    const key = `${pathway} ${object}`;
    const known = this.sums.get(key);
    if (!known && this.sums.size >= SUMS_LIMIT) return;
    const sum = known ?? { bytes: 0, answers: 0, failures: 0 };
    for (const name of ["bytes", "answers", "failures"] as const) sum[name] += more[name];
    this.sums.set(key, sum);
  }

  /** Sends what there is. `leaving`: the page goes, and nobody waits for the answer. */
  async tell(leaving = false): Promise<void> {
    const { sums, alterations } = this;
    if (sums.size + alterations.length === 0) return;
    [this.sums, this.alterations] = [new Map(), []];
    const body = [...[...sums].map(([key, sum]) => summed(key, sum)), ...alterations].join("\n");
    const headers = { "content-type": MEDIA_TYPE };
    const init = { method: "POST", body, headers, keepalive: leaving, credentials: "omit", cache: "no-store" } as const;
    const status = await this.send(this.url, init).then((answer) => answer.status, () => 0);
    if (status !== 0 && status < 500 && status !== TOO_MANY) {
      this.unheard = 0;
      return;
    }
    this.unheard += 1;
    if (leaving || this.unheard > FAILED_LIMIT) return;
    for (const [key, sum] of sums) this.add(...(key.split(" ") as [string, string]), sum);
    this.alterations = [...alterations, ...this.alterations].slice(0, ALTERED_LIMIT);
  }
}

function summed(key: string, { bytes, answers, failures }: Sum): string {
  const [pathway, object] = key.split(" ") as [string, string];
  return line(pathway, object, `org.ecot-b=${bytes},org.ecot-f=${failures},org.ecot-n=${answers}`);
}

/** Keys are in the order of their names, as the standard has it. */
function line(pathway: string, object: string, own: string): string {
  return `cdn="${pathway}",e=rr,${own},ts=${Date.now()},url="/o/${object}.mp4",v=2`;
}
