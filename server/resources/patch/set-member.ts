/** Gives an object a member of whatever name: assigning to `__proto__` would change what the object inherits instead. */
export const setMember = (object: Record<string, unknown>, name: string, value: unknown): void => {
  Object.defineProperty(object, name, { value, enumerable: true, writable: true, configurable: true })
}
