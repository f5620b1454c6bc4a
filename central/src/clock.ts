/** Gives the present; an argument wherever time matters, so that tests own it. */
export type Clock = () => Date

/** An instant some milliseconds after another, as stored: UTC with milliseconds. */
export const after = (from: Date, ms: number): string => new Date(from.getTime() + ms).toISOString()
