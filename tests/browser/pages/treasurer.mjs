// The treasurer's page.

/** Enters an expense for the running month. */
export async function enter(page, { pool, label, amount, capacity, unit }) {
  await page.goto("/treasurer");
  const form = page.locator('form[action="/treasurer/expenses"]');
  const month = new Date().toISOString().slice(0, 7);
  await form.locator('[name="pool"]').selectOption(pool);
  const fields = { label, amount, first_month: month, last_month: month, capacity };
  for (const [name, value] of Object.entries(fields)) await form.locator(`[name="${name}"]`).fill(value);
  await form.locator('[name="unit"]').selectOption(unit);
  await form.getByRole("button").click();
  await page.getByRole("region", { name: "Entries" }).getByText(label).first().waitFor();
}
