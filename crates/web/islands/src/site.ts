/** Small conveniences of every page. Each page works without them. */

import { element } from "./page.ts";

async function copy(text: string, button: HTMLElement, from: HTMLInputElement | null): Promise<void> {
  const before = button.textContent;
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    // Without https there is no clipboard: the text is selected, ready for the keyboard.
    from?.select();
    return;
  }
  button.textContent = button.dataset.copied ?? "✓";
  setTimeout(() => {
    button.textContent = before;
  }, 2500);
}

for (const button of document.querySelectorAll<HTMLButtonElement>("[data-copy]")) {
  const from = element(button.dataset.copy ?? "", HTMLInputElement);
  if (!from) continue;
  button.hidden = false;
  button.addEventListener("click", () => void copy(from.value, button, from));
  from.addEventListener("focus", () => from.select());
}

for (const button of document.querySelectorAll<HTMLButtonElement>("[data-copy-address]")) {
  button.hidden = !navigator.clipboard;
  button.addEventListener("click", () => void copy(button.dataset.copyAddress || location.href, button, null));
}

for (const button of document.querySelectorAll<HTMLButtonElement>("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => print());
}

for (const form of document.querySelectorAll<HTMLFormElement>("form[data-confirm]")) {
  form.addEventListener("submit", (event) => {
    if (!confirm(form.dataset.confirm)) event.preventDefault();
  });
}

for (const select of document.querySelectorAll<HTMLSelectElement>("select[data-submit]")) {
  select.form?.querySelector("button")?.setAttribute("hidden", "");
  select.addEventListener("change", () => select.form?.requestSubmit());
}

// What belongs to one visibility is shown for that one.
const visibility = document.querySelector<HTMLFieldSetElement>("fieldset[data-visibility]");
if (visibility) {
  const show = () => {
    const chosen = visibility.querySelector<HTMLInputElement>("input:checked")?.value;
    for (const part of document.querySelectorAll<HTMLElement>("[data-shown-for]")) {
      part.hidden = part.dataset.shownFor !== chosen;
    }
  };
  visibility.addEventListener("change", show);
  show();
}

// A refused form: the summary of what is wrong is read and reached first.
document.querySelector<HTMLElement>("[data-focus]")?.focus();

// The menu closes as menus do.
for (const menu of document.querySelectorAll<HTMLDetailsElement>("details.menu")) {
  document.addEventListener("click", (event) => {
    if (event.target instanceof Node && !menu.contains(event.target)) menu.open = false;
  });
  menu.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !menu.open) return;
    menu.open = false;
    menu.querySelector("summary")?.focus();
  });
}
