// What figures in euros are made with: the same price for everybody's bytes.

/** Of disk, in euros for a terabyte and a month, what keeps it running included. */
export const EUROS_PER_TB_MONTH = 12;
export const MONTHS_PER_YEAR = 12;

/** Euros to keep so many bytes for a year. */
export const yearOf = (bytes) => (bytes / 1e12) * EUROS_PER_TB_MONTH * MONTHS_PER_YEAR;
