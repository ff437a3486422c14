/** What the server tells an island, in a JSON block of the page: its configuration and its words. */

export type Labels = Readonly<Record<string, string>>;

/** Reads the JSON block with this id. */
export function configuration<T>(id: string, page: Document = document): T | null {
  const block = page.getElementById(id);
  return block?.textContent ? (JSON.parse(block.textContent) as T) : null;
}

/** The same as the server writes it into this page now; null when it does not answer with such a page. */
export async function freshConfiguration<T>(id: string): Promise<T | null> {
  const answer = await fetch(location.pathname, { cache: "no-store" }).catch(() => null);
  if (!answer?.ok) return null;
  const text = await answer.text().catch(() => "");
  return configuration<T>(id, new DOMParser().parseFromString(text, "text/html"));
}

/** The element with this id, if it is of the kind that the island needs. */
export function element<T extends Element>(id: string, kind: new () => T): T | null {
  const found = document.getElementById(id);
  return found instanceof kind ? found : null;
}

/** A label with its places (`%name%`) filled in. A missing label shows its key, which the tests of the page forbid. */
export function fill(labels: Labels, key: string, values: Readonly<Record<string, string>> = {}): string {
  const label = labels[key] ?? key;
  return label.replace(/%([a-z]+)%/g, (place, name: string) => values[name] ?? place);
}
