/** Gives a field its default when it is absent or the empty text, which is what an absent text looks like to Kubernetes. */
export const setDefault = <T extends object, K extends keyof T>(target: T, key: K, value: T[K]): void => {
  if (target[key] === undefined || target[key] === '') target[key] = value
}
