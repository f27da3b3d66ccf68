/** Where to go after signing in: only a path of our own, so that a link can't send people elsewhere. */
export const returnPath = (wanted: unknown): string => {
  if (typeof wanted !== 'string' || !/^\/(?![/\\])/.test(wanted)) return '/'
  const { origin, pathname, search } = new URL(wanted, 'http://here')
  return origin === 'http://here' && !pathname.startsWith('//') && pathname !== '/login' ? pathname + search : '/'
}
