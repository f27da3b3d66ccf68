/** RFC 3339 in whole seconds, the way metav1.Time is written. */
export const timestamp = (date: Date): string => `${date.toISOString().slice(0, 19)}Z`
