/** The first password of an account, from HEMISPHERE_PASSWORDS (`{"name@domain": "password"}`). */
export const passwordOf = (account: string): string => {
  const passwords = JSON.parse(process.env.HEMISPHERE_PASSWORDS ?? '{}') as Record<string, string>
  const password = passwords[account]
  if (!password) throw new Error(`HEMISPHERE_PASSWORDS has no password of ${account}; start the tests with npm test`)
  return password
}
