/** A `metav1.Time`: RFC 3339 in UTC, whole seconds. */
export const kubeTime = (time: Date): string => `${time.toISOString().slice(0, 19)}Z`
