/** The n-th of a row of UUIDv7 in ascending order. */
export const idOf = (n: number): string => `0199d3c4-0000-7000-8000-${n.toString(16).padStart(12, '0')}`
